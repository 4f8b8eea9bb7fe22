package io.dorisio.emulator.sql;

import io.dorisio.emulator.error.DorisException;
import io.dorisio.emulator.schema.Aggregation;
import io.dorisio.emulator.schema.Column;
import io.dorisio.emulator.schema.ColumnType;
import io.dorisio.emulator.schema.KeysModel;
import io.dorisio.emulator.schema.TableLayout;
import io.dorisio.emulator.schema.TableSchema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads CREATE TABLE from behind the word TABLE, with the checks the frontend makes. */
final class CreateTableParser {
  private static final int MAX_DEFAULT_KEYS = 3;

  private final TokenCursor in;
  private final String sessionDatabase;
  private final StringBuilder indexes = new StringBuilder();

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
    for (KeysModel candidate : KeysModel.values()) {
      if (keys == null && in.takeWord(candidate.name())) {
        model = candidate;
        keys = keys();
      }
    }
    boolean aggregates = columns.stream().anyMatch(c -> c.aggregation() != Aggregation.NONE);
    if (keys == null && aggregates) {
      model = KeysModel.AGGREGATE;
      keys =
          columns.stream()
              .takeWhile(c -> c.aggregation() == Aggregation.NONE)
              .map(Column::name)
              .toList();
    }
    if (in.takeWord("CLUSTER")) {
      in.expectWord("BY");
      in.skipGroup();
    }
    String comment = in.takeWord("COMMENT") ? in.string() : "";
    String partitions = partitions();
    String distribution = distribution(columns);
    Map<String, String> properties =
        in.takeWord("PROPERTIES") ? in.properties() : new LinkedHashMap<>();
    List<Column> keyed = withKeys(columns, keys);
    checkAggregations(keyed, model);
    TableSchema table =
        new TableSchema(
            0,
            database,
            name.table(),
            model,
            List.copyOf(keyed),
            keyed.size(),
            new TableLayout(comment, partitions, distribution, indexes.toString()),
            Collections.unmodifiableMap(properties),
            SequenceProperties.check(properties, model, keyed));
    return new Statement.CreateTable(table, ifNotExists);
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
        columns.add(column.withId(columns.size() + 1));
      }
    } while (in.takeSymbol(","));
    in.expectSymbol(")");
    return columns;
  }

  private void index() throws SqlSyntaxException {
    int start = in.peek().start();
    in.expectWord("INDEX");
    while (!in.peek().isSymbol(",") && !in.peek().isSymbol(")")) {
      if (in.peek().isSymbol("(")) {
        in.skipGroup();
      } else if (in.next().kind() == Token.Kind.END) {
        throw in.unexpected("')'");
      }
    }
    indexes.append(",\n  ").append(in.textFrom(start));
  }

  private Column column() throws DorisException {
    return new ColumnParser(in).parse();
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

  /** Kept as written; loads read what ranges there are (PartitionParser). */
  private String partitions() throws SqlSyntaxException {
    int start = in.peek().start();
    in.takeWord("AUTO");
    if (!in.takeWord("PARTITION")) {
      return "";
    }
    in.expectWord("BY");
    while (!in.peek().isWord("DISTRIBUTED") && in.peek().kind() != Token.Kind.END) {
      if (in.peek().isSymbol("(")) {
        in.skipGroup();
      } else {
        in.next();
      }
    }
    return in.textFrom(start);
  }

  private String distribution(List<Column> columns) throws DorisException {
    int start = in.peek().start();
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
    return in.textFrom(start);
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
      if (c.aggregation() != Aggregation.NONE) {
        throw DorisException.analysis(
            "Key column[" + c.name() + "] should not have aggregate type.");
      }
      keyed.set(i, c.asKey());
    }
    return keyed;
  }

  private static void checkAggregations(List<Column> columns, KeysModel model)
      throws DorisException {
    for (Column column : columns) {
      boolean aggregates = column.aggregation() != Aggregation.NONE;
      if (model == KeysModel.AGGREGATE && !column.key() && !aggregates) {
        throw DorisException.analysis(
            "AGG_KEYS table should specify aggregate type for non-key column["
                + column.name()
                + "]");
      }
      if (model != KeysModel.AGGREGATE && aggregates) {
        throw DorisException.analysis(
            model.keysType()
                + " table should not specify aggregate type for non-key column["
                + column.name()
                + "]");
      }
      boolean summable =
          switch (column.type().kind()) {
            case BOOLEAN, TINYINT, SMALLINT, INT, BIGINT, LARGEINT, FLOAT, DOUBLE, DECIMAL -> true;
            default -> false;
          };
      if (column.aggregation() == Aggregation.SUM && !summable) {
        throw DorisException.analysis(
            "Aggregate type SUM is not compatible with primitive type "
                + column.type().text().toLowerCase(Locale.ROOT));
      }
    }
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
