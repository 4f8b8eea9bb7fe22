package io.dorisio.cdc.mysql;

import io.dorisio.cdc.mysql.MySqlType.Name;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A change record's value as the column takes it that {@link DorisColumnType} gives for its type:
 * Boolean, Long, BigInteger, BigDecimal, Double or String, or null.
 */
public final class DorisValue {

  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern DATE_TIME =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}[ T]\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?");
  private static final DateTimeFormatter OUT =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern(" HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 6, true)
          .toFormatter(Locale.ROOT);

  private DorisValue() {}

  /**
   * The value as Doris takes it.
   *
   * @param value in one of the forms that {@link SourceValue} lists
   * @throws IllegalArgumentException if the value is none of its type, or a policy refuses it
   */
  public static @Nullable Object of(@Nullable Object value, MySqlType type, ValueOptions options) {
    if (value == null) {
      return null;
    }
    if (value instanceof byte[] bytes) {
      return text(padded(bytes, type), options);
    }
    if (value instanceof SpatialValue spatial) {
      return spatial(spatial, options);
    }
    if (value instanceof Instant instant) {
      return dateTime(LocalDateTime.ofInstant(instant, options.zone()));
    }
    if (DorisColumnType.isBoolean(type, options)) {
      return truth(value);
    }
    if (value instanceof Boolean truth) {
      // Debezium's BOOLEAN in a column that is a number in Doris; without a type it stays what it
      // is.
      return type.isInteger() ? (Object) (truth ? 1L : 0L) : truth;
    }
    if (value instanceof String text) {
      return switch (type.name()) {
        case DATE -> date(text, options);
        case DATETIME, TIMESTAMP -> dateTime(text, options);
        default -> text;
      };
    }
    if (type.name() == Name.DECIMAL && value instanceof BigDecimal decimal) {
      return SourceValue.bounded(decimal);
    }
    return value;
  }

  private static Object truth(Object value) {
    if (value instanceof Boolean) {
      return value;
    }
    if (value instanceof Long number) {
      return number != 0;
    }
    if (value instanceof BigInteger number) {
      return number.signum() != 0;
    }
    throw new IllegalArgumentException("The value \"" + value + "\" is neither true nor false");
  }

  /** MySQL's binlog leaves out the zero bytes at the end of a BINARY(n). */
  private static byte[] padded(byte[] bytes, MySqlType type) {
    return type.name() == Name.BINARY && type.length() > bytes.length
        ? Arrays.copyOf(bytes, type.length())
        : bytes;
  }

  private static String text(byte[] bytes, ValueOptions options) {
    return switch (options.binary()) {
      case BASE64 -> Base64.getEncoder().encodeToString(bytes);
      case HEX -> HexFormat.of().formatHex(bytes);
    };
  }

  private static String spatial(SpatialValue value, ValueOptions options) {
    return switch (options.spatial()) {
      case GEO_JSON -> GeoJson.of(value);
      case WKB_BASE64 -> Base64.getEncoder().encodeToString(value.wkb());
    };
  }

  private static @Nullable String date(String text, ValueOptions options) {
    if (PlainDate.isDate(text)) {
      return text;
    }
    if (!DATE.matcher(text).matches()) {
      throw new IllegalArgumentException("\"" + text + "\" is no date of MySQL");
    }
    try {
      return LocalDate.parse(text).toString();
    } catch (DateTimeException e) {
      return noDay(text, "", options, e);
    }
  }

  private static @Nullable String dateTime(String text, ValueOptions options) {
    if (PlainDate.isDateTime(text)) {
      return text;
    }
    if (DATE.matcher(text).matches()) {
      return dateTime(text + " 00:00:00", options);
    }
    if (!DATE_TIME.matcher(text).matches()) {
      throw new IllegalArgumentException("\"" + text + "\" is no date and time of MySQL");
    }
    try {
      return dateTime(LocalDateTime.parse(text.replace(' ', 'T')));
    } catch (DateTimeException e) {
      return noDay(text, " 00:00:00", options, e);
    }
  }

  private static String dateTime(LocalDateTime dateTime) {
    if (dateTime.getYear() < 0 || dateTime.getYear() > 9999) {
      throw new IllegalArgumentException(
          "Year " + dateTime.getYear() + " is outside of what Doris holds, 0000 to 9999");
    }
    return OUT.format(dateTime);
  }

  private static @Nullable String noDay(
      String text, String time, ValueOptions options, DateTimeException cause) {
    return switch (options.zeroDates()) {
      case NULL -> null;
      case FIRST_DAY -> "0000-01-01" + time;
      case EPOCH -> "1970-01-01" + time;
      case FAIL ->
          throw new IllegalArgumentException(
              "\""
                  + text
                  + "\" is no day of the calendar, and the policy for zero dates is to fail",
              cause);
    };
  }
}
