package io.dorisio.write;

import java.io.ByteArrayOutputStream;

/** Rows on their way into a {@link RowBlock}; a row that broke can be taken back. */
final class BlockBuffer extends ByteArrayOutputStream {

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
  RowBlock drain() {
    RowBlock block = new RowBlock(toByteArray(), rows);
    reset();
    rows = 0;
    wholeRowsEnd = 0;
    return block;
  }
}
