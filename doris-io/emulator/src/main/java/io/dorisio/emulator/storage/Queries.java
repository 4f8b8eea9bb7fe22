package io.dorisio.emulator.storage;

import io.dorisio.emulator.error.DorisException;
import io.dorisio.emulator.schema.Column;
import io.dorisio.emulator.schema.KeysModel;
import io.dorisio.emulator.schema.TableSchema;
import io.dorisio.emulator.sql.QueryTranslation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Runs queries over the tables as they are visible. */
final class Queries {
  private final DuckDatabase database;
  private final Catalog catalog;

  Queries(DuckDatabase database, Catalog catalog) {
    this.database = database;
    this.catalog = catalog;
  }

  QueryResult run(String sql, String session, long limit) throws DorisException {
    String translated =
        QueryTranslation.translate(sql, (db, name) -> source(db == null ? session : db, name));
    try (Connection connection = database.connect();
        java.sql.Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(translated)) {
      ResultSetMetaData meta = rows.getMetaData();
      List<QueryResult.ResultColumn> columns = new ArrayList<>();
      for (int i = 1; i <= meta.getColumnCount(); i++) {
        columns.add(
            new QueryResult.ResultColumn(
                meta.getColumnName(i), ResultTypes.name(meta.getColumnTypeName(i))));
      }
      List<List<Object>> result = new ArrayList<>();
      while (result.size() < limit && rows.next()) {
        List<Object> row = new ArrayList<>(columns.size());
        for (int i = 1; i <= columns.size(); i++) {
          Object value = rows.getObject(i);
          row.add(value instanceof Timestamp time ? time.toLocalDateTime() : value);
        }
        result.add(row);
      }
      return new QueryResult(columns, result);
    } catch (SQLException e) {
      throw DorisException.analysis(e.getMessage());
    }
  }

  private String source(String db, String name) throws DorisException {
    if (db == null) {
      throw DorisException.analysis("No database selected");
    }
    if (db.equalsIgnoreCase(InformationSchema.NAME)) {
      return InformationSchema.source(catalog, name);
    }
    if (!catalog.hasDatabase(db)) {
      throw DorisException.analysis("Database [" + db + "] does not exist.");
    }
    TableSchema table = catalog.find(db, name);
    if (table == null) {
      throw DorisException.analysis(
          "Table [" + name + "] does not exist in database [" + db + "].");
    }
    return visible(table);
  }

  /** A table's rows under its columns' names; rows marked deleted are not there. */
  static String visible(TableSchema table) {
    String columns =
        table.columns().stream()
            .map(column -> Names.column(column) + " AS " + Names.quoted(column.name()))
            .collect(Collectors.joining(", "));
    String rows = "(SELECT " + columns + " FROM " + Names.table(table);
    return table.model() == KeysModel.UNIQUE
        ? rows + " WHERE " + Names.quoted(Column.DELETE_SIGN) + " = 0)"
        : rows + ")";
  }
}
