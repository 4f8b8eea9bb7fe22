package io.dorisio.format;

/**
 * Numbers as ASCII digits, written to an array that has room for them: the offset of each piece is
 * handed on instead of being kept with the array, since a few bytes at a time cost more to book
 * than to write.
 */
final class Digits {

  /** The most digits of a number of 64 bits, and its sign. */
  static final int MAX_BYTES = 20;

  private static final byte[] PAIRS = new byte[200];

  /** Powers of ten, but for the first: so zero has a digit. */
  private static final long[] BOUNDS = new long[19];

  static {
    for (int i = 0; i < 100; i++) {
      PAIRS[2 * i] = (byte) ('0' + i / 10);
      PAIRS[2 * i + 1] = (byte) ('0' + i % 10);
    }
    long power = 1;
    for (int i = 1; i < BOUNDS.length; i++) {
      power *= 10;
      BOUNDS[i] = power;
    }
  }

  private Digits() {}

  /**
   * Writes a number.
   *
   * @return the offset behind it
   */
  static int write(byte[] to, int at, long number) {
    if (number >= 0) {
      return writePositive(to, at, number);
    }
    to[at] = '-';
    if (number == Long.MIN_VALUE) {
      // It has no positive; its last digit is 8.
      int end = writePositive(to, at + 1, -(number / 10));
      to[end] = '8';
      return end + 1;
    }
    return writePositive(to, at + 1, -number);
  }

  private static int writePositive(byte[] to, int at, long number) {
    int end = at + count(number);
    writeBefore(to, end, number);
    return end;
  }

  /**
   * Writes a number with a point in front of its last digits.
   *
   * @param number of 18 digits at the most
   * @param scale how many digits are behind the point, 18 at the most
   * @return the offset behind it
   */
  static int writeDecimal(byte[] to, int at, long number, int scale) {
    if (scale == 0) {
      return write(to, at, number);
    }
    int start = at;
    long rest = number;
    if (number < 0) {
      to[start++] = '-';
      rest = -number;
    }
    int end = start + Math.max(count(rest), scale + 1) + 1;
    int cursor = end;
    for (int left = scale; left > 1; left -= 2) {
      long next = rest / 100;
      cursor = pairBefore(to, cursor, (int) (rest - next * 100));
      rest = next;
    }
    if ((scale & 1) != 0) {
      long next = rest / 10;
      to[--cursor] = (byte) ('0' + (rest - next * 10));
      rest = next;
    }
    to[--cursor] = '.';
    writeBefore(to, cursor, rest);
    return end;
  }

  /** Two digits of a number below 100. */
  static void writeTwo(byte[] to, int at, int number) {
    to[at] = PAIRS[2 * number];
    to[at + 1] = PAIRS[2 * number + 1];
  }

  private static void writeBefore(byte[] to, int end, long number) {
    int at = end;
    long rest = number;
    while (rest >= 100) {
      long next = rest / 100;
      at = pairBefore(to, at, (int) (rest - next * 100));
      rest = next;
    }
    if (rest >= 10) {
      pairBefore(to, at, (int) rest);
    } else {
      to[at - 1] = (byte) ('0' + rest);
    }
  }

  private static int pairBefore(byte[] to, int end, int number) {
    to[end - 1] = PAIRS[2 * number + 1];
    to[end - 2] = PAIRS[2 * number];
    return end - 2;
  }

  private static int count(long number) {
    // 1233 / 4096 is a little more than the logarithm of two to base ten.
    int least = ((Long.SIZE - Long.numberOfLeadingZeros(number)) * 1233) >>> 12;
    return least + (number >= BOUNDS[least] ? 1 : 0);
  }
}
