package io.dorisio.format;

import java.nio.charset.StandardCharsets;

/** Texts, one behind the other, and where each ends. */
final class ArrowText extends ArrowColumn {

  /** Instead of a number of bytes. */
  private static final int NOT_ASCII = -2;

  /** How often texts are written one by one, behind some that were not all ASCII. */
  private static final int PAUSE = 16;

  private final ValueWriter writer;
  private final TextBuffer text = new TextBuffer();
  private final ArrowOffsets offsets = new ArrowOffsets();
  private int pause;

  /** How many characters some texts had together; the next ones will have about as many. */
  private int lastLength;

  /**
   * @param writer what makes the text of a value
   */
  ArrowText(ValueWriter writer) {
    this.writer = writer;
  }

  @Override
  int write(int index, Object value) {
    int start = offsets.start(index);
    text.advanceTo(start);
    if (value == null) {
      nulls.set(index);
      offsets.end(index, start);
      return Integer.BYTES;
    }
    if (writer == Utf8.WRITER) {
      Utf8.write(text, (String) value);
    } else {
      writer.write(text, value);
    }
    nulls.clear(index);
    int end = text.size();
    offsets.end(index, end);
    return Integer.BYTES + end - start;
  }

  @Override
  int writeAll(int index, RowColumns rows, int column) {
    if (writer == Utf8.WRITER && pause == 0) {
      int bytes = writeTogether(index, rows, column);
      if (bytes != NOT_ASCII) {
        return bytes;
      }
      pause = PAUSE;
    } else if (pause > 0) {
      pause--;
    }
    return super.writeAll(index, rows, column);
  }

  /**
   * Writes texts that are all ASCII: to copy them, and to look at all of them at once, takes a
   * third of looking at each character.
   *
   * @return as {@link #writeAll}, or {@link #NOT_ASCII}; then they are to be written one by one
   */
  private int writeTogether(int index, RowColumns rows, int column) {
    int start = offsets.start(index);
    // Not kept: with one character that is not ASCII it takes two bytes for each from then on.
    StringBuilder together = new StringBuilder(lastLength + lastLength / 4);
    for (int i = 0; i < rows.rows(); i++) {
      String value = (String) rows.value(i, column);
      if (value == null) {
        nulls.set(index + i);
      } else {
        if (together.length() + value.length() > LONG_BYTES) {
          return TOO_LONG;
        }
        together.append(value);
        nulls.clear(index + i);
      }
      offsets.end(index + i, start + together.length());
    }
    String all = together.toString();
    byte[] bytes = all.getBytes(StandardCharsets.UTF_8);
    // Half a surrogate pair becomes one byte, too, but does not come back.
    if (bytes.length != all.length()
        || !new String(bytes, StandardCharsets.ISO_8859_1).equals(all)) {
      return NOT_ASCII;
    }
    lastLength = bytes.length;
    text.advanceTo(start);
    text.write(bytes);
    return rows.rows() * Integer.BYTES + bytes.length;
  }

  @Override
  void addTo(ArrowBatch batch, int count) {
    nulls.addTo(batch, count);
    offsets.addTo(batch, count);
    batch.buffer(text.bytes(), offsets.start(count));
  }

  @Override
  void clear() {
    super.clear();
    text.clear();
  }
}
