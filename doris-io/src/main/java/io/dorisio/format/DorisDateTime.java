package io.dorisio.format;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;

/**
 * Dates and times as Doris reads them: {@code yyyy-MM-dd HH:mm:ss[.ffffff]}, microseconds at the
 * most, years 0000 to 9999 (Doris documentation, DATETIME).
 */
final class DorisDateTime {

  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 6, true)
          .toFormatter(Locale.ROOT);
  private static final DateTimeFormatter DATE_TIME =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral(' ')
          .append(TIME)
          .toFormatter(Locale.ROOT);

  private DorisDateTime() {}

  static String format(LocalDate date) {
    if (date.getYear() < 0 || date.getYear() > 9999) {
      throw new IllegalArgumentException(
          "Year " + date.getYear() + " is outside of what Doris holds, 0000 to 9999");
    }
    return date.toString();
  }

  static String format(LocalTime time) {
    return TIME.format(time);
  }

  static String format(LocalDateTime dateTime) {
    format(dateTime.toLocalDate());
    return DATE_TIME.format(dateTime);
  }
}
