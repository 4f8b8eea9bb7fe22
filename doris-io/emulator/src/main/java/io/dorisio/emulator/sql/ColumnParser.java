package io.dorisio.emulator.sql;

import io.dorisio.emulator.error.DorisException;
import io.dorisio.emulator.schema.Aggregation;
import io.dorisio.emulator.schema.Column;
import io.dorisio.emulator.schema.ColumnType;
import java.util.Locale;

/** Reads the declaration of one column, in CREATE TABLE and in ALTER TABLE. */
final class ColumnParser {
  private final TokenCursor in;

  ColumnParser(TokenCursor in) {
    this.in = in;
  }

  /** Without an id; KEY stands for a key only in ALTER TABLE, which asks {@link Column#key()}. */
  Column parse() throws DorisException {
    String name = in.identifier();
    ColumnType type = new TypeParser(in).parse();
    boolean key = in.takeWord("KEY");
    Aggregation aggregation = aggregation(name);
    boolean nullable = true;
    String defaultValue = null;
    String comment = "";
    while (!ends()) {
      if (in.takeWord("NOT")) {
        in.expectWord("NULL");
        nullable = false;
      } else if (in.takeWord("NULL")) {
        nullable = true;
      } else if (in.takeWord("DEFAULT")) {
        defaultValue = defaultValue();
      } else if (in.takeWord("COMMENT")) {
        comment = in.string();
      } else if (in.peek().isWord("AUTO_INCREMENT") || in.peek().isWord("GENERATED")) {
        throw DorisException.analysis(
            in.peek().text() + " columns are not supported by the emulator: column " + name);
      } else {
        throw in.unexpected("{')', ',', 'COMMENT', 'DEFAULT', 'NOT', 'NULL'}");
      }
    }
    return new Column(0, name, type, key, aggregation, nullable, defaultValue, comment);
  }

  private boolean ends() {
    Token token = in.peek();
    return token.isSymbol(",")
        || token.isSymbol(")")
        || token.isSymbol(";")
        || token.kind() == Token.Kind.END
        || token.isWord("AFTER")
        || token.isWord("FIRST")
        || token.isWord("TO")
        || token.isWord("PROPERTIES");
  }

  private Aggregation aggregation(String column) throws DorisException {
    for (Aggregation aggregation : Aggregation.values()) {
      if (aggregation != Aggregation.NONE && in.takeWord(aggregation.name())) {
        return aggregation;
      }
    }
    String word = in.peek().text().toUpperCase(Locale.ROOT);
    if (word.equals("BITMAP_UNION") || word.equals("HLL_UNION") || word.equals("QUANTILE_UNION")) {
      throw DorisException.analysis(
          "Aggregate type " + word + " is not supported by the emulator: column " + column);
    }
    return Aggregation.NONE;
  }

  /**
   * The text of a DEFAULT; null for DEFAULT NULL, which is the same as none on a nullable column.
   */
  private String defaultValue() throws DorisException {
    if (in.takeWord("NULL")) {
      return null;
    }
    if (in.takeWord("CURRENT_TIMESTAMP")) {
      if (in.peek().isSymbol("(")) {
        in.skipGroup();
      }
      return Column.CURRENT_TIMESTAMP;
    }
    Token token = in.next();
    if (token.isSymbol("-")) {
      return "-" + in.next().text();
    }
    return switch (token.kind()) {
      case STRING, NUMBER -> token.text();
      case WORD -> token.text().toLowerCase(Locale.ROOT);
      default -> throw in.unexpected("a default value");
    };
  }
}
