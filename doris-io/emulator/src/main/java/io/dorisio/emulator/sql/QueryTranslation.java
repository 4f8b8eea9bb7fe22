package io.dorisio.emulator.sql;

import java.util.List;

/** Rewrites a query from Doris's lexical rules to the store's; everything else stays as written. */
final class QueryTranslation {
  private QueryTranslation() {}

  static String translate(String sql, List<Token> tokens) {
    StringBuilder out = new StringBuilder(sql.length() + 16);
    int copied = 0;
    for (int i = 0; i < tokens.size() - 1; i++) {
      Token token = tokens.get(i);
      int end = tokens.get(i + 1).start();
      out.append(sql, copied, token.start());
      switch (token.kind()) {
        case QUOTED -> out.append('"').append(token.text().replace("\"", "\"\"")).append('"');
        case STRING -> out.append('\'').append(token.text().replace("'", "''")).append('\'');
        default -> out.append(token.text());
      }
      copied = end;
      if (Character.isWhitespace(sql.charAt(end - 1))) {
        out.append(' ');
      }
    }
    String text = out.toString().strip();
    return text.endsWith(";") ? text.substring(0, text.length() - 1) : text;
  }
}
