package io.dorisio.emulator.parse;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Counts lines with enclosed fields that are not empty, eight bytes at a time as long as they are
 * plain: each enclosed field fills its place between two separators, with no quote and no escape
 * inside. A line of another kind is left to {@link EnclosedCsvLines}, whose count it always is.
 */
final class EnclosedLineCounter {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LOW_BITS = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private final ByteWindow window;
  private final EnclosedCsvLines lines;
  private final boolean singleBytes;
  private final long separators;
  private final long delimiters;
  private final long quotes;
  private final boolean hasEscape;
  private final long escapes;

  private EnclosedLineCounter(
      InputStream in, byte[] separator, byte[] delimiter, byte enclose, byte escape) {
    this.window = new ByteWindow(in);
    this.lines = new EnclosedCsvLines(window, separator, delimiter, enclose, escape);
    this.singleBytes =
        separator.length == 1
            && delimiter.length == 1
            && separator[0] != enclose
            && delimiter[0] != enclose
            && delimiter[0] != separator[0]
            && escape != enclose;
    this.separators = pattern(separator[0]);
    this.delimiters = pattern(delimiter[0]);
    this.quotes = pattern(enclose);
    this.hasEscape = escape != 0;
    this.escapes = pattern(escape);
  }

  static long count(InputStream in, byte[] separator, byte[] delimiter, byte enclose, byte escape)
      throws IOException {
    EnclosedLineCounter counter =
        new EnclosedLineCounter(in, separator, delimiter, enclose, escape);
    long count = 0;
    while (true) {
      count += counter.singleBytes ? counter.plainLines() : 0;
      if (!counter.lines.next()) {
        return count;
      }
      count += counter.lines.start() == counter.lines.end() ? 0 : 1;
    }
  }

  private static long pattern(byte b) {
    return (b & 0xFFL) * LOW_BITS;
  }

  /**
   * Counts what is plain in the window, and moves it to the first line that is not, or ends later.
   */
  private long plainLines() {
    byte[] bytes = window.bytes;
    int lineStart = window.position;
    long count = 0;
    // What the byte before was: in the lowest bit, as it is in that of each byte of a word.
    long inside = 0;
    long boundary = 1;
    long closing = 0;
    long lineEnd = 1;
    for (int at = lineStart; at + Long.BYTES <= window.limit; at += Long.BYTES) {
      long word = (long) LONGS.get(bytes, at);
      long quote = equal(word, quotes);
      long delimiter = equal(word, delimiters);
      long boundaries = delimiter | equal(word, separators);
      long isInside = upTo(quote) ^ (inside * LOW_BITS);
      long opens = quote & isInside;
      long closes = quote & ~isInside;
      boolean plain =
          (opens & ~(boundaries << 8 | boundary)) == 0
              && ((closes << 8 | closing) & ~boundaries) == 0
              && !(hasEscape && equal(word, escapes) != 0);
      if (!plain) {
        break;
      }
      long ends = delimiter & ~isInside;
      count += Long.bitCount(ends & ~(ends << 8 | lineEnd));
      if (ends != 0) {
        lineStart = at + Long.BYTES - Long.numberOfLeadingZeros(ends) / Long.BYTES;
      }
      inside = isInside >>> 56;
      boundary = boundaries >>> 56;
      closing = closes >>> 56;
      lineEnd = ends >>> 56;
    }
    window.position = lineStart;
    return count;
  }

  /** The lowest bit of each byte that is the same in both. */
  private static long equal(long word, long pattern) {
    long different = word ^ pattern;
    return ~(((different & ~HIGH_BITS) + ~HIGH_BITS) | different | ~HIGH_BITS) >>> 7;
  }

  /** For each byte whether an odd number of bits is set up to it. */
  private static long upTo(long bits) {
    long odd = bits ^ (bits << 8);
    odd ^= odd << 16;
    return odd ^ (odd << 32);
  }
}
