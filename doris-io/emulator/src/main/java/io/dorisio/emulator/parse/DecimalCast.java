package io.dorisio.emulator.parse;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/**
 * Casts to DECIMAL: digits beyond the scale are rounded half up, numbers beyond the precision do
 * not convert (the backend's StringParser::string_to_decimal). The value is the number scaled to an
 * integer.
 */
final class DecimalCast implements ColumnCast {
  private static final int LONG_DIGITS = 18;

  private final int precision;
  private final int scale;
  private final long limit;
  private final BigInteger bigLimit;

  DecimalCast(int precision, int scale) {
    this.precision = precision;
    this.scale = scale;
    this.bigLimit = BigInteger.TEN.pow(precision);
    this.limit = precision <= LONG_DIGITS ? bigLimit.longValue() : Long.MAX_VALUE;
  }

  @Override
  public Result cast(byte[] bytes, int from, int to, RowValues row, int column) {
    int start = NumberCasts.skipBlanks(bytes, from, to);
    int end = NumberCasts.dropBlanks(bytes, start, to);
    int at = start;
    boolean negative = at < end && bytes[at] == '-';
    if (at < end && (negative || bytes[at] == '+')) {
      at++;
    }
    long value = 0;
    int digits = 0;
    int fraction = -1;
    for (; at < end; at++) {
      byte b = bytes[at];
      if (b >= '0' && b <= '9') {
        value = value * 10 + (b - '0');
        digits++;
        fraction += fraction >= 0 ? 1 : 0;
      } else if (b == '.' && fraction < 0) {
        fraction = 0;
      } else {
        return big(bytes, start, end, row, column);
      }
    }
    int shift = scale - Math.max(0, fraction);
    if (digits == 0) {
      return Result.NOT_CONVERTIBLE;
    }
    if (precision > LONG_DIGITS || digits > LONG_DIGITS || digits + shift > LONG_DIGITS) {
      return big(bytes, start, end, row, column);
    }
    for (; shift > 0; shift--) {
      value *= 10;
    }
    if (shift < 0) {
      long divisor = 1;
      for (; shift < 0; shift++) {
        divisor *= 10;
      }
      long remainder = value % divisor;
      value = value / divisor + (remainder * 2 >= divisor ? 1 : 0);
    }
    if (value >= limit) {
      return Result.NOT_CONVERTIBLE;
    }
    row.low[column] = negative ? -value : value;
    return Result.OK;
  }

  private Result big(byte[] bytes, int start, int end, RowValues row, int column) {
    BigInteger value;
    try {
      BigDecimal number =
          new BigDecimal(new String(bytes, start, end - start, StandardCharsets.ISO_8859_1));
      // An exponent may ask for a number far larger than any column: not worth computing.
      if ((long) number.precision() - number.scale() > precision) {
        return Result.NOT_CONVERTIBLE;
      }
      value = number.setScale(scale, RoundingMode.HALF_UP).unscaledValue();
    } catch (ArithmeticException | NumberFormatException e) {
      return Result.NOT_CONVERTIBLE;
    }
    if (value.abs().compareTo(bigLimit) >= 0) {
      return Result.NOT_CONVERTIBLE;
    }
    row.low[column] = value.longValue();
    row.high[column] = value.shiftRight(64).longValue();
    return Result.OK;
  }
}
