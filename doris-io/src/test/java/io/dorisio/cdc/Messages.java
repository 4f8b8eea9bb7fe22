package io.dorisio.cdc;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.dorisio.cdc.ChangeEvent.DataChange;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Messages of a topic, and what parsers make of them. */
final class Messages {

  static final RecordOffset AT = new RecordOffset("shop", 2, 42);

  private Messages() {}

  static List<ChangeEvent> parse(ChangeParser parser, @Nullable String key, String value)
      throws MalformedEventException {
    return parser.parse(key == null ? null : bytes(key), bytes(value), AT);
  }

  /** The one record of a message. */
  static ChangeRecord record(ChangeParser parser, @Nullable String key, String value)
      throws MalformedEventException {
    List<ChangeRecord> records = records(parser, key, value);
    if (records.size() != 1) {
      throw new AssertionError("Not one record: " + records);
    }
    return records.get(0);
  }

  static List<ChangeRecord> records(ChangeParser parser, @Nullable String key, String value)
      throws MalformedEventException {
    return parse(parser, key, value).stream().map(event -> ((DataChange) event).record()).toList();
  }

  static String refusal(ChangeParser parser, String value) {
    return assertThrows(MalformedEventException.class, () -> parse(parser, null, value))
        .getMessage();
  }

  static Map<String, Object> values(ChangeRecord record) {
    Map<String, Object> values = new LinkedHashMap<>();
    record.columns().forEach(column -> values.put(column.name(), column.value()));
    return values;
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
