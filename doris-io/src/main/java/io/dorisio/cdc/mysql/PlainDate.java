package io.dorisio.cdc.mysql;

/** Tells dates and times that stand as Doris takes them, as most do, from those to be parsed. */
final class PlainDate {
  private static final String DATE = "0000-00-00";
  private static final String TIME = " 00:00:00";
  private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  private static final int MOST_FRACTION_DIGITS = 6;

  private PlainDate() {}

  /** Whether it is a day of the calendar, such as 2024-01-31; false for each 29th of February. */
  static boolean isDate(String text) {
    return text.length() == DATE.length() && startsWithDate(text);
  }

  /** Whether it is a date and a time, such as 2024-01-31 23:59:59.5, without zeros at its end. */
  static boolean isDateTime(String text) {
    int seconds = DATE.length() + TIME.length();
    return text.length() >= seconds
        && startsWithDate(text)
        && hasForm(text, DATE.length(), TIME)
        && number(text, 11) < 24
        && number(text, 14) < 60
        && number(text, 17) < 60
        && (text.length() == seconds || isFraction(text, seconds));
  }

  private static boolean startsWithDate(String text) {
    if (!hasForm(text, 0, DATE)) {
      return false;
    }
    int month = number(text, 5);
    int day = number(text, 8);
    return month >= 1 && month <= 12 && day >= 1 && day <= DAYS[month - 1];
  }

  private static boolean isFraction(String text, int from) {
    int digits = text.length() - from - 1;
    if (text.charAt(from) != '.' || digits < 1 || digits > MOST_FRACTION_DIGITS) {
      return false;
    }
    for (int i = from + 1; i < text.length(); i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return text.charAt(text.length() - 1) != '0';
  }

  /** Digits where the form has zeros, and the same characters elsewhere. */
  private static boolean hasForm(String text, int from, String form) {
    for (int i = 0; i < form.length(); i++) {
      char c = text.charAt(from + i);
      if (form.charAt(i) == '0' ? !isDigit(c) : c != form.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static int number(String text, int from) {
    return (text.charAt(from) - '0') * 10 + text.charAt(from + 1) - '0';
  }
}
