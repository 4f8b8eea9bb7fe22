package io.dorisio.emulator.parse;

/**
 * The typed values of one row, reused from row to row. What a column fills depends on its type:
 * integers, scaled decimals, epoch days and micros are in {@code low} (with {@code high} for 128
 * bits), floating point as its bits in {@code low}, booleans as 0 or 1, texts in {@code bytes}.
 */
public final class RowValues {
  final boolean[] isNull;
  final long[] low;
  final long[] high;
  final byte[][] bytes;

  public RowValues(int columns) {
    isNull = new boolean[columns];
    low = new long[columns];
    high = new long[columns];
    bytes = new byte[columns][];
  }

  public boolean isNull(int column) {
    return isNull[column];
  }

  public long low(int column) {
    return low[column];
  }

  public long high(int column) {
    return high[column];
  }

  public byte[] bytes(int column) {
    return bytes[column];
  }
}
