package io.dorisio.emulator.sql;

import io.dorisio.emulator.error.DorisException;
import io.dorisio.emulator.schema.Column;
import io.dorisio.emulator.schema.ColumnType;
import io.dorisio.emulator.schema.KeysModel;
import io.dorisio.emulator.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads CREATE TABLE from behind the word TABLE, with the checks the frontend makes. */
final class CreateTableParser {
  private static final int MAX_DEFAULT_KEYS = 3;

  private final TokenCursor in;
  private final String sessionDatabase;

  CreateTableParser(TokenCursor in, String sessionDatabase) {
    this.in = in;
    this.sessionDatabase = sessionDatabase;
  }

  Statement.CreateTable parse(boolean ifNotExists) throws DorisException {
    TokenCursor.TableName name = in.tableName();
    String database = name.database() == null ? sessionDatabase : name.database();
    if (database == null) {
      throw DorisException.analysis("No database selected");
    }
    List<Column> columns = columns();
    if (in.takeWord("ENGINE")) {
      in.expectSymbol("=");
      String engine = in.identifier();
      if (!engine.equalsIgnoreCase("olap")) {
        throw DorisException.analysis("Unknown engine name: " + engine);
      }
    }
    KeysModel model = KeysModel.DUPLICATE;
    List<String> keys = null;
    if (in.takeWord("DUPLICATE")) {
      keys = keys();
    } else if (in.takeWord("UNIQUE")) {
      model = KeysModel.UNIQUE;
      keys = keys();
    } else if (in.peek().isWord("AGGREGATE")) {
      throw DorisException.analysis("AGGREGATE KEY tables are not supported by the emulator yet");
    }
    if (in.takeWord("CLUSTER")) {
      in.expectWord("BY");
      in.skipGroup();
    }
    if (in.takeWord("COMMENT")) {
      in.string();
    }
    partitions();
    distribution(columns);
    Map<String, String> properties = in.takeWord("PROPERTIES") ? in.properties() : Map.of();
    List<Column> keyed = withKeys(columns, keys);
    return new Statement.CreateTable(
        new TableSchema(database, name.table(), model, List.copyOf(keyed), Map.copyOf(properties)),
        ifNotExists,
        in.sql());
  }

  private List<Column> columns() throws DorisException {
    List<Column> columns = new ArrayList<>();
    in.expectSymbol("(");
    do {
      if (in.peek().isWord("INDEX")) {
        index();
      } else {
        Column column = column();
        if (columns.stream().anyMatch(c -> c.name().equalsIgnoreCase(column.name()))) {
          throw DorisException.analysis("Duplicate column name '" + column.name() + "'");
        }
        columns.add(column);
      }
    } while (in.takeSymbol(","));
    in.expectSymbol(")");
    return columns;
  }

  private void index() throws SqlSyntaxException {
    in.expectWord("INDEX");
    while (!in.peek().isSymbol(",") && !in.peek().isSymbol(")")) {
      if (in.peek().isSymbol("(")) {
        in.skipGroup();
      } else if (in.next().kind() == Token.Kind.END) {
        throw in.unexpected("')'");
      }
    }
  }

  private Column column() throws DorisException {
    String name = in.identifier();
    ColumnType type = new TypeParser(in).parse();
    if (in.peek().isWord("KEY")) {
      in.next();
    }
    for (String word : List.of("SUM", "MIN", "MAX", "REPLACE", "REPLACE_IF_NOT_NULL")) {
      if (in.peek().isWord(word)) {
        throw DorisException.analysis(
            "AGGREGATE KEY tables are not supported by the emulator yet: column " + name);
      }
    }
    boolean nullable = true;
    String defaultValue = null;
    String comment = "";
    while (!in.peek().isSymbol(",") && !in.peek().isSymbol(")")) {
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
    return new Column(name, type, false, nullable, defaultValue, comment);
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

  private List<String> keys() throws SqlSyntaxException {
    in.expectWord("KEY");
    in.expectSymbol("(");
    List<String> keys = new ArrayList<>();
    do {
      keys.add(in.identifier());
    } while (in.takeSymbol(","));
    in.expectSymbol(")");
    return keys;
  }

  /** Partitions change nothing a client can see here: read and forgotten. */
  private void partitions() throws SqlSyntaxException {
    in.takeWord("AUTO");
    if (!in.takeWord("PARTITION")) {
      return;
    }
    in.expectWord("BY");
    while (!in.peek().isWord("DISTRIBUTED") && in.peek().kind() != Token.Kind.END) {
      if (in.peek().isSymbol("(")) {
        in.skipGroup();
      } else {
        in.next();
      }
    }
  }

  private void distribution(List<Column> columns) throws DorisException {
    if (!in.takeWord("DISTRIBUTED")) {
      if (in.peek().kind() == Token.Kind.END || in.peek().isWord("PROPERTIES")) {
        throw DorisException.analysis("Create olap table should contain distribution desc");
      }
      throw in.unexpected("'DISTRIBUTED'");
    }
    in.expectWord("BY");
    if (in.takeWord("HASH")) {
      in.expectSymbol("(");
      do {
        String name = in.identifier();
        if (columns.stream().noneMatch(c -> c.name().equalsIgnoreCase(name))) {
          throw DorisException.analysis("Distribution column(" + name + ") doesn't exist.");
        }
      } while (in.takeSymbol(","));
      in.expectSymbol(")");
    } else {
      in.expectWord("RANDOM");
    }
    if (in.takeWord("BUCKETS") && !in.takeWord("AUTO")) {
      in.number();
    }
  }

  /** Keys are the first columns, in order; without a key clause Doris picks some (up to three). */
  private static List<Column> withKeys(List<Column> columns, List<String> keys)
      throws DorisException {
    int count = keys == null ? defaultKeys(columns) : keys.size();
    List<Column> keyed = new ArrayList<>(columns);
    for (int i = 0; i < count; i++) {
      if (i >= columns.size()) {
        throw DorisException.analysis("Key column[" + keys.get(i) + "] doesn't exist.");
      }
      Column c = columns.get(i);
      if (keys != null && !keys.get(i).equalsIgnoreCase(c.name())) {
        throw DorisException.analysis(
            "Key columns should be a ordered prefix of the schema. KeyColumns["
                + i
                + "] (starts from zero) is "
                + keys.get(i)
                + ", but corresponding column is "
                + c.name()
                + " in the previous columns declaration.");
      }
      switch (c.type().kind()) {
        case FLOAT, DOUBLE ->
            throw DorisException.analysis(
                "Float or double can not used as a key, use decimal instead.");
        case STRING ->
            throw DorisException.analysis(
                "String Type should not be used in key column[" + c.name() + "].");
        case JSON, VARIANT, ARRAY, MAP, STRUCT ->
            throw DorisException.analysis(
                c.type().kind() + " can only be used in the non-key column: " + c.name());
        default -> {}
      }
      keyed.set(
          i, new Column(c.name(), c.type(), true, c.nullable(), c.defaultValue(), c.comment()));
    }
    return keyed;
  }

  private static int defaultKeys(List<Column> columns) {
    int count = 0;
    while (count < Math.min(MAX_DEFAULT_KEYS, columns.size())) {
      ColumnType.Kind kind = columns.get(count).type().kind();
      boolean text = kind.isText();
      if (kind == ColumnType.Kind.FLOAT || kind == ColumnType.Kind.DOUBLE) {
        break;
      }
      if (text) {
        // A VARCHAR may be the last of them; longer texts never are.
        return kind == ColumnType.Kind.VARCHAR || kind == ColumnType.Kind.CHAR ? count + 1 : count;
      }
      count++;
    }
    return count;
  }
}
