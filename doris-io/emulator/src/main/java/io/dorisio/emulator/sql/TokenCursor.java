package io.dorisio.emulator.sql;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Walks over the tokens of a statement. */
final class TokenCursor {
  private final String sql;
  private final List<Token> tokens;
  private int at;

  TokenCursor(String sql, List<Token> tokens) {
    this.sql = sql;
    this.tokens = tokens;
  }

  record TableName(String database, String table) {}

  String sql() {
    return sql;
  }

  /** What was written from an offset up to the next token. */
  String textFrom(int start) {
    return sql.substring(start, Math.min(sql.length(), peek().start())).strip();
  }

  Token peek() {
    return tokens.get(at);
  }

  Token peekNext() {
    return tokens.get(Math.min(at + 1, tokens.size() - 1));
  }

  Token next() {
    Token token = tokens.get(at);
    if (token.kind() != Token.Kind.END) {
      at++;
    }
    return token;
  }

  boolean takeWord(String word) {
    boolean found = peek().isWord(word);
    if (found) {
      at++;
    }
    return found;
  }

  boolean takeSymbol(String symbol) {
    boolean found = peek().isSymbol(symbol);
    if (found) {
      at++;
    }
    return found;
  }

  void expectWord(String word) throws SqlSyntaxException {
    if (!takeWord(word)) {
      throw unexpected("'" + word + "'");
    }
  }

  void expectSymbol(String symbol) throws SqlSyntaxException {
    if (!takeSymbol(symbol)) {
      throw unexpected("'" + symbol + "'");
    }
  }

  void expectEnd() throws SqlSyntaxException {
    if (peek().kind() != Token.Kind.END) {
      throw unexpected("<EOF>");
    }
  }

  SqlSyntaxException unexpected(String wanted) {
    return SqlSyntaxException.at(
        sql, peek().start(), "mismatched input '" + peek().text() + "' expecting " + wanted);
  }

  String identifier() throws SqlSyntaxException {
    Token token = peek();
    if (token.kind() != Token.Kind.WORD && token.kind() != Token.Kind.QUOTED) {
      throw unexpected("IDENTIFIER");
    }
    at++;
    return token.text();
  }

  String string() throws SqlSyntaxException {
    if (peek().kind() != Token.Kind.STRING) {
      throw unexpected("STRING_LITERAL");
    }
    return next().text();
  }

  int number() throws SqlSyntaxException {
    try {
      int value = Integer.parseInt(peek().text());
      at++;
      return value;
    } catch (NumberFormatException e) {
      throw unexpected("INTEGER_VALUE");
    }
  }

  /** {@code [catalog.][db.]table}; the only catalog is {@code internal}. */
  TableName tableName() throws SqlSyntaxException {
    String first = identifier();
    if (!takeSymbol(".")) {
      return new TableName(null, first);
    }
    String second = identifier();
    if (first.equalsIgnoreCase("internal") && takeSymbol(".")) {
      return new TableName(second, identifier());
    }
    return new TableName(first, second);
  }

  Map<String, String> properties() throws SqlSyntaxException {
    Map<String, String> properties = new LinkedHashMap<>();
    expectSymbol("(");
    do {
      String key = next().text();
      expectSymbol("=");
      properties.put(key, next().text());
    } while (takeSymbol(","));
    expectSymbol(")");
    return properties;
  }

  /** Skips a parenthesised group whose opening is next. */
  void skipGroup() throws SqlSyntaxException {
    expectSymbol("(");
    for (int depth = 1; depth > 0; ) {
      Token token = next();
      if (token.kind() == Token.Kind.END) {
        throw unexpected("')'");
      }
      depth += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
    }
  }
}
