package io.dorisio.emulator.parse;

import io.dorisio.emulator.error.DorisException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/** Column separators and line delimiters as the headers write them (doris-protocol 2.2). */
final class Separator {
  private Separator() {}

  /**
   * A literal, text with {@code \t \n \r \\} escapes, or {@code \x} and hex digits up to the end.
   */
  static byte[] parse(String header) throws DorisException {
    if (header.isEmpty()) {
      throw DorisException.analysis("Column separator can't be empty");
    }
    if (header.toLowerCase(Locale.ROOT).startsWith("\\x")) {
      return hex(header.substring(2).replace("\\x", "").replace("\\X", ""));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < header.length(); i++) {
      char c = header.charAt(i);
      char escaped = c == '\\' && i + 1 < header.length() ? header.charAt(i + 1) : 0;
      int control = "tnr\\".indexOf(escaped);
      if (control >= 0) {
        bytes.write("\t\n\r\\".charAt(control));
        i++;
      } else {
        int codePoint = header.codePointAt(i);
        i += Character.charCount(codePoint) - 1;
        bytes.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] hex(String digits) throws DorisException {
    if (digits.isEmpty()) {
      throw DorisException.analysis("Hex str is empty");
    }
    if (digits.length() % 2 != 0) {
      throw DorisException.analysis("Hex str length error: " + digits);
    }
    try {
      return HexFormat.of().parseHex(digits);
    } catch (IllegalArgumentException e) {
      throw DorisException.analysis("Hex str format error: " + digits);
    }
  }

  static boolean matches(byte[] bytes, int at, byte[] separator) {
    for (int i = 1; i < separator.length; i++) {
      if (bytes[at + i] != separator[i]) {
        return false;
      }
    }
    return true;
  }
}
