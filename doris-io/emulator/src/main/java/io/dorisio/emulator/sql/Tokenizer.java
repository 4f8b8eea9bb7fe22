package io.dorisio.emulator.sql;

import java.util.ArrayList;
import java.util.List;

/** Cuts a statement into tokens by the lexical rules Doris shares with MySQL. */
final class Tokenizer {
  private final String sql;
  private int at;

  private Tokenizer(String sql) {
    this.sql = sql;
  }

  static List<Token> tokens(String sql) throws SqlSyntaxException {
    Tokenizer tokenizer = new Tokenizer(sql);
    List<Token> tokens = new ArrayList<>();
    Token token;
    do {
      token = tokenizer.next();
      tokens.add(token);
    } while (token.kind() != Token.Kind.END);
    return tokens;
  }

  private Token next() throws SqlSyntaxException {
    skipBlanks();
    int start = at;
    if (at >= sql.length()) {
      return new Token(Token.Kind.END, "<EOF>", start);
    }
    char c = sql.charAt(at);
    if (c == '`') {
      return new Token(Token.Kind.QUOTED, quoted('`', false), start);
    }
    if (c == '\'' || c == '"') {
      return new Token(Token.Kind.STRING, quoted(c, true), start);
    }
    if (Character.isDigit(c)) {
      while (at < sql.length()
          && (Character.isLetterOrDigit(sql.charAt(at)) || sql.charAt(at) == '.')) {
        at++;
      }
      return new Token(Token.Kind.NUMBER, sql.substring(start, at), start);
    }
    if (isLetter(c)) {
      while (at < sql.length() && (isLetter(sql.charAt(at)) || Character.isDigit(sql.charAt(at)))) {
        at++;
      }
      return new Token(Token.Kind.WORD, sql.substring(start, at), start);
    }
    at++;
    return new Token(Token.Kind.SYMBOL, String.valueOf(c), start);
  }

  private void skipBlanks() {
    while (at < sql.length()) {
      if (Character.isWhitespace(sql.charAt(at))) {
        at++;
      } else if (sql.startsWith("--", at)) {
        int end = sql.indexOf('\n', at);
        at = end < 0 ? sql.length() : end;
      } else if (sql.startsWith("/*", at)) {
        int end = sql.indexOf("*/", at + 2);
        at = end < 0 ? sql.length() : end + 2;
      } else {
        return;
      }
    }
  }

  /** Reads past a quoted piece; a doubled quote stands for itself. */
  private String quoted(char quote, boolean escapes) throws SqlSyntaxException {
    int start = at++;
    StringBuilder text = new StringBuilder();
    while (at < sql.length()) {
      char c = sql.charAt(at++);
      if (c == quote) {
        if (at < sql.length() && sql.charAt(at) == quote) {
          at++;
        } else {
          return text.toString();
        }
      } else if (escapes && c == '\\' && at < sql.length()) {
        c = escaped(sql.charAt(at++));
      }
      text.append(c);
    }
    throw SqlSyntaxException.at(sql, start, "missing closing quote");
  }

  private static char escaped(char c) {
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case '0' -> '\0';
      default -> c;
    };
  }

  /** LETTER of DorisLexer.g4, which takes in all that is not ASCII. */
  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '$' || c == '_' || c > 0x7F;
  }
}
