package io.dorisio.format;

/**
 * The values of one type, gathered as Arrow lays them out. On the heap: a block is copied once,
 * into the bytes that leave, and there is nothing to free.
 */
abstract class ArrowColumn {

  /** How many values a column has room for at first. */
  static final int FIRST_VALUES = 512;

  /** Instead of a number of bytes. */
  static final int TOO_LONG = -1;

  /** Values that hold more together are too long to be written at once: a block ends before. */
  static final int LONG_BYTES = 32 << 10;

  /** Which values are null. */
  final ArrowNulls nulls = new ArrowNulls();

  /**
   * Writes a value, or null, at an index: at that behind the last, or once more at one that was
   * written already, behind which nothing stays then.
   *
   * @return about how many bytes it takes
   * @throws IllegalArgumentException if it has no form there, saying why
   */
  abstract int write(int index, Object value);

  /**
   * Writes the values of a column, or nulls, at an index and those behind it, as {@link #write}
   * does.
   *
   * @return about how many bytes they take, or {@link #TOO_LONG}; then some may not be written
   * @throws IllegalArgumentException if one of them has no form there
   */
  int writeAll(int index, RowColumns rows, int column) {
    int bytes = 0;
    for (int i = 0; i < rows.rows(); i++) {
      bytes += write(index + i, rows.value(i, column));
      if (bytes > LONG_BYTES) {
        return TOO_LONG;
      }
    }
    return bytes;
  }

  /** Adds the first values to a batch, with those of the columns inside. */
  abstract void addTo(ArrowBatch batch, int count);

  /** Forgets the values. */
  void clear() {
    nulls.clear();
  }
}
