package io.dorisio.cdc;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** Numbers and parts of dates and times as the text that MySQL has for them. */
final class MySqlText {

  private static final int SECONDS_AN_HOUR = 3_600;
  private static final int NANO_DIGITS = 9;

  private static final DateTimeFormatter DATE_TIME =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern(" HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, NANO_DIGITS, true)
          .toFormatter(Locale.ROOT);

  private MySqlText() {}

  static String date(long days) {
    return inRange(LocalDate.ofEpochDay(days)).toString();
  }

  /**
   * @param amount since 1970-01-01 00:00:00
   * @param perSecond its unit
   */
  static String dateTime(long amount, int perSecond) {
    LocalDateTime time =
        LocalDateTime.ofEpochSecond(
            Math.floorDiv(amount, perSecond),
            (int) Math.floorMod(amount, (long) perSecond) * (1_000_000_000 / perSecond),
            ZoneOffset.UTC);
    inRange(time.toLocalDate());
    return DATE_TIME.format(time);
  }

  /** MySQL's TIME: also negative, and beyond 24 hours. */
  static String time(long amount, int perSecond) {
    long size = Math.absExact(amount);
    long nanos = size % perSecond * (1_000_000_000L / perSecond);
    return (amount < 0 ? "-" : "") + clock(size / perSecond, nanos);
  }

  /** Without its zone, which is UTC; a date's {@code T} becomes a blank. */
  static String ofIso(String text) {
    return text.replaceFirst("(?:Z|[+-]00:00)$", "").replace('T', ' ');
  }

  static String dateOf(JsonNode parts) {
    return String.format(
        Locale.ROOT,
        "%04d-%02d-%02d",
        part(parts, "year"),
        part(parts, "month"),
        part(parts, "day"));
  }

  static String dateTimeOf(JsonNode parts) {
    long seconds = part(parts, "minute") * 60 + part(parts, "second");
    return dateOf(parts)
        + " "
        + clock(part(parts, "hour") * SECONDS_AN_HOUR + seconds, part(parts, "nanos"));
  }

  static Object instantOf(JsonNode parts) {
    String local = dateTimeOf(parts);
    if (part(parts, "month") == 0 || part(parts, "day") == 0) {
      return local;
    }
    Instant instant = LocalDateTime.parse(local.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
    return instant.minusSeconds(part(parts, "offsetSeconds"));
  }

  static String durationOf(JsonNode parts) {
    long hours = part(parts, "days") * 24 + part(parts, "hours");
    long seconds = hours * SECONDS_AN_HOUR + part(parts, "minutes") * 60 + part(parts, "seconds");
    return time(Math.addExact(seconds * 1_000_000_000L, part(parts, "nanos")), 1_000_000_000);
  }

  private static String clock(long seconds, long nanos) {
    String fraction = String.format(Locale.ROOT, ".%09d", nanos).replaceFirst("\\.?0+$", "");
    return String.format(
            Locale.ROOT,
            "%02d:%02d:%02d",
            seconds / SECONDS_AN_HOUR,
            seconds / 60 % 60,
            seconds % 60)
        + fraction;
  }

  /** A part, small enough that sums of parts do not overflow. */
  private static long part(JsonNode parts, String name) {
    long part = EventJson.number(parts, name);
    if (Math.abs(part) > 999_999_999) {
      throw new IllegalArgumentException("its " + name + " is " + part + ", which no time has");
    }
    return part;
  }

  private static LocalDate inRange(LocalDate date) {
    if (date.getYear() < 0 || date.getYear() > 9999) {
      throw new IllegalArgumentException("year " + date.getYear() + " is none that MySQL has");
    }
    return date;
  }
}
