package io.dorisio.pipelines;

import io.dorisio.cdc.RecordOffset;
import io.dorisio.cdc.SourcePosition;
import io.dorisio.cdc.write.DeadLetter;
import io.dorisio.cdc.write.TargetRow;
import io.dorisio.cdc.write.TargetRowCoder;
import io.dorisio.write.FailedRow;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;
import org.jspecify.annotations.Nullable;

/**
 * Something that is not in Doris, and why.
 *
 * @param place of its message in the source; null for a row that Doris itself refused: of such a
 *     row nothing but its text is known
 * @param position in the source's history, where the reader told it; null otherwise
 * @param table of Doris, {@code database.table}; empty for a message
 * @param key of the message; null if it has none, and for a row
 * @param content the message's value, or the row as text
 */
record Letter(
    @Nullable RecordOffset place,
    @Nullable SourcePosition position,
    String table,
    @Nullable Content key,
    @Nullable Content content,
    String reason)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * Bytes as text.
   *
   * @param base64 whether it is that of the bytes, since they are no UTF-8
   */
  record Content(String text, boolean base64) implements Serializable {
    private static final long serialVersionUID = 1L;

    static @Nullable Content of(byte @Nullable [] bytes) {
      if (bytes == null) {
        return null;
      }
      try {
        CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        return new Content(text.toString(), false);
      } catch (CharacterCodingException e) {
        return new Content(Base64.getEncoder().encodeToString(bytes), true);
      }
    }
  }

  static Letter of(DeadLetter letter) {
    return new Letter(
        letter.place(),
        letter.message().position().orElse(null),
        "",
        Content.of(letter.message().key()),
        Content.of(letter.message().value()),
        letter.reason());
  }

  /** Of a row whose elements were of this coder. */
  static Letter of(FailedRow row, Coder<?> elements) {
    return new Letter(
        place(row.getElement(), elements),
        null,
        row.getTable(),
        null,
        new Content(row.getRow(), false),
        row.getReason());
  }

  private static @Nullable RecordOffset place(byte @Nullable [] element, Coder<?> elements) {
    if (element == null || !elements.equals(TargetRowCoder.of())) {
      return null;
    }
    try {
      TargetRow row = CoderUtils.decodeFromByteArray(TargetRowCoder.of(), element);
      return row.origin();
    } catch (CoderException e) {
      throw new IllegalStateException("A failed row holds no row", e);
    }
  }

  boolean isRow() {
    return !table.isEmpty();
  }
}
