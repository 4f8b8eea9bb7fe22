package io.dorisio.format;

import java.nio.charset.StandardCharsets;

/** Texts as JSON strings. */
final class JsonString {

  static final ValueWriter WRITER = (out, value) -> write(out, (String) value);

  /** Characters for which room is made at a time. */
  private static final int CHUNK = 512;

  /** The most bytes that a character becomes: {@code \}{@code u0000}. */
  private static final int MAX_BYTES_A_CHARACTER = 6;

  /** For each ASCII character 0 for itself, 'u' for its number, or what follows a backslash. */
  private static final byte[] ESCAPES = new byte[128];

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  static {
    for (int i = 0; i < ' '; i++) {
      ESCAPES[i] = 'u';
    }
    ESCAPES['"'] = '"';
    ESCAPES['\\'] = '\\';
    ESCAPES['\b'] = 'b';
    ESCAPES['\f'] = 'f';
    ESCAPES['\n'] = 'n';
    ESCAPES['\r'] = 'r';
    ESCAPES['\t'] = 't';
  }

  private JsonString() {}

  static void write(TextBuffer out, String text) {
    int length = text.length();
    out.write('"');
    int i = 0;
    while (i < length) {
      int end = Math.min(length, i + CHUNK);
      byte[] bytes = out.reserve((end - i) * MAX_BYTES_A_CHARACTER);
      int at = out.size();
      while (i < end) {
        int plain = copyPlain(text, i, end, bytes, at);
        i += plain;
        at += plain;
        if (i < end) {
          char c = text.charAt(i);
          if (c < 128) {
            at = escape(c, bytes, at);
            i++;
          } else {
            int next = Utf8.write(text, i, bytes, at);
            i += next - at == 4 ? 2 : 1;
            at = next;
          }
        }
      }
      out.advanceTo(at);
    }
    out.write('"');
  }

  /** Copies characters up to the first that does not stand for itself; how many they are. */
  private static int copyPlain(String text, int from, int end, byte[] out, int at) {
    int length = end - from;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(from + i);
      if (c >= 128 || ESCAPES[c] != 0) {
        return i;
      }
      out[at + i] = (byte) c;
    }
    return length;
  }

  private static int escape(char c, byte[] bytes, int at) {
    byte escape = ESCAPES[c];
    bytes[at] = '\\';
    bytes[at + 1] = escape;
    if (escape != 'u') {
      return at + 2;
    }
    bytes[at + 2] = '0';
    bytes[at + 3] = '0';
    bytes[at + 4] = HEX[c >> 4];
    bytes[at + 5] = HEX[c & 0xF];
    return at + 6;
  }
}
