package io.dorisio.emulator.storage;

import io.dorisio.emulator.error.DorisException;
import io.dorisio.emulator.schema.Column;
import io.dorisio.emulator.schema.ColumnType;
import io.dorisio.emulator.schema.KeysModel;
import io.dorisio.emulator.schema.TableSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The tables of information_schema, made of the catalog when a query names them. */
final class InformationSchema {
  static final String NAME = "information_schema";

  private static final String COLUMNS =
      "TABLE_CATALOG, TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, ORDINAL_POSITION, COLUMN_DEFAULT,"
          + " IS_NULLABLE, DATA_TYPE, CHARACTER_MAXIMUM_LENGTH, NUMERIC_PRECISION, NUMERIC_SCALE,"
          + " DATETIME_PRECISION, COLUMN_TYPE, COLUMN_KEY, EXTRA, COLUMN_COMMENT, COLUMN_SIZE,"
          + " DECIMAL_DIGITS";
  private static final String TABLES =
      "TABLE_CATALOG, TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE, ENGINE, TABLE_COMMENT";
  private static final String SCHEMATA =
      "CATALOG_NAME, SCHEMA_NAME, DEFAULT_CHARACTER_SET_NAME, DEFAULT_COLLATION_NAME, SQL_PATH";

  private InformationSchema() {}

  /** What can follow FROM for a table of it. */
  static String source(Catalog catalog, String name) throws DorisException {
    List<String> rows = new ArrayList<>();
    String header;
    switch (name.toUpperCase(Locale.ROOT)) {
      case "SCHEMATA" -> {
        header = SCHEMATA;
        rows.add(schema(NAME));
        catalog.databases().forEach(db -> rows.add(schema(db)));
      }
      case "TABLES" -> {
        header = TABLES;
        for (String db : catalog.databases()) {
          catalog.tables(db).forEach(table -> rows.add(table(table)));
        }
      }
      case "COLUMNS" -> {
        header = COLUMNS;
        for (String db : catalog.databases()) {
          catalog.tables(db).forEach(table -> columns(table, rows));
        }
      }
      default ->
          throw DorisException.analysis(
              "Table [" + name + "] does not exist in database [" + NAME + "].");
    }
    if (rows.isEmpty()) {
      String none =
          Arrays.stream(header.split(",", -1))
              .map(column -> "NULL AS " + column.strip())
              .collect(Collectors.joining(", "));
      return "(SELECT " + none + " WHERE false)";
    }
    return "(SELECT * FROM (VALUES " + String.join(", ", rows) + ") AS v(" + header + "))";
  }

  private static String schema(String db) {
    return row("internal", db, "utf8mb4", "utf8mb4_0900_bin", null);
  }

  private static String table(TableSchema table) {
    String comment = table.layout().comment();
    return row("internal", table.database(), table.name(), "BASE TABLE", "Doris", comment);
  }

  private static void columns(TableSchema table, List<String> rows) {
    for (int i = 0; i < table.columns().size(); i++) {
      Column column = table.columns().get(i);
      ColumnType type = column.type();
      boolean decimal = type.kind() == ColumnType.Kind.DECIMAL;
      Integer precision = decimal ? Integer.valueOf(type.precision()) : digits(type);
      Integer scale = decimal ? Integer.valueOf(type.scale()) : digits(type) == null ? null : 0;
      rows.add(
          row(
              "internal",
              table.database(),
              table.name(),
              column.name(),
              i + 1,
              column.defaultValue(),
              column.nullable() ? "YES" : "NO",
              type.kind().name().toLowerCase(Locale.ROOT),
              type.length() > 0 ? Integer.valueOf(type.length()) : null,
              precision,
              scale,
              type.kind() == ColumnType.Kind.DATETIME ? Integer.valueOf(type.precision()) : null,
              type.words(),
              key(table, column),
              "",
              column.comment(),
              type.length() > 0 ? Integer.valueOf(type.length()) : precision,
              scale));
    }
  }

  private static Integer digits(ColumnType type) {
    return switch (type.kind()) {
      case TINYINT -> 3;
      case SMALLINT -> 5;
      case INT -> 10;
      case BIGINT -> 19;
      case LARGEINT -> 39;
      default -> null;
    };
  }

  private static String key(TableSchema table, Column column) {
    if (!column.key()) {
      return "";
    }
    KeysModel model = table.model();
    return model == KeysModel.UNIQUE ? "UNI" : model == KeysModel.AGGREGATE ? "AGG" : "DUP";
  }

  private static String row(Object... values) {
    return Arrays.stream(values)
        .map(
            value ->
                value == null
                    ? "NULL"
                    : value instanceof String text ? Names.literal(text) : value.toString())
        .collect(Collectors.joining(", ", "(", ")"));
  }
}
