package io.dorisio.emulator.sql;

import io.dorisio.emulator.error.DorisException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Rewrites a query from Doris's lexical rules to the store's and its tables to what holds them;
 * everything else stays as written.
 */
public final class QueryTranslation {
  /** Functions whose arguments have a FROM of their own. */
  private static final Set<String> FROM_INSIDE = Set.of("EXTRACT", "SUBSTRING", "TRIM", "SUBSTR");

  /** What may follow a table where it is no alias. */
  private static final Set<String> NO_ALIAS =
      Set.of(
          "WHERE",
          "GROUP",
          "ORDER",
          "HAVING",
          "LIMIT",
          "UNION",
          "INTERSECT",
          "EXCEPT",
          "MINUS",
          "JOIN",
          "INNER",
          "LEFT",
          "RIGHT",
          "FULL",
          "CROSS",
          "NATURAL",
          "ON",
          "USING",
          "OFFSET",
          "WINDOW",
          "QUALIFY",
          "SEMI",
          "ANTI",
          "LATERAL",
          "AS",
          "TABLESAMPLE",
          "ASOF");

  private final List<Token> tokens;
  private final String sql;
  private final TableSource source;
  private final Set<String> commonTables = new HashSet<>();
  private final StringBuilder out;

  /** For each open parenthesis whether a comma in it separates tables. */
  private final Deque<Boolean> inFrom = new ArrayDeque<>();

  private QueryTranslation(String sql, List<Token> tokens, TableSource source) {
    this.sql = sql;
    this.tokens = tokens;
    this.source = source;
    this.out = new StringBuilder(sql.length() + 64);
  }

  /** The query in the store's words. */
  public static String translate(String sql, TableSource source) throws DorisException {
    return new QueryTranslation(sql, Tokenizer.tokens(sql), source).translate();
  }

  private String translate() throws DorisException {
    findCommonTables();
    inFrom.push(false);
    boolean tableNext = false;
    for (int i = 0; i < tokens.size() - 1; i++) {
      Token token = tokens.get(i);
      boolean name = token.kind() == Token.Kind.WORD || token.kind() == Token.Kind.QUOTED;
      if (tableNext && name && !token.isWord("LATERAL")) {
        i = table(i);
        tableNext = false;
        continue;
      }
      if (token.isSymbol("(")) {
        // A parenthesis in place of a table holds a query or a join.
        inFrom.push(tableNext && !isQuery(i + 1));
        tableNext = tableNext && !isQuery(i + 1);
      } else if (token.isSymbol(")")) {
        if (inFrom.size() > 1) {
          inFrom.pop();
        }
        tableNext = false;
      } else if (token.isSymbol(",")) {
        tableNext = inFrom.peek();
      } else if ((token.isWord("FROM") && startsTables(i)) || token.isWord("JOIN")) {
        inFrom.pop();
        inFrom.push(true);
        tableNext = true;
      } else {
        tableNext = false;
        if (token.kind() == Token.Kind.WORD && endsTables(token)) {
          inFrom.pop();
          inFrom.push(false);
        }
      }
      write(token, i);
    }
    String text = out.toString().strip();
    return text.endsWith(";") ? text.substring(0, text.length() - 1) : text;
  }

  private boolean isQuery(int i) {
    Token token = tokens.get(i);
    return token.isWord("SELECT") || token.isWord("WITH") || token.isWord("VALUES");
  }

  private static boolean endsTables(Token token) {
    return switch (token.text().toUpperCase(Locale.ROOT)) {
      case "WHERE", "GROUP", "ORDER", "HAVING", "LIMIT", "UNION", "INTERSECT", "EXCEPT", "SELECT" ->
          true;
      default -> false;
    };
  }

  /** Not the FROM of EXTRACT(… FROM …) or of IS DISTINCT FROM. */
  private boolean startsTables(int i) {
    if (i > 1 && tokens.get(i - 1).isWord("DISTINCT") && !tokens.get(i - 2).isWord("SELECT")) {
      return false;
    }
    int depth = 0;
    for (int j = i - 1; j > 0; j--) {
      depth += tokens.get(j).isSymbol(")") ? 1 : tokens.get(j).isSymbol("(") ? -1 : 0;
      if (depth < 0) {
        return !FROM_INSIDE.contains(tokens.get(j - 1).text().toUpperCase(Locale.ROOT));
      }
    }
    return true;
  }

  private void findCommonTables() {
    for (int i = 0; i + 2 < tokens.size(); i++) {
      if (tokens.get(i + 1).isWord("AS") && tokens.get(i + 2).isSymbol("(")) {
        commonTables.add(tokens.get(i).text().toLowerCase(Locale.ROOT));
      }
    }
  }

  /** Writes the table whose name starts at a token; returns the last token of the name. */
  private int table(int first) throws DorisException {
    int last = first;
    while (tokens.get(last + 1).isSymbol(".") && last + 2 < tokens.size() - 1) {
      last += 2;
    }
    boolean function = tokens.get(last + 1).isSymbol("(");
    String name = tokens.get(last).text();
    boolean common = last == first && commonTables.contains(name.toLowerCase(Locale.ROOT));
    if (function || common) {
      for (int i = first; i <= last; i++) {
        write(tokens.get(i), i);
      }
      return last;
    }
    String database = last == first ? null : tokens.get(last - 2).text();
    out.append(source.of(database, name));
    Token after = tokens.get(last + 1);
    boolean aliased =
        after.isWord("AS")
            || after.kind() == Token.Kind.QUOTED
            || (after.kind() == Token.Kind.WORD
                && !NO_ALIAS.contains(after.text().toUpperCase(Locale.ROOT)));
    if (!aliased) {
      out.append(" AS \"").append(name.replace("\"", "\"\"")).append('"');
    }
    out.append(' ');
    return last;
  }

  private void write(Token token, int i) {
    switch (token.kind()) {
      case QUOTED -> out.append('"').append(token.text().replace("\"", "\"\"")).append('"');
      case STRING -> out.append('\'').append(token.text().replace("'", "''")).append('\'');
      default -> out.append(token.text());
    }
    if (Character.isWhitespace(sql.charAt(tokens.get(i + 1).start() - 1))) {
      out.append(' ');
    }
  }
}
