package io.dorisio.format;

/** Writes values of one type to an Arrow vector. */
@FunctionalInterface
interface ArrowColumn {

  /**
   * Writes a value, or null, at an index: at that behind the last, or once more at the last one.
   *
   * @return about how many bytes it takes
   * @throws IllegalArgumentException if it has no form there, saying why
   */
  int write(int index, Object value);
}
