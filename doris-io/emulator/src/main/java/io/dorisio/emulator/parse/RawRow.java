package io.dorisio.emulator.parse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The texts of one row before they are cast, by slot. Values are slices of the reader's buffers and
 * hold until it reads on.
 */
final class RawRow {
  static final byte ABSENT = 0;
  static final byte NULL = 1;
  static final byte TEXT = 2;

  final byte[] state;
  final byte[][] buffer;
  final int[] start;
  final int[] end;

  RawRow(int columns) {
    state = new byte[columns];
    buffer = new byte[columns][];
    start = new int[columns];
    end = new int[columns];
  }

  void clear() {
    Arrays.fill(state, ABSENT);
  }

  void setNull(int column) {
    state[column] = NULL;
  }

  void set(int column, byte[] bytes, int from, int to) {
    state[column] = TEXT;
    buffer[column] = bytes;
    start[column] = from;
    end[column] = to;
  }

  void copy(int from, int to) {
    state[to] = state[from];
    buffer[to] = buffer[from];
    start[to] = start[from];
    end[to] = end[from];
  }

  String text(int column) {
    return new String(
        buffer[column], start[column], end[column] - start[column], StandardCharsets.UTF_8);
  }
}
