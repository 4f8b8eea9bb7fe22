package io.dorisio.emulator.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.duckdb.DuckDBConnection;

/** The one DuckDB database: in memory, or a file of the data directory. */
final class DuckDatabase implements AutoCloseable {
  private static final String FILE = "doris-emulator.duckdb";

  private final DuckDBConnection root;
  private final boolean durable;

  private DuckDatabase(DuckDBConnection root, boolean durable) {
    this.root = root;
    this.durable = durable;
  }

  /**
   * @param directory null to keep everything in memory
   */
  static DuckDatabase open(Path directory) throws IOException, SQLException {
    String url = "jdbc:duckdb:";
    if (directory != null) {
      Files.createDirectories(directory);
      url += directory.resolve(FILE);
    }
    DuckDatabase database =
        new DuckDatabase(
            DriverManager.getConnection(url).unwrap(DuckDBConnection.class), directory != null);
    try (Statement statement = database.root.createStatement()) {
      Path spill =
          (directory == null ? Path.of(System.getProperty("java.io.tmpdir")) : directory)
              .resolve("doris-emulator-spill");
      statement.execute("SET temp_directory = " + Names.literal(spill.toString()));
      for (String schema : List.of(Names.META, Names.STAGING, Names.TABLES)) {
        statement.execute("CREATE SCHEMA IF NOT EXISTS " + schema);
      }
    }
    return database;
  }

  /** Whether what is stored outlives the process. */
  boolean isDurable() {
    return durable;
  }

  /** A connection of its own, to be closed. */
  DuckDBConnection connect() throws SQLException {
    return root.duplicate().unwrap(DuckDBConnection.class);
  }

  /** Runs statements as one transaction. */
  void inTransaction(String... statements) throws SQLException {
    inTransaction(List.of(statements));
  }

  void inTransaction(List<String> statements) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      try {
        for (String sql : statements) {
          statement.execute(sql);
        }
        connection.commit();
      } catch (SQLException e) {
        connection.rollback();
        throw e;
      }
    }
  }

  @Override
  public void close() throws SQLException {
    root.close();
  }
}
