package io.dorisio.emulator.storage;

import io.dorisio.emulator.parse.ParquetRows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads Parquet files through DuckDB. */
final class ParquetReader implements ParquetRows.Reader {
  private final DuckDatabase database;

  ParquetReader(DuckDatabase database) {
    this.database = database;
  }

  @Override
  public ParquetRows open(Path file, List<String> columns) throws IOException {
    try {
      Connection connection = database.connect();
      try {
        return new Rows(connection, source(file), columns);
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  @Override
  public long count(Path file) throws IOException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + source(file))) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  private static String source(Path file) {
    return "read_parquet(" + Names.literal(file.toString()) + ", binary_as_string = true)";
  }

  private static IOException unreadable(SQLException e) {
    return new IOException("the parquet file could not be read: " + e.getMessage(), e);
  }

  private static final class Rows implements ParquetRows {
    private final Connection connection;
    private final Statement statement;
    private final ResultSet result;
    private final int columns;

    Rows(Connection connection, String source, List<String> columns) throws SQLException {
      this.connection = connection;
      this.columns = columns.size();
      this.statement = connection.createStatement();
      Map<String, String> types = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      try (ResultSet rows = statement.executeQuery("DESCRIBE SELECT * FROM " + source)) {
        while (rows.next()) {
          types.put(rows.getString(1), rows.getString(2));
        }
      }
      String texts =
          columns.stream()
              .map(name -> types.containsKey(name) ? text(name, types.get(name)) : "NULL")
              .collect(Collectors.joining(", "));
      this.result = statement.executeQuery("SELECT " + texts + " FROM " + source);
    }

    /** Times in UTC say so, for the load moves them into its zone. */
    private static String text(String name, String type) {
      String column = Names.quoted(name);
      if (type.equals("TIMESTAMP WITH TIME ZONE")) {
        return "strftime(make_timestamp(epoch_us("
            + column
            + ")), '%Y-%m-%d %H:%M:%S.%f') || '+00:00'";
      }
      boolean nested = type.endsWith("]") || type.startsWith("STRUCT") || type.startsWith("MAP");
      return nested ? "to_json(" + column + ")" : "CAST(" + column + " AS VARCHAR)";
    }

    @Override
    public byte[][] next() throws IOException {
      try {
        if (!result.next()) {
          return null;
        }
        byte[][] texts = new byte[columns][];
        for (int i = 0; i < columns; i++) {
          String text = result.getString(i + 1);
          texts[i] = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
        }
        return texts;
      } catch (SQLException e) {
        throw unreadable(e);
      }
    }

    @Override
    public void close() throws IOException {
      try (connection;
          statement;
          result) {
        result.isClosed();
      } catch (SQLException e) {
        throw new IOException(e);
      }
    }
  }
}
