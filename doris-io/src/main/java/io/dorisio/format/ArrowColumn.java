package io.dorisio.format;

/**
 * The values of one type, gathered as Arrow lays them out. On the heap: a block is copied once,
 * into the bytes that leave, and there is nothing to free.
 */
abstract class ArrowColumn {

  /** How many values a column has room for at first. */
  static final int FIRST_VALUES = 512;

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

  /** Adds the first values to a batch, with those of the columns inside. */
  abstract void addTo(ArrowBatch batch, int count);

  /** Forgets the values. */
  void clear() {
    nulls.clear();
  }
}
