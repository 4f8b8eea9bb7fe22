package io.dorisio.format;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;

/**
 * Dates and times as Doris holds them: years 0000 to 9999, microseconds at the most (Doris
 * documentation, DATETIME), and no zone. What is finer than a microsecond is cut off.
 *
 * <p>A point in time is what the clocks of the zone show then, so the times that a zone skips are
 * never written, and those that it repeats stand for two points in time. A date and time without a
 * zone is written as it is.
 */
final class WallClock implements Serializable {

  private static final int SECONDS_A_DAY = 86_400;
  private static final long NANOS = 1_000_000_000;

  private final ZoneId zone;
  private transient ZoneRules rules;
  private transient ZoneOffset fixed;

  WallClock(ZoneId zone) {
    this.zone = zone;
  }

  /** How many seconds the clocks of the zone are ahead of UTC. */
  int offset(Instant instant) {
    if (rules == null) {
      rules = zone.getRules();
      fixed = rules.isFixedOffset() ? rules.getOffset(Instant.EPOCH) : null;
    }
    return (fixed != null ? fixed : rules.getOffset(instant)).getTotalSeconds();
  }

  void write(TextBuffer out, Instant instant) {
    long second = instant.getEpochSecond() + offset(instant);
    long day = Math.floorDiv(second, SECONDS_A_DAY);
    checkDay(day);
    write(out, LocalDate.ofEpochDay(day));
    out.write(' ');
    writeTime(out, (second - day * SECONDS_A_DAY) * NANOS + instant.getNano());
  }

  static void write(TextBuffer out, LocalDateTime dateTime) {
    write(out, dateTime.toLocalDate());
    out.write(' ');
    write(out, dateTime.toLocalTime());
  }

  static void write(TextBuffer out, LocalDate date) {
    int year = checkYear(date.getYear());
    out.writeTwoDigits(year / 100);
    out.writeTwoDigits(year % 100);
    out.write('-');
    out.writeTwoDigits(date.getMonthValue());
    out.write('-');
    out.writeTwoDigits(date.getDayOfMonth());
  }

  static void write(TextBuffer out, LocalTime time) {
    writeTime(out, time.toNanoOfDay());
  }

  private static void writeTime(TextBuffer out, long nanoOfDay) {
    int secondOfDay = (int) (nanoOfDay / NANOS);
    out.writeTwoDigits(secondOfDay / 3600);
    out.write(':');
    out.writeTwoDigits(secondOfDay / 60 % 60);
    out.write(':');
    out.writeTwoDigits(secondOfDay % 60);
    int micros = (int) (nanoOfDay % NANOS) / 1000;
    if (micros != 0) {
      out.write('.');
      out.writeTwoDigits(micros / 10_000);
      int rest = micros % 10_000;
      if (rest % 1000 == 0) {
        out.write((char) ('0' + rest / 1000));
      } else {
        out.writeTwoDigits(rest / 100);
        out.writeTwoDigits(rest % 100);
      }
    }
  }

  /** Checks a day since 1970-01-01. */
  static void checkDay(long day) {
    // 0000-01-01 and 9999-12-31.
    if (day < -719_528 || day > 2_932_896) {
      checkYear(day < 0 ? -1 : 10_000);
    }
  }

  private static int checkYear(int year) {
    if (year < 0 || year > 9999) {
      throw new IllegalArgumentException(
          "A date lies outside of the years 0000 to 9999, which are those Doris holds");
    }
    return year;
  }
}
