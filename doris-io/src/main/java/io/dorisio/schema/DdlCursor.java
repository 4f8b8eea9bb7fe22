package io.dorisio.schema;

import java.util.Locale;

/** A place in a declaration, as Doris prints it. */
final class DdlCursor {

  private static final int SHOWN = 80;

  private final String text;
  private int at;

  DdlCursor(String text) {
    this.text = text;
  }

  boolean atEnd() {
    skipSpace();
    return at >= text.length();
  }

  /** The next character that is no space; 0 at the end. */
  char peek() {
    return atEnd() ? 0 : text.charAt(at);
  }

  boolean take(char symbol) {
    if (peek() != symbol) {
      return false;
    }
    at++;
    return true;
  }

  void expect(char symbol) {
    if (!take(symbol)) {
      throw unreadable("'" + symbol + "'");
    }
  }

  void expectEnd() {
    if (!atEnd()) {
      throw unreadable("the end");
    }
  }

  /** Takes a word, whatever its case. */
  boolean takeWord(String word) {
    int before = at;
    if (isWordStart(peek()) && word().equals(word)) {
      return true;
    }
    at = before;
    return false;
  }

  void expectWord(String word) {
    if (!takeWord(word)) {
      throw unreadable(word);
    }
  }

  /** A word in upper case. */
  String word() {
    if (!isWordStart(peek())) {
      throw unreadable("a word");
    }
    int start = at;
    while (at < text.length() && isWordPart(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at).toUpperCase(Locale.ROOT);
  }

  /** A name, in backquotes or bare, with its case. */
  String name() {
    if (peek() != '`') {
      int start = at;
      word();
      return text.substring(start, at);
    }
    StringBuilder name = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '`') {
        at++;
        if (at >= text.length() || text.charAt(at) != '`') {
          return name.toString();
        }
      }
      name.append(c);
    }
    throw unreadable("a closing backquote");
  }

  int number() {
    peek();
    int start = at;
    while (at < text.length() && Character.isDigit(text.charAt(at))) {
      at++;
    }
    if (start == at || at - start > 9) {
      throw unreadable("a number");
    }
    return Integer.parseInt(text.substring(start, at));
  }

  /** A text in quotes, what it holds of them escaped or doubled. */
  String quotedText() {
    char quote = peek();
    StringBuilder inside = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      char next = at + 1 < text.length() ? text.charAt(at + 1) : 0;
      if (c == quote && next != quote) {
        at++;
        return inside.toString();
      }
      boolean escape = c == quote || (c == '\\' && (next == quote || next == '\\'));
      inside.append(escape ? next : c);
      at += escape ? 1 : 0;
    }
    throw unreadable("a closing quote");
  }

  /**
   * A text in quotes with nothing in it escaped, as Doris prints defaults (Doris: {@code
   * Column.java}, toSql): a quote ends it only where something can follow it.
   */
  String unescapedText() {
    char quote = peek();
    int start = at + 1;
    for (at++; at < text.length(); at++) {
      if (text.charAt(at) == quote && endsAt(at)) {
        at++;
        return text.substring(start, at - 1);
      }
    }
    throw unreadable("a closing quote");
  }

  private boolean endsAt(int quote) {
    int next = quote + 1;
    return next >= text.length() || " \t\r\n,);".indexOf(text.charAt(next)) >= 0;
  }

  /** Text up to the end of the group that starts here, its brackets included. */
  String group(char open, char close) {
    peek();
    int start = at;
    int depth = 0;
    do {
      char c = peek();
      if (c == 0) {
        throw unreadable("'" + close + "'");
      }
      if (c == '"' || c == '\'') {
        quotedText();
        continue;
      }
      if (c == '`') {
        name();
        continue;
      }
      depth += c == open ? 1 : c == close ? -1 : 0;
      at++;
    } while (depth > 0);
    return text.substring(start, at);
  }

  /** The character here, a space too; 0 at the end. */
  char raw() {
    return at >= text.length() ? 0 : text.charAt(at);
  }

  void skipRaw() {
    if (at >= text.length()) {
      throw unreadable("more");
    }
    at++;
  }

  int position() {
    return at;
  }

  String textFrom(int start) {
    return text.substring(start, at);
  }

  /** All that is left. */
  String rest() {
    return text.substring(at);
  }

  IllegalArgumentException unreadable(String expected) {
    String left = text.substring(Math.min(at, text.length()));
    return new IllegalArgumentException(
        "Expected "
            + expected
            + " at \""
            + (left.length() <= SHOWN ? left : left.substring(0, SHOWN) + "…")
            + "\"");
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private static boolean isWordStart(char c) {
    return Character.isLetter(c) || c == '_';
  }

  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }
}
