package io.dorisio.schema;

/** How long a text is in UTF-8, counted without encoding it. */
final class Utf8Length {

  static final int MAX_BYTES_PER_CHAR = 3;

  private Utf8Length() {}

  static boolean isWithin(String text, int limit) {
    return (long) text.length() * MAX_BYTES_PER_CHAR <= limit || of(text) <= limit;
  }

  static long of(String text) {
    long bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        bytes += 1;
      } else if (c < 0x800) {
        bytes += 2;
      } else if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        bytes += 4;
        i++;
      } else {
        bytes += 3;
      }
    }
    return bytes;
  }
}
