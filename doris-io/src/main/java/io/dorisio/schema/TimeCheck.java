package io.dorisio.schema;

import io.dorisio.schema.DorisType.Kind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.joda.time.ReadableInstant;

/**
 * Dates and points in time. Doris holds the years 0000 to 9999 and microseconds (Doris
 * documentation, DATE and DATETIME).
 */
final class TimeCheck {

  private static final long MIN_SECOND =
      LocalDateTime.of(0, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC);
  private static final long MAX_SECOND =
      LocalDateTime.of(9999, 12, 31, 23, 59, 59).toEpochSecond(ZoneOffset.UTC);
  private static final int NANOS = 1_000_000_000;
  private static final int NANOS_PER_MICRO = 1_000;
  private static final int NANOS_PER_MILLI = 1_000_000;
  private static final int SECONDS_PER_DAY = 86_400;
  private static final int MICRO_DIGITS = 6;
  private static final int DATE_LENGTH = 10;
  private static final int TIME_LENGTH = 8;

  private TimeCheck() {}

  /** What is wrong with a point in time, given in seconds since 1970 and nanoseconds. */
  private interface PointCheck {
    String problem(long second, int nano, Object value);
  }

  static ValueCheck ofInstant(FieldType type, DorisType column, RowCheckOptions options) {
    PointCheck check = point(type, column, options);
    return value -> {
      if (value instanceof Instant instant) {
        return check.problem(instant.getEpochSecond(), instant.getNano(), value);
      }
      long millis = ((ReadableInstant) value).getMillis();
      int nano = (int) Math.floorMod(millis, 1_000L) * NANOS_PER_MILLI;
      return check.problem(Math.floorDiv(millis, 1_000L), nano, value);
    };
  }

  static ValueCheck ofDateTime(FieldType type, DorisType column, RowCheckOptions options) {
    PointCheck check = point(type, column, options);
    return value -> {
      LocalDateTime time = (LocalDateTime) value;
      return check.problem(
          time.toEpochSecond(ZoneOffset.UTC), time.get(ChronoField.NANO_OF_SECOND), value);
    };
  }

  static ValueCheck ofDate(FieldType type, DorisType column, RowCheckOptions options) {
    if (column.kind() != Kind.DATE && column.kind() != Kind.DATETIME) {
      TextCheck.requireText(type, column);
      requireLength(type, column, DATE_LENGTH, options);
    }
    return value -> {
      int year = ((LocalDate) value).getYear();
      return year >= 0 && year <= 9999 ? null : outOfYears(value);
    };
  }

  static ValueCheck ofTime(FieldType type, DorisType column, RowCheckOptions options) {
    TextCheck.requireText(type, column);
    int limit = TextCheck.limit(column, options);
    return value -> {
      int length =
          TIME_LENGTH + fractionLength(((LocalTime) value).get(ChronoField.NANO_OF_SECOND));
      return length <= limit ? null : TextCheck.tooLong(length, limit, value);
    };
  }

  private static PointCheck point(FieldType type, DorisType column, RowCheckOptions options) {
    return switch (column.kind()) {
      case DATETIME -> {
        int maxNano = maxNano(column.scale());
        yield (second, nano, value) ->
            isHeld(second) && (second < MAX_SECOND || nano <= maxNano) ? null : outOfYears(value);
      }
      case DATE ->
          (second, nano, value) -> {
            if (!isHeld(second)) {
              return outOfYears(value);
            }
            boolean midnight = Math.floorMod(second, SECONDS_PER_DAY) == 0 && nano == 0;
            return midnight || !options.strict()
                ? null
                : "is " + value + ", whose time of day a DATE would drop";
          };
      case CHAR, VARCHAR, STRING, VARIANT -> {
        int limit = TextCheck.limit(column, options);
        yield (second, nano, value) -> {
          int length = DATE_LENGTH + 1 + TIME_LENGTH + fractionLength(nano);
          if (!isHeld(second)) {
            return outOfYears(value);
          }
          return length <= limit ? null : TextCheck.tooLong(length, limit, value);
        };
      }
      default -> throw FieldCheck.unfit(type, column);
    };
  }

  private static void requireLength(
      FieldType type, DorisType column, int length, RowCheckOptions options) {
    if (TextCheck.limit(column, options) < length) {
      throw FieldCheck.unfit(type, column);
    }
  }

  private static boolean isHeld(long second) {
    return second >= MIN_SECOND && second <= MAX_SECOND;
  }

  /** The last fraction of the last second that is not rounded up into the year 10000. */
  private static int maxNano(int scale) {
    return scale >= MICRO_DIGITS ? NANOS - 1 : (int) (NANOS - NANOS / 2 / Math.pow(10, scale)) - 1;
  }

  /** The length of a point and up to six digits. */
  private static int fractionLength(int nano) {
    int micros = nano / NANOS_PER_MICRO;
    if (micros == 0) {
      return 0;
    }
    int digits = MICRO_DIGITS;
    while (micros % 10 == 0) {
      micros /= 10;
      digits--;
    }
    return 1 + digits;
  }

  private static String outOfYears(Object value) {
    return "is " + value + ", and Doris holds 0000-01-01 to 9999-12-31";
  }
}
