package io.dorisio.emulator.sql;

/**
 * A piece of a statement.
 *
 * @param text an identifier or string without its quotes; otherwise as written
 * @param start offset of its first character in the statement
 */
record Token(Kind kind, String text, int start) {
  enum Kind {
    WORD,
    QUOTED,
    STRING,
    NUMBER,
    SYMBOL,
    END
  }

  boolean isWord(String word) {
    return kind == Kind.WORD && text.equalsIgnoreCase(word);
  }

  boolean isSymbol(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }
}
