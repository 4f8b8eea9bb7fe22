package io.dorisio.emulator.storage;

import io.dorisio.emulator.schema.Column;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What pre-committed loads brought, so that they can be published after a restart too. */
final class StagedLoads {
  /**
   * The staged rows of a load.
   *
   * @param tableId of the table they are for, which may be renamed meanwhile
   * @param partial whether keys that exist keep the values of columns that are not staged
   * @param columns the staged columns' names in the store
   */
  record Shape(long tableId, boolean partial, Set<String> columns) {
    boolean has(Column column) {
      return columns.contains(Names.column(column));
    }
  }

  private static final String TABLE = Names.META + ".staged";

  private final DuckDatabase database;
  private final Map<Long, Shape> shapes = new ConcurrentHashMap<>();

  StagedLoads(DuckDatabase database) throws SQLException {
    this.database = database;
    database.inTransaction(
        "CREATE TABLE IF NOT EXISTS "
            + TABLE
            + "(id BIGINT, tbl BIGINT, partial BOOLEAN, columns VARCHAR)");
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM " + TABLE)) {
      while (rows.next()) {
        Set<String> columns = Set.of(rows.getString(4).split(",", -1));
        shapes.put(rows.getLong(1), new Shape(rows.getLong(2), rows.getBoolean(3), columns));
      }
    }
  }

  /** The shape of a load's staged rows; null where it staged none. */
  Shape find(long transaction) {
    return shapes.get(transaction);
  }

  void add(Statement statement, long transaction, Shape shape) throws SQLException {
    shapes.put(transaction, shape);
    if (database.isDurable()) {
      statement.execute(
          "INSERT INTO "
              + TABLE
              + " VALUES ("
              + transaction
              + ", "
              + shape.tableId()
              + ", "
              + shape.partial()
              + ", "
              + Names.literal(String.join(",", shape.columns()))
              + ")");
    }
  }

  void forget(long transaction) {
    shapes.remove(transaction);
  }

  static String remove(long transaction) {
    return "DELETE FROM " + TABLE + " WHERE id = " + transaction;
  }
}
