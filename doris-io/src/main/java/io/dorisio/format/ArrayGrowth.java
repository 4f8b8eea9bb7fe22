package io.dorisio.format;

/** How arrays grow that hold rows. */
final class ArrayGrowth {

  /** The largest array that every virtual machine grants. */
  private static final int MAX_LENGTH = Integer.MAX_VALUE - 8;

  private ArrayGrowth() {}

  /**
   * The new length of an array that has grown too small.
   *
   * @throws IllegalArgumentException if no array can be that long
   */
  static int grown(int length, long needed) {
    checkFits(needed);
    return (int) Math.min(MAX_LENGTH, Math.max(needed, 2L * length));
  }

  /**
   * Checks that rows fit into one array.
   *
   * @throws IllegalArgumentException if they do not
   */
  static void checkFits(long bytes) {
    if (bytes > MAX_LENGTH) {
      throw new IllegalArgumentException("A row is larger than 2 GiB can hold");
    }
  }
}
