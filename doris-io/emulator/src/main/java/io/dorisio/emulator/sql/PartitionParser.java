package io.dorisio.emulator.sql;

import io.dorisio.emulator.schema.PartitionRanges;
import io.dorisio.emulator.schema.PartitionRanges.Range;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the PARTITION BY clause of a declaration. Partitions by lists or by several columns, and
 * those that come up by themselves, take every row here.
 */
public final class PartitionParser {
  private final TokenCursor in;
  private final List<Range> ranges = new ArrayList<>();
  private String previous;

  private PartitionParser(TokenCursor in) {
    this.in = in;
  }

  public static PartitionRanges parse(String clause) {
    try {
      return new PartitionParser(new TokenCursor(clause, Tokenizer.tokens(clause))).ranges();
    } catch (SqlSyntaxException e) {
      return PartitionRanges.NONE;
    }
  }

  private PartitionRanges ranges() throws SqlSyntaxException {
    in.expectWord("PARTITION");
    in.expectWord("BY");
    in.expectWord("RANGE");
    in.expectSymbol("(");
    String column = in.identifier();
    in.expectSymbol(")");
    in.expectSymbol("(");
    do {
      range();
    } while (in.takeSymbol(","));
    in.expectSymbol(")");
    return new PartitionRanges(column, List.copyOf(ranges));
  }

  private void range() throws SqlSyntaxException {
    if (in.takeWord("FROM")) {
      String from = bound();
      in.expectWord("TO");
      ranges.add(new Range(from, bound()));
      in.expectWord("INTERVAL");
      in.number();
      in.identifier();
      return;
    }
    in.expectWord("PARTITION");
    in.identifier();
    in.expectWord("VALUES");
    if (in.takeWord("LESS")) {
      in.expectWord("THAN");
      String to = bound();
      ranges.add(new Range(previous, to));
      previous = to;
    } else {
      in.expectSymbol("[");
      String from = bound();
      in.expectSymbol(",");
      ranges.add(new Range(from, bound()));
      in.expectSymbol(")");
    }
    if (in.peek().isSymbol("(")) {
      in.skipGroup();
    }
  }

  /** A value in parentheses; null for MAXVALUE. */
  private String bound() throws SqlSyntaxException {
    if (in.takeWord("MAXVALUE")) {
      return null;
    }
    in.expectSymbol("(");
    String value = null;
    if (!in.takeWord("MAXVALUE")) {
      String sign = in.takeSymbol("-") ? "-" : "";
      value = sign + in.next().text();
    }
    in.expectSymbol(")");
    return value;
  }
}
