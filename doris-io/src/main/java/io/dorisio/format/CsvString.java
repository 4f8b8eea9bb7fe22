package io.dorisio.format;

/**
 * Texts as enclosed CSV fields. A quote or a backslash inside gets a backslash in front, so nothing
 * inside ends the field, and no text but NULL's own is the two characters of NULL: the reader
 * compares them before it takes the backslashes out (Doris source,
 * be/src/vec/exec/format/csv/csv_reader.cpp, _deserialize_nullable_string; the escapes:
 * data_type_string_serde.h, escape_string_for_csv; lines: new_plain_text_line_reader.cpp,
 * _on_pre_match_enclose).
 */
final class CsvString {

  static final ValueWriter WRITER = (out, value) -> write(out, (String) value);

  /** Characters for which room is made at a time. */
  private static final int CHUNK = 1024;

  /** The most bytes that a character becomes. */
  private static final int MAX_BYTES_A_CHARACTER = 3;

  private CsvString() {}

  static void write(TextBuffer out, String text) {
    int length = text.length();
    out.write('"');
    int i = 0;
    while (i < length) {
      int end = Math.min(length, i + CHUNK);
      byte[] bytes = out.reserve((end - i + 1) * MAX_BYTES_A_CHARACTER);
      int at = out.size();
      while (i < end) {
        int plain = copyPlain(text, i, end, bytes, at);
        i += plain;
        at += plain;
        if (i < end) {
          char c = text.charAt(i);
          if (c < 128) {
            bytes[at] = '\\';
            bytes[at + 1] = (byte) c;
            at += 2;
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
      if (c >= 128 || c == '"' || c == '\\') {
        return i;
      }
      out[at + i] = (byte) c;
    }
    return length;
  }

  /** Writes UTF-8. */
  static void write(TextBuffer out, TextBuffer utf8) {
    byte[] from = utf8.bytes();
    int length = utf8.size();
    out.write('"');
    int done = 0;
    for (int i = 0; i < length; i++) {
      if (from[i] == '"' || from[i] == '\\') {
        out.write(from, done, i - done);
        out.write('\\');
        done = i;
      }
    }
    out.write(from, done, length - done);
    out.write('"');
  }
}
