package io.dorisio.format;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;

/** What is written alike in all text formats: ASCII that holds no character of theirs. */
final class PlainText {

  /** The largest DECIMAL has 76 digits; a longer number can only be meant for a text column. */
  private static final int MAX_DECIMAL_DIGITS = 1_000;

  /** How many digits a long holds, whichever they are. */
  static final int MAX_LONG_DIGITS = 18;

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

  static void writeDecimal(TextBuffer out, BigDecimal number) {
    int scale = number.scale();
    if (scale >= 0 && scale <= MAX_LONG_DIGITS && number.precision() <= MAX_LONG_DIGITS) {
      byte[] to = out.reserve(Digits.MAX_BYTES + 2);
      out.advanceTo(Digits.writeDecimal(to, out.size(), unscaled(number), scale));
    } else {
      checkLength(number);
      out.writeAscii(number.toPlainString());
    }
  }

  /** The digits of a number that has no more than a long; {@code unscaledValue} makes an object. */
  static long unscaled(BigDecimal number) {
    return number.scaleByPowerOfTen(number.scale()).longValue();
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
}
