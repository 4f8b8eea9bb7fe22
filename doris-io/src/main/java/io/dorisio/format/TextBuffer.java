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

  private byte[] bytes;
  private int size;
  private int rows;
  private int wholeRowsEnd;

  TextBuffer() {
    this(FIRST_BYTES);
  }

  /**
   * @param room in the beginning
   */
  TextBuffer(int room) {
    bytes = new byte[room];
  }

  /** What was written since the last call is a whole row. */
  void endRow() {
    endRows(1);
  }

  /** What was written since the last call are whole rows. */
  void endRows(int count) {
    rows += count;
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

  /** What can be written before another array is needed. */
  int room() {
    return bytes.length - size;
  }

  /** Forgets everything. */
  void clear() {
    if (bytes.length > KEPT_BYTES) {
      startOver(FIRST_BYTES);
    } else {
      forget();
    }
  }

  /** Leaves the array to whoever has it, and writes to another one from now on. */
  void startOver(int room) {
    bytes = new byte[room];
    forget();
  }

  private void forget() {
    size = 0;
    rows = 0;
    wholeRowsEnd = 0;
  }

  /** Makes room, and returns the array to write to from {@link #size} on. */
  byte[] reserve(int more) {
    if (bytes.length - size < more) {
      grow(more);
    }
    return bytes;
  }

  /** On its own, so that asking is small enough to become part of each method that asks. */
  private void grow(int more) {
    bytes = Arrays.copyOf(bytes, ArrayGrowth.grown(bytes.length, (long) size + more));
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
    byte[] target = reserve(Digits.MAX_BYTES);
    size = Digits.write(target, size, number);
  }
}
