package io.dorisio.pipelines.demo.employees;

import io.dorisio.pipelines.demo.EmbeddedMariaDb;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Reads what the shards hold, with their place, by SQL and nothing of the pipeline. */
final class ShardRows {
  private final EmbeddedMariaDb mariaDb;

  ShardRows(EmbeddedMariaDb mariaDb) {
    this.mariaDb = mariaDb;
  }

  /**
   * The rows of all shards at one moment, each followed by the names of its database and table.
   *
   * @param columns of the shards
   * @param where a condition
   */
  List<List<String>> select(String columns, String where) throws SQLException {
    return query(
        Shard.ALL.stream()
            .map(
                shard ->
                    String.format(
                        "SELECT %s, '%s', '%s' FROM %s WHERE %s",
                        columns, shard.database(), shard.table(), shard, where))
            .collect(Collectors.joining(" UNION ALL ")));
  }

  List<List<String>> query(String sql) throws SQLException {
    try (Connection connection = mariaDb.connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<List<String>> rows = new ArrayList<>();
      int width = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<String> row = new ArrayList<>(width);
        for (int i = 1; i <= width; i++) {
          row.add(result.getString(i));
        }
        rows.add(row);
      }
      return rows;
    }
  }
}
