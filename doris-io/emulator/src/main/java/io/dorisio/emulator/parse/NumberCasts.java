package io.dorisio.emulator.parse;

import io.dorisio.emulator.parse.ColumnCast.Result;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Casts to numbers, as the backend's be/src/util/string_parser.hpp does: blanks around the number
 * are passed over, and an integer may carry a fraction of digits, which is cut off.
 */
final class NumberCasts {
  private static final BigInteger LARGEINT_MIN = BigInteger.ONE.shiftLeft(127).negate();
  private static final BigInteger LARGEINT_MAX =
      BigInteger.ONE.shiftLeft(127).subtract(BigInteger.ONE);

  private NumberCasts() {}

  static boolean isBlank(byte b) {
    return b == ' ' || (b >= '\t' && b <= '\r');
  }

  static int skipBlanks(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && isBlank(bytes[at])) {
      at++;
    }
    return at;
  }

  static int dropBlanks(byte[] bytes, int from, int to) {
    int end = to;
    while (end > from && isBlank(bytes[end - 1])) {
      end--;
    }
    return end;
  }

  static Result toBoolean(byte[] bytes, int from, int to, RowValues row, int column) {
    int start = skipBlanks(bytes, from, to);
    int end = dropBlanks(bytes, start, to);
    String text =
        end - start > 5
            ? ""
            : new String(bytes, start, end - start, StandardCharsets.ISO_8859_1)
                .toLowerCase(Locale.ROOT);
    switch (text) {
      case "1", "true" -> row.low[column] = 1;
      case "0", "false" -> row.low[column] = 0;
      default -> {
        return Result.NOT_CONVERTIBLE;
      }
    }
    return Result.OK;
  }

  /** Integers of up to 64 bits. */
  record ToInteger(long min, long max) implements ColumnCast {
    @Override
    public Result cast(byte[] bytes, int from, int to, RowValues row, int column) {
      int at = skipBlanks(bytes, from, to);
      int end = dropBlanks(bytes, at, to);
      boolean negative = at < end && bytes[at] == '-';
      if (at < end && (negative || bytes[at] == '+')) {
        at++;
      }
      int start = at;
      long value = 0;
      // Counted downwards, because the smallest number has no positive twin.
      while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
        int digit = bytes[at++] - '0';
        if (value < Long.MIN_VALUE / 10 || value * 10 < Long.MIN_VALUE + digit) {
          return Result.NOT_CONVERTIBLE;
        }
        value = value * 10 - digit;
      }
      if (at == start || !isFraction(bytes, at, end)) {
        return Result.NOT_CONVERTIBLE;
      }
      if (!negative) {
        if (value == Long.MIN_VALUE) {
          return Result.NOT_CONVERTIBLE;
        }
        value = -value;
      }
      if (value < min || value > max) {
        return Result.NOT_CONVERTIBLE;
      }
      row.low[column] = value;
      return Result.OK;
    }
  }

  /** Nothing, or a point and digits. */
  private static boolean isFraction(byte[] bytes, int from, int to) {
    if (from == to) {
      return true;
    }
    if (bytes[from] != '.') {
      return false;
    }
    for (int i = from + 1; i < to; i++) {
      if (bytes[i] < '0' || bytes[i] > '9') {
        return false;
      }
    }
    return true;
  }

  static Result toLargeInt(byte[] bytes, int from, int to, RowValues row, int column) {
    int start = skipBlanks(bytes, from, to);
    int end = dropBlanks(bytes, start, to);
    int digits = start;
    if (digits < end && (bytes[digits] == '-' || bytes[digits] == '+')) {
      digits++;
    }
    int point = digits;
    while (point < end && bytes[point] >= '0' && bytes[point] <= '9') {
      point++;
    }
    // More digits than any number of 128 bits can have, zeros in front aside.
    boolean wellFormed = point > digits && point - digits < 256 && isFraction(bytes, point, end);
    if (!wellFormed) {
      return Result.NOT_CONVERTIBLE;
    }
    BigInteger value =
        new BigInteger(new String(bytes, start, point - start, StandardCharsets.ISO_8859_1));
    if (value.compareTo(LARGEINT_MIN) < 0 || value.compareTo(LARGEINT_MAX) > 0) {
      return Result.NOT_CONVERTIBLE;
    }
    row.low[column] = value.longValue();
    row.high[column] = value.shiftRight(64).longValue();
    return Result.OK;
  }

  static Result toDouble(byte[] bytes, int from, int to, RowValues row, int column) {
    double value = floating(bytes, from, to);
    row.low[column] = Double.doubleToRawLongBits(value);
    return Double.isNaN(value) && !isNan(bytes, from, to) ? Result.NOT_CONVERTIBLE : Result.OK;
  }

  static Result toFloat(byte[] bytes, int from, int to, RowValues row, int column) {
    return toDouble(bytes, from, to, row, column);
  }

  private static boolean isNan(byte[] bytes, int from, int to) {
    return word(bytes, from, to).equals("nan");
  }

  private static String word(byte[] bytes, int from, int to) {
    int start = skipBlanks(bytes, from, to);
    int end = dropBlanks(bytes, start, to);
    return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1)
        .toLowerCase(Locale.ROOT);
  }

  /** The number, or NaN where the text is none. */
  private static double floating(byte[] bytes, int from, int to) {
    String text = word(bytes, from, to);
    switch (text) {
      case "inf", "+inf", "infinity", "+infinity" -> {
        return Double.POSITIVE_INFINITY;
      }
      case "-inf", "-infinity" -> {
        return Double.NEGATIVE_INFINITY;
      }
      default -> {
        // Java alone would take type suffixes and hexadecimal forms.
        for (int i = 0; i < text.length(); i++) {
          if ("0123456789+-.e".indexOf(text.charAt(i)) < 0) {
            return Double.NaN;
          }
        }
        try {
          return Double.parseDouble(text);
        } catch (NumberFormatException e) {
          return Double.NaN;
        }
      }
    }
  }
}
