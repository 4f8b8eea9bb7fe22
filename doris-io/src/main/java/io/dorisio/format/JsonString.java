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
    int i = 0;
    out.write('"');
    while (true) {
      int end = Math.min(length, i + CHUNK);
      byte[] bytes = out.reserve((end - i + 1) * MAX_BYTES_A_CHARACTER);
      int at = out.size();
      while (i < end) {
        char c = text.charAt(i);
        if (c >= 128) {
          int next = Utf8.write(text, i, bytes, at);
          i += next - at == 4 ? 2 : 1;
          at = next;
        } else if (ESCAPES[c] == 0) {
          bytes[at++] = (byte) c;
          i++;
        } else {
          at = escape(c, bytes, at);
          i++;
        }
      }
      if (i == length) {
        bytes[at] = '"';
        out.advanceTo(at + 1);
        return;
      }
      out.advanceTo(at);
    }
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
