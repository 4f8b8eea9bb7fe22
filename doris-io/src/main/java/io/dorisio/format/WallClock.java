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

  /** The longest: {@code 2026-11-21 10:00:00.000001}. */
  private static final int MAX_BYTES = 26;

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
    int time = (int) (second - day * SECONDS_A_DAY);
    byte[] to = out.reserve(MAX_BYTES);
    int at = write(to, out.size(), LocalDate.ofEpochDay(day));
    to[at] = ' ';
    out.advanceTo(writeTime(to, at + 1, time / 3600, time / 60 % 60, time % 60, instant.getNano()));
  }

  static void write(TextBuffer out, LocalDateTime dateTime) {
    byte[] to = out.reserve(MAX_BYTES);
    int at = write(to, out.size(), dateTime.toLocalDate());
    to[at] = ' ';
    out.advanceTo(write(to, at + 1, dateTime.toLocalTime()));
  }

  static void write(TextBuffer out, LocalDate date) {
    out.advanceTo(write(out.reserve(MAX_BYTES), out.size(), date));
  }

  static void write(TextBuffer out, LocalTime time) {
    out.advanceTo(write(out.reserve(MAX_BYTES), out.size(), time));
  }

  private static int write(byte[] to, int at, LocalDate date) {
    int year = checkYear(date.getYear());
    Digits.writeTwo(to, at, year / 100);
    Digits.writeTwo(to, at + 2, year % 100);
    to[at + 4] = '-';
    Digits.writeTwo(to, at + 5, date.getMonthValue());
    to[at + 7] = '-';
    Digits.writeTwo(to, at + 8, date.getDayOfMonth());
    return at + 10;
  }

  private static int write(byte[] to, int at, LocalTime time) {
    return writeTime(to, at, time.getHour(), time.getMinute(), time.getSecond(), time.getNano());
  }

  private static int writeTime(byte[] to, int at, int hour, int minute, int second, int nano) {
    Digits.writeTwo(to, at, hour);
    to[at + 2] = ':';
    Digits.writeTwo(to, at + 3, minute);
    to[at + 5] = ':';
    Digits.writeTwo(to, at + 6, second);
    int micros = nano / 1000;
    if (micros == 0) {
      return at + 8;
    }
    to[at + 8] = '.';
    Digits.writeTwo(to, at + 9, micros / 10_000);
    int rest = micros % 10_000;
    if (rest % 1000 == 0) {
      to[at + 11] = (byte) ('0' + rest / 1000);
      return at + 12;
    }
    Digits.writeTwo(to, at + 11, rest / 100);
    Digits.writeTwo(to, at + 13, rest % 100);
    return at + 15;
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
