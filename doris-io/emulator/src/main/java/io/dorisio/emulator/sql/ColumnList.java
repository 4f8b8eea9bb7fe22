package io.dorisio.emulator.sql;

import io.dorisio.emulator.error.DorisException;
import java.util.ArrayList;
import java.util.List;

/** Reads the {@code columns} header: names, and columns derived from others. */
public final class ColumnList {
  /**
   * One entry.
   *
   * @param expression null for a column of the file
   */
  public record Entry(String name, String expression) {}

  private ColumnList() {}

  public static List<Entry> parse(String header) throws DorisException {
    TokenCursor in = new TokenCursor(header, Tokenizer.tokens(header));
    List<Entry> entries = new ArrayList<>();
    do {
      Token name = in.next();
      boolean named = name.kind() == Token.Kind.WORD || name.kind() == Token.Kind.QUOTED;
      if (!named) {
        // Worded like fe-core nereids/load/NereidsLoadUtils.java (parseExpressionSeq).
        throw DorisException.analysis("parse expression failed: " + header);
      }
      String expression = null;
      if (in.takeSymbol("=")) {
        int start = in.peek().start();
        skipExpression(in);
        expression = in.textFrom(start);
      }
      entries.add(new Entry(name.text(), expression));
    } while (in.takeSymbol(","));
    in.expectEnd();
    return entries;
  }

  private static void skipExpression(TokenCursor in) throws SqlSyntaxException {
    while (!in.peek().isSymbol(",") && in.peek().kind() != Token.Kind.END) {
      if (in.peek().isSymbol("(")) {
        in.skipGroup();
      } else {
        in.next();
      }
    }
  }
}
