package io.dorisio.emulator.sql;

import io.dorisio.emulator.error.DorisException;
import io.dorisio.emulator.schema.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Puts an expression of a load's headers into the store's words. Texts meet numbers as in Doris:
 * they are cast to DOUBLE, and what does not convert is NULL.
 */
public final class LoadExpression {
  /** What a value is, as far as it decides on casts. */
  public enum Family {
    TEXT,
    NUMBER,
    BOOLEAN,
    OTHER;

    public static Family of(ColumnType type) {
      return switch (type.kind()) {
        case BOOLEAN -> BOOLEAN;
        case TINYINT, SMALLINT, INT, BIGINT, LARGEINT, FLOAT, DOUBLE, DECIMAL -> NUMBER;
        case DATE, DATETIME -> OTHER;
        default -> TEXT;
      };
    }
  }

  /** A piece of an expression in the store's words. */
  public record Term(String sql, Family family) {
    Term asNumber() {
      return family == Family.TEXT
          ? new Term("TRY_CAST(" + sql + " AS DOUBLE)", Family.NUMBER)
          : this;
    }

    Term asText() {
      return family == Family.TEXT ? this : new Term("CAST(" + sql + " AS VARCHAR)", Family.TEXT);
    }

    Term asTime() {
      return family == Family.OTHER
          ? this
          : new Term("TRY_CAST(" + sql + " AS TIMESTAMP)", Family.OTHER);
    }
  }

  /** Knows the columns an expression may name. */
  @FunctionalInterface
  public interface Scope {
    Term column(String name) throws DorisException;
  }

  private final TokenCursor in;
  private final Scope scope;
  private final LoadFunctions functions;

  private LoadExpression(TokenCursor in, Scope scope, LoadFunctions functions) {
    this.in = in;
    this.scope = scope;
    this.functions = functions;
  }

  public static Term translate(String expression, Scope scope, LoadFunctions functions)
      throws DorisException {
    TokenCursor in = new TokenCursor(expression, Tokenizer.tokens(expression));
    Term term = new LoadExpression(in, scope, functions).or();
    in.expectEnd();
    return term;
  }

  private Term or() throws DorisException {
    Term left = and();
    while (in.takeWord("OR")) {
      left = new Term("(" + left.sql() + " OR " + and().sql() + ")", Family.BOOLEAN);
    }
    return left;
  }

  private Term and() throws DorisException {
    Term left = not();
    while (in.takeWord("AND")) {
      left = new Term("(" + left.sql() + " AND " + not().sql() + ")", Family.BOOLEAN);
    }
    return left;
  }

  private Term not() throws DorisException {
    if (in.takeWord("NOT") || in.takeSymbol("!")) {
      return new Term("(NOT " + not().sql() + ")", Family.BOOLEAN);
    }
    return predicate();
  }

  private Term predicate() throws DorisException {
    Term left = sum();
    while (true) {
      String comparison = comparison();
      if (comparison != null) {
        left = compare(left, comparison, sum());
      } else if (in.takeWord("IS")) {
        String not = in.takeWord("NOT") ? "NOT " : "";
        in.expectWord("NULL");
        left = new Term("(" + left.sql() + " IS " + not + "NULL)", Family.BOOLEAN);
      } else {
        boolean negated = in.peek().isWord("NOT");
        if (negated) {
          in.next();
        }
        Term tested = tested(left);
        if (tested == null) {
          if (negated) {
            throw in.unexpected("{'BETWEEN', 'IN', 'LIKE', 'REGEXP', 'RLIKE'}");
          }
          return left;
        }
        left = negated ? new Term("(NOT " + tested.sql() + ")", Family.BOOLEAN) : tested;
      }
    }
  }

  private String comparison() throws SqlSyntaxException {
    if (in.takeSymbol("=")) {
      in.takeSymbol("=");
      return "=";
    }
    if (in.takeSymbol("<")) {
      if (in.takeSymbol("=")) {
        return in.takeSymbol(">") ? "IS NOT DISTINCT FROM" : "<=";
      }
      return in.takeSymbol(">") ? "<>" : "<";
    }
    if (in.takeSymbol(">")) {
      return in.takeSymbol("=") ? ">=" : ">";
    }
    if (in.takeSymbol("!")) {
      in.expectSymbol("=");
      return "<>";
    }
    return null;
  }

  private static Term compare(Term left, String operator, Term right) {
    boolean numbers = left.family() == Family.NUMBER || right.family() == Family.NUMBER;
    Term a = numbers ? left.asNumber() : left;
    Term b = numbers ? right.asNumber() : right;
    return new Term("(" + a.sql() + " " + operator + " " + b.sql() + ")", Family.BOOLEAN);
  }

  /** IN, LIKE, REGEXP or BETWEEN; null where none of them follows. */
  private Term tested(Term left) throws DorisException {
    if (in.takeWord("IN")) {
      in.expectSymbol("(");
      List<String> alternatives = new ArrayList<>();
      do {
        alternatives.add(compare(left, "=", sum()).sql());
      } while (in.takeSymbol(","));
      in.expectSymbol(")");
      return new Term("(" + String.join(" OR ", alternatives) + ")", Family.BOOLEAN);
    }
    if (in.takeWord("LIKE")) {
      String pattern = sum().asText().sql();
      String like = left.asText().sql() + " LIKE " + pattern + " ESCAPE '\\'";
      return new Term("(" + like + ")", Family.BOOLEAN);
    }
    if (in.takeWord("REGEXP") || in.takeWord("RLIKE")) {
      String pattern = sum().asText().sql();
      return new Term(
          "regexp_matches(" + left.asText().sql() + ", " + pattern + ")", Family.BOOLEAN);
    }
    if (in.takeWord("BETWEEN")) {
      Term low = compare(left, ">=", sum());
      in.expectWord("AND");
      Term high = compare(left, "<=", sum());
      return new Term("(" + low.sql() + " AND " + high.sql() + ")", Family.BOOLEAN);
    }
    return null;
  }

  private Term sum() throws DorisException {
    Term left = product();
    while (in.peek().isSymbol("+") || in.peek().isSymbol("-")) {
      left = arithmetic(left, in.next().text(), product());
    }
    return left;
  }

  private Term product() throws DorisException {
    Term left = unary();
    while (true) {
      if (in.peek().isSymbol("*") || in.peek().isSymbol("/") || in.peek().isSymbol("%")) {
        left = arithmetic(left, in.next().text(), unary());
      } else if (in.takeWord("DIV")) {
        left = arithmetic(left, "//", unary());
      } else {
        return left;
      }
    }
  }

  private static Term arithmetic(Term left, String operator, Term right) {
    String sql = left.asNumber().sql() + " " + operator + " " + right.asNumber().sql();
    boolean number = left.family() != Family.OTHER && right.family() != Family.OTHER;
    return new Term("(" + sql + ")", number ? Family.NUMBER : Family.OTHER);
  }

  private Term unary() throws DorisException {
    if (in.takeSymbol("-")) {
      return new Term("(-" + unary().asNumber().sql() + ")", Family.NUMBER);
    }
    in.takeSymbol("+");
    return primary();
  }

  private Term primary() throws DorisException {
    Token token = in.peek();
    if (in.takeSymbol("(")) {
      Term inner = or();
      in.expectSymbol(")");
      return new Term("(" + inner.sql() + ")", inner.family());
    }
    switch (token.kind()) {
      case NUMBER -> {
        return new Term(in.next().text(), Family.NUMBER);
      }
      case STRING -> {
        return new Term(literal(in.next().text()), Family.TEXT);
      }
      case WORD, QUOTED -> {
        return word();
      }
      default -> throw in.unexpected("an expression");
    }
  }

  private Term word() throws DorisException {
    Token token = in.next();
    if (token.kind() == Token.Kind.WORD) {
      switch (token.text().toUpperCase(Locale.ROOT)) {
        case "NULL" -> {
          return new Term("NULL", Family.OTHER);
        }
        case "TRUE", "FALSE" -> {
          return new Term(token.text(), Family.BOOLEAN);
        }
        case "CASE" -> {
          return cases();
        }
        default -> {}
      }
      if (in.takeSymbol("(")) {
        return token.isWord("CAST") ? cast() : call(token.text());
      }
      if (functions.isConstant(token.text())) {
        return functions.call(token.text(), List.of());
      }
    }
    return scope.column(token.text());
  }

  private Term call(String name) throws DorisException {
    List<Term> arguments = new ArrayList<>();
    while (!in.takeSymbol(")")) {
      if (in.takeWord("INTERVAL")) {
        Term count = sum().asNumber();
        String unit = in.identifier().toUpperCase(Locale.ROOT);
        arguments.add(
            new Term(
                "to_" + unit.toLowerCase(Locale.ROOT) + "s(CAST(" + count.sql() + " AS INTEGER))",
                Family.OTHER));
      } else {
        arguments.add(or());
      }
      if (!in.peek().isSymbol(")")) {
        in.expectSymbol(",");
      }
    }
    return functions.call(name, arguments);
  }

  private Term cast() throws DorisException {
    Term value = or();
    in.expectWord("AS");
    ColumnType type = new TypeParser(in).parse();
    in.expectSymbol(")");
    return new Term("TRY_CAST(" + value.sql() + " AS " + type.duckdbType() + ")", Family.of(type));
  }

  private Term cases() throws DorisException {
    StringBuilder sql = new StringBuilder("(CASE");
    Term subject = in.peek().isWord("WHEN") ? null : or();
    Family family = Family.OTHER;
    while (in.takeWord("WHEN")) {
      Term condition = subject == null ? or() : compare(subject, "=", or());
      in.expectWord("THEN");
      Term result = or();
      family = result.family();
      sql.append(" WHEN ").append(condition.sql());
      sql.append(" THEN ").append(result.sql());
    }
    if (in.takeWord("ELSE")) {
      sql.append(" ELSE ").append(or().sql());
    }
    in.expectWord("END");
    return new Term(sql.append(" END)").toString(), family);
  }

  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
