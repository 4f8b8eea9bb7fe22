package io.dorisio.pipelines.mysql;

import io.dorisio.pipelines.demo.EmbeddedMariaDb;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;

/** One MariaDB server for all tests of this JVM; each test has databases of its own. */
public final class SharedMariaDb {
  private static EmbeddedMariaDb database;

  private SharedMariaDb() {}

  public static synchronized EmbeddedMariaDb get() throws Exception {
    if (database == null) {
      var directory = Files.createTempDirectory("mariadb");
      EmbeddedMariaDb started = EmbeddedMariaDb.start(directory);
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    try {
                      started.close();
                    } catch (Exception e) {
                      System.err.println("MariaDB did not stop: " + e);
                    } finally {
                      FileUtils.deleteQuietly(directory.toFile());
                    }
                  }));
      database = started;
    }
    return database;
  }

  static MySqlServer server() throws Exception {
    return server("shop");
  }

  /** The server, under a name of the test's own. */
  static MySqlServer server(String name) throws Exception {
    return MySqlServer.at(name, "127.0.0.1", get().port())
        .withCredentials(EmbeddedMariaDb.USER, () -> EmbeddedMariaDb.PASSWORD);
  }

  static DebeziumSource source(String databases, String tables) throws Exception {
    return source(databases, tables, SnapshotMode.INITIAL);
  }

  static DebeziumSource source(String databases, String tables, SnapshotMode mode)
      throws Exception {
    return new DebeziumSource(
        List.of(server()),
        new ReadSpec(Connector.MARIADB, databases, tables, mode, true, Map.of()));
  }

  static void execute(String... statements) throws Exception {
    get().execute(statements);
  }

  static List<String> column(String query) throws Exception {
    try (Connection connection = get().connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    }
  }

  /** Statements of one transaction. */
  static void transaction(String... statements) throws Exception {
    try (Connection connection = get().connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String sql : statements) {
        statement.execute(sql);
      }
      connection.commit();
    }
  }
}
