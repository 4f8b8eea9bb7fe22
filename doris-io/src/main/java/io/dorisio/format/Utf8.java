package io.dorisio.format;

/** Texts as UTF-8, which refuses what has none. */
final class Utf8 {

  /** Texts as they are. */
  static final ValueWriter WRITER = (out, value) -> write(out, (String) value);

  private static final int CHUNK = 1024;
  private static final int MAX_BYTES_A_CHARACTER = 3;

  private Utf8() {}

  static void write(TextBuffer out, String text) {
    int length = text.length();
    int i = 0;
    while (i < length) {
      int end = Math.min(length, i + CHUNK);
      byte[] bytes = out.reserve((end - i + 1) * MAX_BYTES_A_CHARACTER);
      int at = out.size();
      while (i < end) {
        int ascii = copyAscii(text, i, end, bytes, at);
        i += ascii;
        at += ascii;
        if (i < end) {
          int next = write(text, i, bytes, at);
          i += next - at == 4 ? 2 : 1;
          at = next;
        }
      }
      out.advanceTo(at);
    }
  }

  /** Copies characters up to the first that is not ASCII; how many they are. */
  private static int copyAscii(String text, int from, int end, byte[] out, int at) {
    int length = end - from;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(from + i);
      if (c >= 128) {
        return i;
      }
      out[at + i] = (byte) c;
    }
    return length;
  }

  /**
   * Writes the character at an index, which is not ASCII, to an array with room for four bytes.
   *
   * @return the offset behind it; it took two characters where that is four bytes on
   */
  static int write(String text, int index, byte[] out, int at) {
    char c = text.charAt(index);
    if (c < 0x800) {
      out[at] = (byte) (0xC0 | (c >> 6));
      out[at + 1] = (byte) (0x80 | (c & 0x3F));
      return at + 2;
    }
    if (!Character.isSurrogate(c)) {
      out[at] = (byte) (0xE0 | (c >> 12));
      out[at + 1] = (byte) (0x80 | ((c >> 6) & 0x3F));
      out[at + 2] = (byte) (0x80 | (c & 0x3F));
      return at + 3;
    }
    int next = index + 1;
    boolean pair =
        Character.isHighSurrogate(c)
            && next < text.length()
            && Character.isLowSurrogate(text.charAt(next));
    if (!pair) {
      throw new IllegalArgumentException(
          "A text holds half a surrogate pair at character "
              + index
              + ", which is no character and has no UTF-8");
    }
    int code = Character.toCodePoint(c, text.charAt(next));
    out[at] = (byte) (0xF0 | (code >> 18));
    out[at + 1] = (byte) (0x80 | ((code >> 12) & 0x3F));
    out[at + 2] = (byte) (0x80 | ((code >> 6) & 0x3F));
    out[at + 3] = (byte) (0x80 | (code & 0x3F));
    return at + 4;
  }
}
