package io.dorisio.format;

import java.util.Arrays;

/**
 * Rows in a text format, as UTF-8; a row that broke can be taken back. Written to directly, since
 * every byte of every row passes here.
 */
final class TextBuffer {

  private static final int FIRST_BYTES = 4 << 10;

  /** What a writer keeps between two pieces; one huge row must not hold its memory for ever. */
  private static final int KEPT_BYTES = 1 << 20;

  /** The largest array that every virtual machine grants. */
  private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

  private static final byte[] TWO_DIGITS = new byte[200];

  static {
    for (int i = 0; i < 100; i++) {
      TWO_DIGITS[2 * i] = (byte) ('0' + i / 10);
      TWO_DIGITS[2 * i + 1] = (byte) ('0' + i % 10);
    }
  }

  private byte[] bytes = new byte[FIRST_BYTES];
  private int size;
  private int rows;
  private int wholeRowsEnd;

  /** What was written since the last call is a whole row. */
  void endRow() {
    rows++;
    wholeRowsEnd = size;
  }

  /** Drops what was written behind the last whole row. */
  void dropPartialRow() {
    size = wholeRowsEnd;
  }

  int rows() {
    return rows;
  }

  int size() {
    return size;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Forgets everything. */
  void clear() {
    size = 0;
    rows = 0;
    wholeRowsEnd = 0;
    if (bytes.length > KEPT_BYTES) {
      bytes = new byte[FIRST_BYTES];
    }
  }

  /** Makes room, and returns the array to write to from {@link #size} on. */
  byte[] reserve(int more) {
    if (bytes.length - size < more) {
      long needed = (long) size + more;
      if (needed > MAX_BYTES) {
        throw new IllegalArgumentException("A row is larger than 2 GiB can hold");
      }
      bytes = Arrays.copyOf(bytes, (int) Math.min(MAX_BYTES, Math.max(needed, 2L * bytes.length)));
    }
    return bytes;
  }

  /** What was written to the array ends here. */
  void advanceTo(int end) {
    size = end;
  }

  void write(char ascii) {
    reserve(1)[size++] = (byte) ascii;
  }

  void write(byte[] source) {
    write(source, 0, source.length);
  }

  void write(byte[] source, int from, int length) {
    System.arraycopy(source, from, reserve(length), size, length);
    size += length;
  }

  /** Puts a character in front of what was written from an offset on. */
  void insert(int at, char ascii) {
    reserve(1);
    System.arraycopy(bytes, at, bytes, at + 1, size - at);
    bytes[at] = (byte) ascii;
    size++;
  }

  /** Characters that are all ASCII, such as the text of a number. */
  void writeAscii(String text) {
    int length = text.length();
    byte[] target = reserve(length);
    for (int i = 0; i < length; i++) {
      target[size + i] = (byte) text.charAt(i);
    }
    size += length;
  }

  void writeNumber(long number) {
    if (number < 0) {
      if (number == Long.MIN_VALUE) {
        writeAscii("-9223372036854775808");
        return;
      }
      write('-');
      number = -number;
    }
    byte[] target = reserve(20);
    int digits = digits(number);
    int at = size + digits;
    size = at;
    while (number >= 100) {
      long rest = number / 100;
      int pair = (int) (number - rest * 100) << 1;
      target[--at] = TWO_DIGITS[pair + 1];
      target[--at] = TWO_DIGITS[pair];
      number = rest;
    }
    if (number >= 10) {
      int pair = (int) number << 1;
      target[--at] = TWO_DIGITS[pair + 1];
      target[--at] = TWO_DIGITS[pair];
    } else {
      target[--at] = (byte) ('0' + number);
    }
  }

  /** Two digits of a number below 100. */
  void writeTwoDigits(int number) {
    byte[] target = reserve(2);
    target[size++] = TWO_DIGITS[2 * number];
    target[size++] = TWO_DIGITS[2 * number + 1];
  }

  private static int digits(long number) {
    int digits = 1;
    for (long bound = 10; digits < 19 && number >= bound; bound *= 10) {
      digits++;
    }
    return digits;
  }
}
