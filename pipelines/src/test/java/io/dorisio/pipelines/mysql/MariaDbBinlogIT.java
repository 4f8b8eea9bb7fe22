package io.dorisio.pipelines.mysql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.Throwables;
import io.dorisio.pipelines.demo.Await;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A real MariaDB server. */
class MariaDbBinlogIT {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final int NO_SUCH_THREAD = 1094;

  @Test
  void resumesAfterAnyChangeWithoutLossOrRepetition() throws Exception {
    SharedMariaDb.execute(
        "CREATE DATABASE resume",
        "CREATE TABLE resume.t (id INT PRIMARY KEY, v VARCHAR(50))",
        "CREATE TABLE resume.other (id INT PRIMARY KEY, v VARCHAR(50))",
        "INSERT INTO resume.t VALUES (1, 'snapshot')");
    DebeziumSource source = SharedMariaDb.source("resume", "t");
    List<DebeziumMark> marks = new ArrayList<>();
    List<String> whole = new ArrayList<>();
    try (SourceRun run = SourceRun.begin(source, null)) {
      run.rows(1);
      changeEverything();
      while (whole.isEmpty() || !whole.get(whole.size() - 1).contains("\"end\"")) {
        whole.add(describe(run.next()));
        marks.add(run.mark());
      }
    }

    for (int i = 0; i < marks.size() - 1; i++) {
      List<String> rest = new ArrayList<>();
      try (SourceRun run = SourceRun.begin(source, marks.get(i))) {
        for (int n = i + 1; n < whole.size(); n++) {
          rest.add(describe(run.next()));
        }
      }
      assertEquals(whole.subList(i + 1, whole.size()), rest, "after " + whole.get(i));
    }
  }

  private static void changeEverything() throws Exception {
    SharedMariaDb.execute(
        "INSERT INTO resume.t VALUES (2, 'é 😀 \\' \\\\ \\n'), (3, ''), (4, NULL)");
    SharedMariaDb.transaction(
        "INSERT INTO resume.t VALUES (5, 'five'), (6, 'six')",
        "INSERT INTO resume.other VALUES (1, 'not ours')",
        "UPDATE resume.t SET v = 'changed' WHERE id IN (2, 3, 4)",
        "UPDATE resume.t SET id = id + 100 WHERE id IN (5, 6)",
        "DELETE FROM resume.t WHERE id IN (2, 3)");
    SharedMariaDb.execute(
        "ALTER TABLE resume.t ADD COLUMN w DECIMAL(20,5) DEFAULT 1.5",
        "INSERT INTO resume.t VALUES (7, 'seven', 12345.67890)",
        "ALTER TABLE resume.t DROP COLUMN v",
        "INSERT INTO resume.t VALUES (8, NULL)",
        "TRUNCATE TABLE resume.t",
        "ALTER TABLE resume.t ADD COLUMN v VARCHAR(10)",
        "INSERT INTO resume.t VALUES (9, 1, 'end')");
  }

  /** All that is the same when a change is read again. */
  private static String describe(MySqlChange change) throws IOException {
    JsonNode payload = SourceRun.payload(change);
    return change.position()
        + " "
        + change.timestamp()
        + " "
        + (change.isSchemaChange()
            ? payload.get("ddl")
            : payload.get("op") + " " + payload.get("before") + " -> " + payload.get("after"));
  }

  @Test
  void positionsGrowWithinATransactionOfManyStatements() throws Exception {
    SharedMariaDb.execute(
        "CREATE DATABASE growing", "CREATE TABLE growing.t (id INT PRIMARY KEY, v INT)");
    try (SourceRun run = SourceRun.begin(SharedMariaDb.source("growing", "t"), null)) {
      awaitStream(run);
      SharedMariaDb.transaction(
          "INSERT INTO growing.t VALUES (1, 0), (2, 0)",
          "UPDATE growing.t SET v = 1",
          "UPDATE growing.t SET v = 2",
          "DELETE FROM growing.t");

      List<MySqlChange> rows = run.rows(8);

      for (int i = 1; i < rows.size(); i++) {
        assertTrue(
            rows.get(i - 1).position().compareTo(rows.get(i).position()) < 0, rows.toString());
      }
    }
  }

  @Test
  void placeMovesOnWhileOnlyOtherTablesChange() throws Exception {
    SharedMariaDb.execute(
        "CREATE DATABASE idle",
        "CREATE TABLE idle.t (id INT PRIMARY KEY)",
        "CREATE TABLE idle.other (id INT PRIMARY KEY)");
    DebeziumSource source = SharedMariaDb.source("idle", "t");
    DebeziumMark mark;
    try (SourceRun run = SourceRun.begin(source, null)) {
      awaitStream(run);
      long before = place(run.mark());
      SharedMariaDb.execute("INSERT INTO idle.other VALUES (1)");

      Await.until("a later place", LIMIT, () -> !run.advance() && place(run.mark()) > before);

      mark = run.mark();
    }
    SharedMariaDb.execute("INSERT INTO idle.t VALUES (1)");
    try (SourceRun run = SourceRun.begin(source, mark)) {
      assertEquals("c", SourceRun.payload(run.rows(1).get(0)).get("op").asText());
    }
  }

  @Test
  void lostConnectionIsOpenedAgainAndNothingIsMissing() throws Exception {
    SharedMariaDb.execute("CREATE DATABASE cut", "CREATE TABLE cut.t (id INT PRIMARY KEY)");
    try (SourceRun run = SourceRun.begin(SharedMariaDb.source("cut", "t"), null)) {
      awaitStream(run);
      SharedMariaDb.execute("INSERT INTO cut.t VALUES (1), (2)");
      run.rows(1);

      for (String id :
          SharedMariaDb.column(
              "SELECT id FROM information_schema.processlist WHERE command = 'Binlog Dump'")) {
        kill(id);
      }
      SharedMariaDb.execute("INSERT INTO cut.t VALUES (3)");

      List<Integer> ids = new ArrayList<>();
      for (MySqlChange row : run.rows(2)) {
        ids.add(SourceRun.payload(row).get("after").get("id").asInt());
      }
      assertEquals(List.of(2, 3), ids);
    }
  }

  /** Does nothing to a connection that has ended meanwhile, as those of other tests may. */
  private static void kill(String connection) throws Exception {
    try {
      SharedMariaDb.execute("KILL " + connection);
    } catch (SQLException e) {
      if (e.getErrorCode() != NO_SUCH_THREAD) {
        throw e;
      }
    }
  }

  @Test
  void placeThatTheServerNoLongerHasFailsAndSaysSo() throws Exception {
    SharedMariaDb.execute(
        "CREATE DATABASE purged",
        "CREATE TABLE purged.t (id INT PRIMARY KEY)",
        "INSERT INTO purged.t VALUES (1)");
    DebeziumSource source = SharedMariaDb.source("purged", "t");
    DebeziumMark mark;
    try (SourceRun run = SourceRun.begin(source, null)) {
      run.rows(1);
      awaitStream(run);
      mark = run.mark();
    }
    SharedMariaDb.execute("INSERT INTO purged.t VALUES (2)", "FLUSH BINARY LOGS");
    String newest = Collections.max(SharedMariaDb.column("SHOW BINARY LOGS"));
    Await.until(
        "the purge",
        LIMIT,
        () -> {
          SharedMariaDb.execute("PURGE BINARY LOGS TO '" + newest + "'");
          return SharedMariaDb.column("SHOW BINARY LOGS").equals(List.of(newest));
        });

    try (SourceRun run = SourceRun.begin(source, mark)) {
      IOException e = assertThrows(IOException.class, run::next);

      assertTrue(e.getMessage().contains("have been purged"), e.getMessage());
    }
  }

  @Test
  void serverThatIsAnotherFailsAndSaysWhatToDo() throws Exception {
    SharedMariaDb.execute(
        "CREATE DATABASE moved",
        "CREATE TABLE moved.t (id INT PRIMARY KEY)",
        "INSERT INTO moved.t VALUES (1)");
    DebeziumSource source = SharedMariaDb.source("moved", "t");
    DebeziumMark mark;
    try (SourceRun run = SourceRun.begin(source, null)) {
      run.rows(1);
      awaitStream(run);
      mark = run.mark();
    }
    assertEquals("server_id 1", mark.identity());

    SharedMariaDb.execute("SET GLOBAL server_id = 2");
    try (SourceRun run = SourceRun.begin(source, mark)) {
      IOException e = assertThrows(IOException.class, run::next);

      assertTrue(e.getMessage().contains("server_id 1"), e.getMessage());
      assertTrue(e.getMessage().contains("now one with server_id 2"), e.getMessage());
      assertTrue(e.getMessage().contains("new snapshot"), e.getMessage());
    } finally {
      SharedMariaDb.execute("SET GLOBAL server_id = 1");
    }
  }

  @Test
  void wrongPasswordFailsWithoutShowingIt() throws Exception {
    String password = "never-to-be-seen";
    DebeziumSource source =
        new DebeziumSource(
            List.of(SharedMariaDb.server().withCredentials("nobody", () -> password)),
            new ReadSpec(Connector.MARIADB, ".*", ".*", SnapshotMode.INITIAL, true, Map.of()));

    try (SourceRun run = SourceRun.begin(source, null)) {
      IOException e = assertThrows(IOException.class, run::next);

      assertTrue(e.getMessage().contains("Access denied for user 'nobody'"), e.getMessage());
      assertFalse(Throwables.getStackTraceAsString(e).contains(password));
    }
  }

  @Test
  void closedReaderLeavesNoThreadAndNoStore() throws Exception {
    SharedMariaDb.execute("CREATE DATABASE leak", "CREATE TABLE leak.t (id INT PRIMARY KEY)");
    DebeziumSource source =
        new DebeziumSource(
            List.of(SharedMariaDb.server("leaking")),
            new ReadSpec(Connector.MARIADB, "leak", "t", SnapshotMode.INITIAL, true, Map.of()));
    // Readers of jobs that other tests have cancelled may come and go meanwhile.
    ThreadGroup own = new ThreadGroup("leaking");
    FutureTask<Void> reading =
        new FutureTask<>(
            () -> {
              try (SourceRun run = SourceRun.begin(source, null)) {
                awaitStream(run);
                assertFalse(debeziumThreads(own).isEmpty());
                assertEquals(1, CheckpointedSchemaHistory.registered("leaking").size());
              }
              return null;
            });
    new Thread(own, reading).start();
    reading.get();

    Await.until("the end of the threads", LIMIT, () -> debeziumThreads(own).isEmpty());
    assertEquals(Set.of(), CheckpointedSchemaHistory.registered("leaking"));
  }

  private static Set<String> debeziumThreads(ThreadGroup group) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getThreadGroup() == group)
        .map(Thread::getName)
        .filter(name -> name.startsWith("debezium") || name.startsWith("blc-"))
        .collect(Collectors.toSet());
  }

  private static void awaitStream(SourceRun run) throws Exception {
    Await.until(
        "the end of the snapshot",
        LIMIT,
        () ->
            !run.advance()
                && run.reader().getCheckpointMark().progress() instanceof Progress.Stream);
  }

  private static long place(DebeziumMark mark) {
    return ((Number) ((Progress.Stream) mark.progress()).resume().offset().get("pos")).longValue();
  }
}
