package io.dorisio.pipelines.mysql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.pipelines.demo.EmbeddedMariaDb;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real MariaDB servers that are not as they must be. */
class UnfitServerIT {
  private static final String PASSWORD = "hunter2";

  @TempDir Path directory;

  @BeforeAll
  static void createTable() throws Exception {
    SharedMariaDb.execute(
        "CREATE DATABASE unfit",
        "CREATE TABLE unfit.t (id INT PRIMARY KEY)",
        "INSERT INTO unfit.t VALUES (1)");
  }

  @Test
  void wrongPasswordIsToldWithTheUserAndWithoutThePassword() throws Exception {
    String message = refusal(SharedMariaDb.get(), EmbeddedMariaDb.USER, "t");

    assertTrue(message.contains("cdc") && message.contains("password"), message);
    assertFalse(message.contains(PASSWORD), message);
  }

  @Test
  void tablesThatDoNotMatchAreToldWithTheDatabasesThereAre() throws Exception {
    createUser("blind", "SELECT, RELOAD, REPLICATION SLAVE, REPLICATION CLIENT ON *.*");

    String message = refusal(SharedMariaDb.get(), "blind", "tt");

    assertTrue(message.contains("'unfit'") && message.contains("'tt'"), message);
    assertTrue(message.substring(message.indexOf("sees:")).contains("unfit"), message);
  }

  @Test
  void tablesThatTheUserMayNotSelectAreToldAsSuch() throws Exception {
    createUser("selectless", "RELOAD, REPLICATION SLAVE, REPLICATION CLIENT ON *.*");

    String message = refusal(SharedMariaDb.get(), "selectless", "t");

    assertTrue(message.contains("GRANT SELECT"), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "clientless | SELECT, RELOAD, REPLICATION SLAVE  | GRANT REPLICATION CLIENT ON *.*",
        "slaveless  | SELECT, RELOAD, REPLICATION CLIENT | GRANT REPLICATION SLAVE ON *.*",
        "reloadless | SELECT, REPLICATION SLAVE, REPLICATION CLIENT | GRANT RELOAD ON *.*",
        "reader | SELECT | GRANT REPLICATION SLAVE, REPLICATION CLIENT, RELOAD ON *.*"
      })
  void missingPrivilegesAreNamed(String user, String granted, String remedy) throws Exception {
    createUser(user, granted + " ON *.*");

    String message = refusal(SharedMariaDb.get(), user, "t");

    assertTrue(message.contains(remedy), message);
  }

  @Test
  void privilegesOfTheDescriptionAreEnough() throws Exception {
    createUser(
        "enough", "SELECT, RELOAD, SHOW DATABASES, REPLICATION SLAVE, REPLICATION CLIENT ON *.*");

    try (SourceRun run = SourceRun.begin(source(SharedMariaDb.get(), "enough", "t"), null)) {
      assertEquals(1, run.rows(1).size());
    }
  }

  @ParameterizedTest
  @CsvSource({"binlog_format, STATEMENT, ROW", "binlog_row_image, MINIMAL, FULL"})
  void wrongFormatOfTheBinlogIsToldWithTheStatementThatMendsIt(
      String variable, String wrong, String right) throws Exception {
    createUser("all_" + variable, "ALL ON *.*");
    SharedMariaDb.execute("SET GLOBAL " + variable + " = '" + wrong + "'");
    try {
      String message = refusal(SharedMariaDb.get(), "all_" + variable, "t");

      assertTrue(message.contains(variable + "=" + wrong), message);
      assertTrue(message.contains("SET GLOBAL " + variable + " = '" + right + "'"), message);
    } finally {
      SharedMariaDb.execute("SET GLOBAL " + variable + " = '" + right + "'");
    }
  }

  @Test
  void serverWithoutABinlogIsTold() throws Exception {
    try (EmbeddedMariaDb server = EmbeddedMariaDb.start(directory, "--skip-log-bin")) {
      server.execute("CREATE USER u@localhost IDENTIFIED BY '" + PASSWORD + "'");

      String message = refusal(server, "u", "t");

      assertTrue(message.contains("log_bin"), message);
    }
  }

  private static void createUser(String user, String grant) throws Exception {
    SharedMariaDb.execute(
        "CREATE USER " + user + "@localhost IDENTIFIED BY '" + PASSWORD + "'",
        "GRANT " + grant + " TO " + user + "@localhost");
  }

  /** Why this user cannot read. */
  private static String refusal(EmbeddedMariaDb server, String user, String tables)
      throws Exception {
    try (SourceRun run = SourceRun.begin(source(server, user, tables), null)) {
      IOException e = assertThrows(IOException.class, run::next);
      assertInstanceOf(UnfitServerException.class, e.getCause());
      return e.getMessage();
    }
  }

  private static DebeziumSource source(EmbeddedMariaDb server, String user, String tables) {
    return new DebeziumSource(
        List.of(
            MySqlServer.at("shop", "127.0.0.1", server.port())
                .withCredentials(user, () -> PASSWORD)),
        new ReadSpec(Connector.MARIADB, "unfit", tables, SnapshotMode.INITIAL, true, Map.of()));
  }
}
