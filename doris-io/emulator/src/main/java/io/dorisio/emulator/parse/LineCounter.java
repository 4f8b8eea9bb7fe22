package io.dorisio.emulator.parse;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Counts the lines of a body that are not empty, eight bytes at a time. */
final class LineCounter {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int BUFFER_BYTES = 128 << 10;
  private static final long LOW_BITS = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private LineCounter() {}

  static long count(InputStream in, byte[] delimiter) throws IOException {
    if (delimiter.length != 1) {
      LineReader lines = new LineReader(in, delimiter);
      long count = 0;
      while (lines.next()) {
        count += lines.start() == lines.end() ? 0 : 1;
      }
      return count;
    }
    return count(in, delimiter[0]);
  }

  private static long count(InputStream in, byte delimiter) throws IOException {
    byte[] bytes = new byte[BUFFER_BYTES];
    long count = 0;
    byte last = delimiter;
    for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
      if (read > 0) {
        count += ends(bytes, read, delimiter, last);
        last = bytes[read - 1];
      }
    }
    return last == delimiter ? count : count + 1;
  }

  /** How many delimiters follow something else. */
  private static long ends(byte[] bytes, int length, byte delimiter, byte before) {
    long pattern = (delimiter & 0xFFL) * LOW_BITS;
    long count = 0;
    long carry = before == delimiter ? 1 : 0;
    int at = 0;
    for (; at + 8 <= length; at += 8) {
      long different = (long) LONGS.get(bytes, at) ^ pattern;
      // The exact test for zero bytes: a borrow from one byte must not reach the next.
      long found = ~(((different & ~HIGH_BITS) + ~HIGH_BITS) | different | ~HIGH_BITS);
      found >>>= 7;
      long afterDelimiter = (found << 8) | carry;
      count += Long.bitCount(found & ~afterDelimiter);
      carry = found >>> 56;
    }
    for (; at < length; at++) {
      boolean end = bytes[at] == delimiter;
      count += end && carry == 0 ? 1 : 0;
      carry = end ? 1 : 0;
    }
    return count;
  }
}
