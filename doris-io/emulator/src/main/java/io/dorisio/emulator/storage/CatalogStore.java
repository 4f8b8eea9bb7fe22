package io.dorisio.emulator.storage;

import io.dorisio.emulator.error.DorisException;
import io.dorisio.emulator.schema.Column;
import io.dorisio.emulator.schema.TableSchema;
import io.dorisio.emulator.sql.CreateTableText;
import io.dorisio.emulator.sql.SqlParser;
import io.dorisio.emulator.sql.Statement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What outlives the process of databases and tables: their declarations, as SHOW CREATE TABLE gives
 * them, with the ids of table and columns.
 */
final class CatalogStore {
  private static final String DATABASES = Names.META + ".databases";
  private static final String TABLES = Names.META + ".tables";

  private final DuckDatabase database;
  private long lastTableId;

  CatalogStore(DuckDatabase database) throws SQLException {
    this.database = database;
    database.inTransaction(
        "CREATE TABLE IF NOT EXISTS " + DATABASES + "(name VARCHAR)",
        "CREATE TABLE IF NOT EXISTS "
            + TABLES
            + "(id BIGINT, db VARCHAR, ddl VARCHAR, last_column INTEGER, column_ids VARCHAR)");
  }

  void readInto(Catalog catalog) throws SQLException {
    try (Connection connection = database.connect();
        java.sql.Statement statement = connection.createStatement()) {
      try (ResultSet rows = statement.executeQuery("SELECT name FROM " + DATABASES)) {
        while (rows.next()) {
          catalog.addDatabase(rows.getString(1));
        }
      }
      try (ResultSet rows = statement.executeQuery("SELECT * FROM " + TABLES)) {
        while (rows.next()) {
          catalog.put(table(rows));
          lastTableId = Math.max(lastTableId, rows.getLong(1));
        }
      }
    } catch (DorisException e) {
      throw new SQLException("a stored table cannot be read: " + e.getMessage(), e);
    }
  }

  private static TableSchema table(ResultSet row) throws SQLException, DorisException {
    Statement parsed = SqlParser.parse(row.getString(3), row.getString(2));
    TableSchema table = ((Statement.CreateTable) parsed).table().withId(row.getLong(1));
    String[] ids = row.getString(5).split(",", -1);
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < ids.length; i++) {
      columns.add(table.columns().get(i).withId(Integer.parseInt(ids[i])));
    }
    return table.withColumns(columns, row.getInt(4));
  }

  long nextTableId() {
    return ++lastTableId;
  }

  static String addDatabase(String name) {
    return "INSERT INTO " + DATABASES + " VALUES (" + Names.literal(name) + ")";
  }

  static List<String> removeDatabase(String name) {
    String literal = Names.literal(name);
    return List.of(
        "DELETE FROM " + TABLES + " WHERE db = " + literal,
        "DELETE FROM " + DATABASES + " WHERE name = " + literal);
  }

  static String add(TableSchema table) {
    String ids =
        table.columns().stream().map(c -> String.valueOf(c.id())).collect(Collectors.joining(","));
    return "INSERT INTO "
        + TABLES
        + " VALUES ("
        + table.id()
        + ", "
        + Names.literal(table.database())
        + ", "
        + Names.literal(CreateTableText.readable(table))
        + ", "
        + table.lastColumnId()
        + ", "
        + Names.literal(ids)
        + ")";
  }

  static String remove(TableSchema table) {
    return "DELETE FROM " + TABLES + " WHERE id = " + table.id();
  }
}
