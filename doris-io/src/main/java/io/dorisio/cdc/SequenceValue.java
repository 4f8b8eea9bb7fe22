package io.dorisio.cdc;

import io.dorisio.cdc.SourcePosition.Log;
import java.math.BigInteger;

/**
 * A place in the source as one number, in the same order, for a Doris sequence column. Doris takes
 * integers and dates there, no text ({@code PropertyAnalyzer.analyzeSequenceType}).
 *
 * <p>{@link #asLargeInt} is for LARGEINT and takes every place there is: 32 bits of the file's
 * number, 48 of the offset, 1 for snapshot or change, 44 of the row, 1 of the part. {@link
 * #asBigInt} is for BIGINT, for less storage: 18, 32, 1, 11 and 1 bits, so binlogs up to number
 * 262,143 of 4 GiB with 2,048 rows an event; in Kafka 46 of the offset, 16 of the row, 1 of the
 * part. Both are positive. The two logs' numbers are not to be mixed in one table.
 */
public final class SequenceValue {

  private static final int FILE_BITS = 32;
  private static final int OFFSET_BITS = 48;
  private static final int ROW_BITS = 44;

  private static final int SMALL_FILE_BITS = 18;
  private static final int SMALL_OFFSET_BITS = 32;
  private static final int SMALL_ROW_BITS = 11;
  private static final int KAFKA_OFFSET_BITS = 46;
  private static final int KAFKA_ROW_BITS = 16;

  private SequenceValue() {}

  /**
   * For a sequence column of LARGEINT.
   *
   * @throws IllegalArgumentException if the place has no room in it
   */
  public static BigInteger asLargeInt(SourcePosition position) {
    fits(position, position.file(), FILE_BITS, "file", "LARGEINT");
    fits(position, position.offset(), OFFSET_BITS, "offset", "LARGEINT");
    fits(position, position.row(), ROW_BITS, "row", "LARGEINT");
    return BigInteger.valueOf(position.file())
        .shiftLeft(OFFSET_BITS)
        .or(BigInteger.valueOf(position.offset()))
        .shiftLeft(1)
        .or(BigInteger.valueOf(position.snapshot() ? 0 : 1))
        .shiftLeft(ROW_BITS)
        .or(BigInteger.valueOf(position.row()))
        .shiftLeft(1)
        .or(BigInteger.valueOf(position.part()));
  }

  /**
   * For a sequence column of BIGINT.
   *
   * @throws IllegalArgumentException if the place has no room in it
   */
  public static long asBigInt(SourcePosition position) {
    if (position.log() == Log.KAFKA) {
      fits(position, position.offset(), KAFKA_OFFSET_BITS, "offset", "BIGINT");
      fits(position, position.row(), KAFKA_ROW_BITS, "row", "BIGINT");
      return (((position.offset() << KAFKA_ROW_BITS) | position.row()) << 1) | position.part();
    }
    fits(position, position.file(), SMALL_FILE_BITS, "file", "BIGINT");
    fits(position, position.offset(), SMALL_OFFSET_BITS, "offset", "BIGINT");
    fits(position, position.row(), SMALL_ROW_BITS, "row", "BIGINT");
    long place = (position.file() << SMALL_OFFSET_BITS) | position.offset();
    long change = (place << 1) | (position.snapshot() ? 0 : 1);
    return (((change << SMALL_ROW_BITS) | position.row()) << 1) | position.part();
  }

  private static void fits(
      SourcePosition position, long number, int bits, String what, String type) {
    if (number >> bits != 0) {
      throw new IllegalArgumentException(
          "The place "
              + position
              + " has a "
              + what
              + " beyond the "
              + bits
              + " bits that a sequence column of "
              + type
              + " has for it"
              + (type.equals("BIGINT") ? "; use LARGEINT" : ""));
    }
  }
}
