package io.dorisio.format;

import java.io.ByteArrayOutputStream;

/** Rows in a text format; a row that broke can be taken back. */
final class TextBuffer extends ByteArrayOutputStream {

  private int rows;
  private int wholeRowsEnd;

  /** What was written since the last call is a whole row. */
  void endRow() {
    rows++;
    wholeRowsEnd = count;
  }

  /** Drops what was written behind the last whole row. */
  void dropPartialRow() {
    count = wholeRowsEnd;
  }

  int rows() {
    return rows;
  }

  /** Takes the rows out. */
  byte[] drain() {
    byte[] bytes = toByteArray();
    reset();
    rows = 0;
    wholeRowsEnd = 0;
    return bytes;
  }
}
