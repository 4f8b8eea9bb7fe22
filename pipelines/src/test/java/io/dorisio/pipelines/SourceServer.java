package io.dorisio.pipelines;

import io.dorisio.pipelines.demo.EmbeddedMariaDb;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The server whose tables are copied: a MariaDB of its own, or the MySQL at {@code
 * -Dmysql.server=host:port}, with {@code -Dmysql.user} and {@code -Dmysql.password}. On the latter
 * tests drop databases of the names that they use.
 */
public final class SourceServer implements AutoCloseable {
  private static final String GIVEN = System.getProperty("mysql.server", "");

  private final @Nullable EmbeddedMariaDb embedded;
  private final String address;
  private final String user;
  private final String password;

  private SourceServer(
      @Nullable EmbeddedMariaDb embedded, String address, String user, String password) {
    this.embedded = embedded;
    this.address = address;
    this.user = user;
    this.password = password;
  }

  /** Starts a MariaDB in the directory, unless a MySQL is given. */
  public static SourceServer start(Path directory) throws Exception {
    if (!GIVEN.isEmpty()) {
      return new SourceServer(
          null, GIVEN, System.getProperty("mysql.user"), System.getProperty("mysql.password"));
    }
    EmbeddedMariaDb embedded = EmbeddedMariaDb.start(directory);
    return new SourceServer(
        embedded, "127.0.0.1:" + embedded.port(), EmbeddedMariaDb.USER, EmbeddedMariaDb.PASSWORD);
  }

  /** For {@code --connector}. */
  public String connector() {
    return embedded == null ? "mysql" : "mariadb";
  }

  /** For {@code --mysqlServers}. */
  public String address() {
    return address;
  }

  public String user() {
    return user;
  }

  public String password() {
    return password;
  }

  /** Creates databases, without what they held before. */
  public void createDatabases(String... names) throws SQLException {
    for (String name : names) {
      execute("DROP DATABASE IF EXISTS " + name, "CREATE DATABASE " + name);
    }
  }

  /** Creates the databases of the employees sample: two shards, 2 x 2 tables, 116 rows. */
  public void loadEmployees() throws Exception {
    String script;
    try (InputStream in = SourceServer.class.getResourceAsStream("/demo/employees.sql")) {
      script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    execute("DROP DATABASE IF EXISTS emp_1", "DROP DATABASE IF EXISTS emp_2", script);
  }

  public void execute(String... statements) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** Statements of one transaction. */
  public void transaction(String... statements) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String sql : statements) {
        statement.execute(sql);
      }
      connection.commit();
    }
  }

  /** Each value as its text; null is null. */
  public List<List<String>> query(String query) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      List<List<String>> rows = new ArrayList<>();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(result.getString(i));
        }
        rows.add(row);
      }
      return rows;
    }
  }

  /** A connection that commits each statement on its own. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:mariadb://" + address + "/?allowMultiQueries=true&allowPublicKeyRetrieval=true",
        user,
        password);
  }

  /** {@code kill -9} of the MariaDB, which is {@link #startAgain started again} by the test. */
  public void kill() throws Exception {
    own().kill();
  }

  public void startAgain() throws Exception {
    own().startAgain();
  }

  private EmbeddedMariaDb own() {
    if (embedded == null) {
      throw new IllegalStateException("The MySQL at " + address + " is not the test's to kill.");
    }
    return embedded;
  }

  @Override
  public void close() throws Exception {
    if (embedded != null) {
      embedded.close();
    }
  }
}
