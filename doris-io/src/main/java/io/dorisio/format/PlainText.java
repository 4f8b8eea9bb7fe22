package io.dorisio.format;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;

/** What is written alike in all text formats: ASCII that holds no character of theirs. */
final class PlainText {

  /** The largest DECIMAL has 76 digits; a longer number can only be meant for a text column. */
  private static final int MAX_DECIMAL_DIGITS = 1_000;

  static final ValueWriter INTEGER = (out, value) -> out.writeNumber(((Number) value).longValue());
  static final ValueWriter DATE = (out, value) -> WallClock.write(out, (LocalDate) value);
  static final ValueWriter TIME = (out, value) -> WallClock.write(out, (LocalTime) value);
  static final ValueWriter DATE_TIME = (out, value) -> WallClock.write(out, (LocalDateTime) value);
  static final ValueWriter DECIMAL = (out, value) -> writeDecimal(out, (BigDecimal) value);

  /** As Java writes it: {@code 1.5}, {@code 1.0E300}, {@code NaN}, {@code -Infinity}. */
  static final ValueWriter FLOATING = (out, value) -> out.writeAscii(value.toString());

  private PlainText() {}

  static ValueWriter instant(WallClock clock) {
    return (out, value) -> clock.write(out, (Instant) value);
  }

  static ValueWriter bytes(BytesEncoding encoding) {
    return (out, value) -> out.write(encoding.encode((byte[]) value));
  }

  private static void writeDecimal(TextBuffer out, BigDecimal number) {
    int scale = number.scale();
    checkLength(number);
    if (scale > 0 && scale <= 18 && number.precision() <= 18) {
      writeSmall(out, number.unscaledValue(), scale);
    } else {
      out.writeAscii(number.toPlainString());
    }
  }

  /** Refuses numbers such as 1E+1000000000, whose digits would fill the memory. */
  static void checkLength(BigDecimal number) {
    long digits =
        Math.max((long) number.precision() - number.scale(), 0) + Math.max(number.scale(), 0);
    if (digits > MAX_DECIMAL_DIGITS) {
      throw new IllegalArgumentException(
          "A decimal has " + digits + " digits, more than " + MAX_DECIMAL_DIGITS);
    }
  }

  private static void writeSmall(TextBuffer out, BigInteger unscaled, int scale) {
    long number = unscaled.longValue();
    if (number < 0) {
      out.write('-');
      number = -number;
    }
    long unit = 1;
    for (int i = 0; i < scale; i++) {
      unit *= 10;
    }
    out.writeNumber(number / unit);
    out.write('.');
    long fraction = number % unit;
    for (long digit = unit / 10; digit > 1 && fraction < digit; digit /= 10) {
      out.write('0');
    }
    out.writeNumber(fraction);
  }
}
