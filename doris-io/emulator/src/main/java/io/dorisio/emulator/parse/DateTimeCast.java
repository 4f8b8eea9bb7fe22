package io.dorisio.emulator.parse;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;

/**
 * Casts to DATE and DATETIME by the rules of the backend (be/src/vec/runtime/vdatetime_value.cpp,
 * from_date_str): year, month and day at least; any punctuation between the parts, a blank or T
 * before the time; or digits only; two-digit years mean 1970 to 2069; a fraction is rounded to the
 * column's precision; a zone at the end moves the time into the load's.
 */
final class DateTimeCast implements ColumnCast {
  static final int DATE = -1;

  private static final int PARTS = 7;
  private static final int MICRO = 6;
  private static final int[] POWERS = {1, 10, 100, 1000, 10_000, 100_000, 1_000_000};

  private final int precision;
  private final ZoneId zone;
  private final int[] part = new int[PARTS];

  /** An offset in seconds that a zone at the end asks for. */
  private long shiftSeconds;

  private int yearDigits;

  /** The day computed last, because rows come in runs of the same day. */
  private int cachedDay = -1;

  private long cachedEpochDay;

  /**
   * @param precision fractional digits, or {@link #DATE}
   */
  DateTimeCast(int precision, ZoneId zone) {
    this.precision = precision;
    this.zone = zone;
  }

  @Override
  public Result cast(byte[] bytes, int from, int to, RowValues row, int column) {
    boolean canonical = parseCanonical(bytes, from, to);
    if (!canonical && !parseLenient(bytes, from, to)) {
      return Result.NOT_CONVERTIBLE;
    }
    boolean inRange =
        part[1] >= 1
            && part[1] <= 12
            && part[2] >= 1
            && part[2] <= daysOf(part[0], part[1])
            && part[3] < 24
            && part[4] < 60
            && part[5] < 60;
    if (!inRange) {
      return Result.NOT_CONVERTIBLE;
    }
    long days = epochDay();
    long seconds = part[3] * 3600L + part[4] * 60L + part[5] + shiftSeconds;
    if (precision == DATE) {
      row.low[column] = days + Math.floorDiv(seconds, 86_400L);
    } else {
      // Rounding up may give a whole second, which carries on its own in a count of micros.
      row.low[column] = (days * 86_400L + seconds) * 1_000_000L + rounded(part[MICRO]);
    }
    return Result.OK;
  }

  private long epochDay() {
    int day = (part[0] << 9) | (part[1] << 5) | part[2];
    if (day != cachedDay) {
      cachedEpochDay = LocalDate.of(part[0], part[1], part[2]).toEpochDay();
      cachedDay = day;
    }
    return cachedEpochDay;
  }

  private int rounded(int micros) {
    int unit = POWERS[MICRO - precision];
    int kept = micros - micros % unit;
    return (micros - kept) * 2 >= unit && unit > 1 ? kept + unit : kept;
  }

  private static int daysOf(int year, int month) {
    return switch (month) {
      case 2 -> Year.isLeap(year) ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  /** {@code yyyy-MM-dd[ HH:mm:ss[.f{1,6}]]}, which is what nearly all values look like. */
  private boolean parseCanonical(byte[] bytes, int from, int to) {
    int length = to - from;
    boolean shape =
        (length == 10 || length == 19 || (length > 20 && length <= 26))
            && bytes[from + 4] == '-'
            && bytes[from + 7] == '-';
    if (!shape) {
      return false;
    }
    shiftSeconds = 0;
    part[0] = two(bytes, from) * 100 + two(bytes, from + 2);
    part[1] = two(bytes, from + 5);
    part[2] = two(bytes, from + 8);
    part[3] = part[4] = part[5] = part[MICRO] = 0;
    int worst = Math.min(part[0], Math.min(part[1], part[2]));
    if (length > 10) {
      boolean time =
          (bytes[from + 10] == ' ' || bytes[from + 10] == 'T')
              && bytes[from + 13] == ':'
              && bytes[from + 16] == ':'
              && (length == 19 || bytes[from + 19] == '.');
      if (!time) {
        return false;
      }
      part[3] = two(bytes, from + 11);
      part[4] = two(bytes, from + 14);
      part[5] = two(bytes, from + 17);
      worst = Math.min(worst, Math.min(part[3], Math.min(part[4], part[5])));
      for (int i = from + 20; i < to; i++) {
        int digit = bytes[i] - '0';
        if (digit < 0 || digit > 9) {
          return false;
        }
        part[MICRO] = part[MICRO] * 10 + digit;
      }
      if (length > 20) {
        part[MICRO] *= POWERS[26 - length];
      }
    }
    return worst >= 0;
  }

  /** Two digits; far below zero where they are none. */
  private static int two(byte[] bytes, int at) {
    int tens = bytes[at] - '0';
    int ones = bytes[at + 1] - '0';
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -100_000 : tens * 10 + ones;
  }

  private boolean parseLenient(byte[] bytes, int from, int to) {
    Arrays.fill(part, 0);
    shiftSeconds = 0;
    yearDigits = 0;
    int at = NumberCasts.skipBlanks(bytes, from, to);
    int end = NumberCasts.dropBlanks(bytes, at, to);
    int run = at;
    while (run < end && (isDigit(bytes[run]) || bytes[run] == 'T')) {
      run++;
    }
    boolean digitsOnly = run == end || bytes[run] == '.' || beginsZone(bytes, run, end);
    int fields = digitsOnly ? packed(bytes, at, run, end) : separated(bytes, at, end);
    if (fields < 3) {
      return false;
    }
    if (yearDigits == 2) {
      part[0] += part[0] < 70 ? 2000 : 1900;
    }
    return part[0] <= 9999;
  }

  /** {@code yyyyMMdd[[T]HHmmss[.f]]} or the same with two digits of year. */
  private int packed(byte[] bytes, int from, int run, int end) {
    int digits = run - from;
    yearDigits = digits == 4 || digits == 8 || digits >= 14 ? 4 : 2;
    int at = from;
    int fields = 0;
    int width = yearDigits;
    while (at < end && isDigit(bytes[at]) && fields < MICRO) {
      int stop = Math.min(end, at + width);
      int value = 0;
      while (at < stop && isDigit(bytes[at])) {
        value = value * 10 + bytes[at++] - '0';
      }
      part[fields++] = value;
      width = 2;
      if (fields == 3 && at < end && bytes[at] == 'T') {
        at++;
      }
    }
    if (fields == MICRO && at < end && bytes[at] == '.') {
      at = fraction(bytes, at + 1, end);
    }
    return at == end || zone(bytes, at, end) ? fields : 0;
  }

  private int separated(byte[] bytes, int from, int end) {
    int at = from;
    int fields = 0;
    boolean dashed = false;
    while (at < end && isDigit(bytes[at]) && fields < MICRO) {
      int start = at;
      int value = 0;
      while (at < end && isDigit(bytes[at])) {
        if (at - start > 5) {
          return 0;
        }
        value = value * 10 + bytes[at++] - '0';
      }
      if (fields == 0) {
        yearDigits = at - start;
      }
      part[fields++] = value;
      if (at == end) {
        return fields;
      }
      if (fields == MICRO && bytes[at] == '.') {
        at = fraction(bytes, at + 1, end);
        break;
      }
      if ((fields > 3 || !dashed) && beginsZone(bytes, at, end)) {
        break;
      }
      if (fields == 3 && bytes[at] == 'T') {
        at++;
        continue;
      }
      while (at < end && (isPunctuation(bytes[at]) || NumberCasts.isBlank(bytes[at]))) {
        // Blanks may only follow the day and the end.
        if (NumberCasts.isBlank(bytes[at]) && fields != 3 && fields < MICRO) {
          return beginsZone(bytes, NumberCasts.skipBlanks(bytes, at, end), end)
                  && zone(bytes, at, end)
              ? fields
              : 0;
        }
        dashed |= bytes[at] == '-';
        at++;
      }
    }
    return at == end || zone(bytes, at, end) ? fields : 0;
  }

  /**
   * Reads fractional digits into micros; the seventh rounds, but only for a column of six (as in
   * the source).
   */
  private int fraction(byte[] bytes, int from, int end) {
    int at = from;
    int value = 0;
    int digits = 0;
    for (; at < end && isDigit(bytes[at]); at++, digits++) {
      if (digits < MICRO) {
        value = value * 10 + bytes[at] - '0';
      } else if (digits == MICRO && precision == MICRO && bytes[at] >= '5') {
        value++;
      }
    }
    part[MICRO] = digits < MICRO ? value * POWERS[MICRO - digits] : value;
    return at;
  }

  /**
   * A sign is a zone's only where it cannot stand between parts: {@code -08:00}, not {@code
   * -08-01}.
   */
  private static boolean beginsZone(byte[] bytes, int at, int end) {
    if (at >= end) {
      return false;
    }
    byte b = bytes[at];
    return b == '+'
        || (b == '-' && at + 3 < end && bytes[at + 3] == ':')
        || (b >= 'A' && b <= 'Z' && b != 'T')
        || (b >= 'a' && b <= 'z');
  }

  private boolean zone(byte[] bytes, int from, int end) {
    int start = NumberCasts.skipBlanks(bytes, from, end);
    if (!beginsZone(bytes, start, end)) {
      return start == end;
    }
    String name = new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
    boolean valid =
        part[0] <= 9999 && part[1] >= 1 && part[1] <= 12 && part[2] >= 1 && part[2] <= 31;
    if (!valid) {
      return false;
    }
    try {
      ZoneId given = ZoneId.of(name, ZoneId.SHORT_IDS);
      int year = yearDigits == 2 ? part[0] + (part[0] < 70 ? 2000 : 1900) : part[0];
      LocalDateTime local = LocalDateTime.of(year, part[1], part[2], part[3], part[4], part[5]);
      LocalDateTime moved = local.atZone(given).withZoneSameInstant(zone).toLocalDateTime();
      shiftSeconds = moved.toEpochSecond(ZoneOffset.UTC) - local.toEpochSecond(ZoneOffset.UTC);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static boolean isPunctuation(byte b) {
    return b > ' ' && b < 127 && !isDigit(b) && !(b >= 'A' && b <= 'Z') && !(b >= 'a' && b <= 'z');
  }
}
