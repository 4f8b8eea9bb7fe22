package io.dorisio.emulator.sql;

import io.dorisio.emulator.schema.Aggregation;
import io.dorisio.emulator.schema.Column;
import io.dorisio.emulator.schema.KeysModel;
import io.dorisio.emulator.schema.TableSchema;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The text of SHOW CREATE TABLE, laid out as in fe-core catalog/Env.java (getDdlStmt). Properties
 * are those that were given; a real server adds its defaults.
 */
public final class CreateTableText {
  private CreateTableText() {}

  /** As it is shown: nothing in a DEFAULT is escaped (Column.java, toSql). */
  public static String shown(TableSchema table) {
    return of(table, UnaryOperator.identity());
  }

  /** As it can be read again, whatever is in it. */
  public static String readable(TableSchema table) {
    return of(table, value -> escaped(value, '"'));
  }

  private static String of(TableSchema table, UnaryOperator<String> defaults) {
    StringBuilder text = new StringBuilder("CREATE TABLE `").append(table.name()).append("` (\n  ");
    text.append(
        table.columns().stream()
            .map(column -> column(table, column, defaults))
            .collect(Collectors.joining(",\n  ")));
    text.append(table.layout().indexes()).append("\n) ENGINE=OLAP\n");
    String keys =
        table.keyColumns().stream()
            .map(key -> '`' + key.name() + '`')
            .collect(Collectors.joining(", "));
    // A table may be declared to have no keys at all; then the clause is left out.
    if (!keys.isEmpty()) {
      text.append(table.model()).append(" KEY(").append(keys).append(")\n");
    }
    if (!table.layout().comment().isEmpty()) {
      text.append("COMMENT '").append(escaped(table.layout().comment(), '\'')).append("'\n");
    }
    if (!table.layout().partitions().isEmpty()) {
      text.append(table.layout().partitions()).append('\n');
    }
    text.append(table.layout().distribution());
    if (!table.properties().isEmpty()) {
      text.append("\nPROPERTIES (\n").append(properties(table.properties())).append("\n)");
    }
    return text.append(';').toString();
  }

  private static String properties(Map<String, String> properties) {
    return properties.entrySet().stream()
        .map(e -> '"' + e.getKey() + "\" = \"" + escaped(e.getValue(), '"') + '"')
        .collect(Collectors.joining(",\n"));
  }

  private static String column(TableSchema table, Column column, UnaryOperator<String> defaults) {
    StringBuilder text =
        new StringBuilder("`").append(column.name()).append("` ").append(type(column));
    boolean aggregates =
        table.model() == KeysModel.AGGREGATE && column.aggregation() != Aggregation.NONE;
    if (aggregates) {
      text.append(' ').append(column.aggregation());
    }
    text.append(column.nullable() ? " NULL" : " NOT NULL");
    if (column.hasCurrentTimestampDefault()) {
      text.append(" DEFAULT CURRENT_TIMESTAMP");
    } else if (column.defaultValue() != null) {
      text.append(" DEFAULT \"").append(defaults.apply(column.defaultValue())).append('"');
    }
    if (!column.comment().isEmpty()) {
      text.append(" COMMENT \"").append(escaped(column.comment(), '"')).append('"');
    }
    return text.toString();
  }

  /** Simple types in lower case, as the server prints them. */
  private static String type(Column column) {
    return column.type().words();
  }

  private static String escaped(String text, char quote) {
    return text.replace("\\", "\\\\").replace(String.valueOf(quote), "\\" + quote);
  }
}
