package io.dorisio.emulator.parse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Walks over one JSON text in a byte array. Every value comes out as the text the server casts
 * from: a string unescaped, a boolean as 1 or 0, everything else as written (doris-protocol 7.2).
 */
final class JsonScanner {
  private static final int MAX_DEPTH = 1024;
  private static final byte[] ONE = {'1'};
  private static final byte[] ZERO = {'0'};

  private byte[] bytes;
  private int at;
  private int end;

  private byte[] unescaped = new byte[1024];
  private int unescapedLength;

  // The text read last: a slice of the input or of the unescaped bytes.
  private byte[] textBytes;
  private int textStart;
  private int textEnd;

  /**
   * Aims at a text; call {@link #newRow} where the slices handed out before are no longer needed.
   */
  void reset(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.at = from;
    this.end = to;
  }

  void newRow() {
    unescapedLength = 0;
  }

  /** The next byte that is not blank, not consumed; -1 at the end. */
  int peek() {
    while (at < end) {
      byte b = bytes[at];
      if (b != ' ' && b != '\t' && b != '\n' && b != '\r') {
        return b;
      }
      at++;
    }
    return -1;
  }

  boolean take(char symbol) {
    if (peek() == symbol) {
      at++;
      return true;
    }
    return false;
  }

  void expect(char symbol) throws JsonSyntaxException {
    if (!take(symbol)) {
      throw JsonSyntaxException.structure();
    }
  }

  /** Reads an object into the row; returns whether any key was a column. */
  boolean object(RawRow row, ColumnNames names) throws JsonSyntaxException {
    expect('{');
    boolean matched = false;
    if (take('}')) {
      return false;
    }
    int key = 0;
    do {
      if (peek() != '"') {
        throw JsonSyntaxException.structure();
      }
      string();
      int column = names.find(key++, textBytes, textStart, textEnd);
      expect(':');
      if (column < 0) {
        skipValue(1);
      } else {
        value(row, column);
        matched = true;
      }
    } while (take(','));
    expect('}');
    return matched;
  }

  /** A string's text. */
  String text() throws JsonSyntaxException {
    return new String(key(), StandardCharsets.UTF_8);
  }

  /** A string's bytes. */
  byte[] key() throws JsonSyntaxException {
    if (peek() != '"') {
      throw JsonSyntaxException.structure();
    }
    string();
    return Arrays.copyOfRange(textBytes, textStart, textEnd);
  }

  int position() {
    return at;
  }

  void value(RawRow row, int column) throws JsonSyntaxException {
    switch (peek()) {
      case '"' -> {
        string();
        row.set(column, textBytes, textStart, textEnd);
      }
      case 'n' -> {
        literal("null");
        row.setNull(column);
      }
      case 't' -> {
        literal("true");
        row.set(column, ONE, 0, 1);
      }
      case 'f' -> {
        literal("false");
        row.set(column, ZERO, 0, 1);
      }
      default -> {
        int start = at;
        skipValue(1);
        row.set(column, bytes, start, at);
      }
    }
  }

  /** Passes over any value, checking it. */
  void skipValue(int depth) throws JsonSyntaxException {
    if (depth > MAX_DEPTH) {
      throw new JsonSyntaxException(
          4, "The JSON document was too deep (too many nested objects and arrays)");
    }
    switch (peek()) {
      case '"' -> {
        int kept = unescapedLength;
        string();
        unescapedLength = kept;
      }
      case 'n' -> literal("null");
      case 't' -> literal("true");
      case 'f' -> literal("false");
      case '{' -> {
        at++;
        if (take('}')) {
          return;
        }
        do {
          if (peek() != '"') {
            throw JsonSyntaxException.structure();
          }
          skipValue(depth + 1);
          expect(':');
          skipValue(depth + 1);
        } while (take(','));
        expect('}');
      }
      case '[' -> {
        at++;
        if (take(']')) {
          return;
        }
        do {
          skipValue(depth + 1);
        } while (take(','));
        expect(']');
      }
      default -> number();
    }
  }

  private void literal(String word) throws JsonSyntaxException {
    for (int i = 0; i < word.length(); i++) {
      if (at >= end || bytes[at++] != word.charAt(i)) {
        throw JsonSyntaxException.structure();
      }
    }
  }

  private void number() throws JsonSyntaxException {
    if (at < end && bytes[at] == '-') {
      at++;
    }
    int start = at;
    int digits = digits();
    boolean leadingZero = digits > 1 && bytes[start] == '0';
    if (digits == 0 || leadingZero) {
      throw JsonSyntaxException.structure();
    }
    if (at < end && bytes[at] == '.') {
      at++;
      if (digits() == 0) {
        throw JsonSyntaxException.structure();
      }
    }
    if (at < end && (bytes[at] == 'e' || bytes[at] == 'E')) {
      at++;
      if (at < end && (bytes[at] == '+' || bytes[at] == '-')) {
        at++;
      }
      if (digits() == 0) {
        throw JsonSyntaxException.structure();
      }
    }
  }

  private int digits() {
    int start = at;
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    return at - start;
  }

  /** Reads the string that starts at the quote which is next. */
  private void string() throws JsonSyntaxException {
    int start = ++at;
    boolean ascii = true;
    while (at < end) {
      byte b = bytes[at];
      if (b == '"') {
        if (!ascii && !Utf8.isValid(bytes, start, at)) {
          throw JsonSyntaxException.utf8();
        }
        textBytes = bytes;
        textStart = start;
        textEnd = at++;
        return;
      }
      if (b == '\\') {
        escapedString(start);
        return;
      }
      if (b < 0) {
        ascii = false;
      } else if (b < ' ') {
        throw JsonSyntaxException.text();
      }
      at++;
    }
    throw JsonSyntaxException.text();
  }

  private void escapedString(int start) throws JsonSyntaxException {
    // Never longer than its escaped form. Slices already handed out keep the old array.
    int close = closingQuote();
    int from = unescapedLength;
    if (unescaped.length - from < close - start) {
      unescaped = Arrays.copyOf(unescaped, from + Math.max(unescaped.length, close - start));
    }
    System.arraycopy(bytes, start, unescaped, from, at - start);
    int to = from + at - start;
    while (at < close) {
      byte b = bytes[at++];
      if (b != '\\') {
        if (b >= 0 && b < ' ') {
          throw JsonSyntaxException.text();
        }
        unescaped[to++] = b;
        continue;
      }
      byte escape = bytes[at++];
      switch (escape) {
        case '"', '\\', '/' -> unescaped[to++] = escape;
        case 'b' -> unescaped[to++] = '\b';
        case 'f' -> unescaped[to++] = '\f';
        case 'n' -> unescaped[to++] = '\n';
        case 'r' -> unescaped[to++] = '\r';
        case 't' -> unescaped[to++] = '\t';
        case 'u' -> to = encode(codePoint(close), to);
        default -> throw JsonSyntaxException.text();
      }
    }
    if (!Utf8.isValid(unescaped, from, to)) {
      throw JsonSyntaxException.utf8();
    }
    at = close + 1;
    unescapedLength = to;
    textBytes = unescaped;
    textStart = from;
    textEnd = to;
  }

  private int closingQuote() throws JsonSyntaxException {
    for (int i = at; i < end; i++) {
      if (bytes[i] == '"') {
        return i;
      }
      if (bytes[i] == '\\') {
        i++;
      }
    }
    throw JsonSyntaxException.text();
  }

  private int codePoint(int close) throws JsonSyntaxException {
    int unit = hex4(close);
    if (unit < 0xD800 || unit > 0xDFFF) {
      return unit;
    }
    boolean paired = unit < 0xDC00 && at + 2 <= close && bytes[at] == '\\' && bytes[at + 1] == 'u';
    if (!paired) {
      throw JsonSyntaxException.text();
    }
    at += 2;
    int low = hex4(close);
    if (low < 0xDC00 || low > 0xDFFF) {
      throw JsonSyntaxException.text();
    }
    return Character.toCodePoint((char) unit, (char) low);
  }

  private int hex4(int close) throws JsonSyntaxException {
    if (at + 4 > close) {
      throw JsonSyntaxException.text();
    }
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(bytes[at++], 16);
      if (digit < 0) {
        throw JsonSyntaxException.text();
      }
      value = (value << 4) | digit;
    }
    return value;
  }

  private int encode(int codePoint, int position) {
    int to = position;
    if (codePoint < 0x80) {
      unescaped[to++] = (byte) codePoint;
    } else if (codePoint < 0x800) {
      unescaped[to++] = (byte) (0xC0 | (codePoint >> 6));
      unescaped[to++] = (byte) (0x80 | (codePoint & 0x3F));
    } else if (codePoint < 0x10000) {
      unescaped[to++] = (byte) (0xE0 | (codePoint >> 12));
      unescaped[to++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
      unescaped[to++] = (byte) (0x80 | (codePoint & 0x3F));
    } else {
      unescaped[to++] = (byte) (0xF0 | (codePoint >> 18));
      unescaped[to++] = (byte) (0x80 | ((codePoint >> 12) & 0x3F));
      unescaped[to++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
      unescaped[to++] = (byte) (0x80 | (codePoint & 0x3F));
    }
    return to;
  }
}
