package io.dorisio.emulator.sql;

/** MySQL's date format letters in those of strftime. */
final class DateFormats {
  private DateFormats() {}

  static String toStore(String format) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '%' || i + 1 == format.length()) {
        out.append(c);
        continue;
      }
      char letter = format.charAt(++i);
      out.append(
          switch (letter) {
            case 'i' -> "%M";
            case 's' -> "%S";
            case 'h', 'I' -> "%I";
            case 'M' -> "%B";
            case 'W' -> "%A";
            case 'T' -> "%H:%M:%S";
            case 'r' -> "%I:%M:%S %p";
            case 'e' -> "%-d";
            case 'c' -> "%-m";
            case 'k' -> "%-H";
            default -> "%" + letter;
          });
    }
    return out.toString();
  }
}
