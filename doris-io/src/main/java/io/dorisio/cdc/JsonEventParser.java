package io.dorisio.cdc;

import io.dorisio.cdc.ChangeEvent.Ignored;
import java.time.DateTimeException;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * What the parsers have in common: from bytes to trees, and from what is wrong to one exception.
 */
abstract class JsonEventParser implements ChangeParser {

  private static final long serialVersionUID = 1L;

  private final ChangeFormat format;
  final ParserOptions options;

  JsonEventParser(ChangeFormat format, ParserOptions options) {
    this.format = format;
    this.options = options;
  }

  @Override
  public final List<ChangeEvent> parse(
      byte @Nullable [] key, byte @Nullable [] value, RecordOffset offset)
      throws MalformedEventException {
    try {
      return value == null ? noValue(key, offset) : event(key, value, offset);
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      throw new MalformedEventException(format, offset, String.valueOf(e.getMessage()), e);
    }
  }

  /** What a message without a value says. */
  List<ChangeEvent> noValue(byte @Nullable [] key, RecordOffset offset) {
    return List.of(new Ignored(Ignored.Reason.TOMBSTONE));
  }

  abstract List<ChangeEvent> event(byte @Nullable [] key, byte[] value, RecordOffset offset);
}
