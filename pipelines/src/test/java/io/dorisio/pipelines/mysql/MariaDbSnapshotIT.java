package io.dorisio.pipelines.mysql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.dorisio.pipelines.demo.Await;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.junit.jupiter.api.Test;

/** A real MariaDB server. */
class MariaDbSnapshotIT {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  @Test
  void rowsOfAllTablesThatMatchAreReadOnce() throws Exception {
    SharedMariaDb.get().loadEmployees();
    try (SourceRun run =
        SourceRun.begin(SharedMariaDb.source("emp_[12]", "employees_[12]"), null)) {

      List<MySqlChange> rows = run.rows(116);

      Set<Integer> numbers = new HashSet<>();
      for (MySqlChange row : rows) {
        JsonNode payload = SourceRun.payload(row);
        assertEquals("r", payload.get("op").asText());
        numbers.add(payload.get("after").get("emp_no").asInt());
      }
      assertEquals(116, numbers.size());
      assertEquals(
          Set.of(
              "shop.emp_1.employees_1",
              "shop.emp_1.employees_2",
              "shop.emp_2.employees_1",
              "shop.emp_2.employees_2"),
          rows.stream().map(MySqlChange::topic).collect(Collectors.toSet()));
      Await.until("the end of the snapshot", LIMIT, () -> !run.advance() && isStream(run.reader()));
    }
  }

  @Test
  void tablesThatDoNotMatchAreLeftOut() throws Exception {
    SharedMariaDb.execute(
        "CREATE DATABASE filter_1",
        "CREATE DATABASE filter_10",
        "CREATE TABLE filter_1.wanted (id INT PRIMARY KEY)",
        "CREATE TABLE filter_1.wanted_not (id INT PRIMARY KEY)",
        "CREATE TABLE filter_10.wanted (id INT PRIMARY KEY)",
        "INSERT INTO filter_1.wanted_not VALUES (1)",
        "INSERT INTO filter_10.wanted VALUES (2)",
        "INSERT INTO filter_1.wanted VALUES (3)");
    try (SourceRun run = SourceRun.begin(SharedMariaDb.source("filter_.", "wanted"), null)) {
      assertEquals(3, id(run.rows(1).get(0), "after"));

      SharedMariaDb.execute(
          "INSERT INTO filter_1.wanted_not VALUES (4)",
          "INSERT INTO filter_10.wanted VALUES (5)",
          "INSERT INTO filter_1.wanted VALUES (6)");

      assertEquals(6, id(run.rows(1).get(0), "after"));
    }
  }

  @Test
  void snapshotSendsNoStatementThatDrops() throws Exception {
    SharedMariaDb.execute(
        "CREATE DATABASE drops",
        "CREATE TABLE drops.t (id INT PRIMARY KEY)",
        "INSERT INTO drops.t VALUES (1)");
    try (SourceRun run = SourceRun.begin(SharedMariaDb.source("drops", "t"), null)) {
      run.rows(1);

      List<MySqlChange> schemas =
          run.changes().stream().filter(MySqlChange::isSchemaChange).collect(Collectors.toList());

      assertEquals(1, schemas.size());
      String ddl = SourceRun.payload(schemas.get(0)).get("ddl").asText();
      assertTrue(ddl.startsWith("CREATE TABLE"), ddl);
    }
  }

  @Test
  void emptyTablesGoOnWithTheBinlog() throws Exception {
    SharedMariaDb.execute("CREATE DATABASE hollow", "CREATE TABLE hollow.t (id INT PRIMARY KEY)");
    DebeziumSource source = SharedMariaDb.source("hollow", "t");
    DebeziumMark mark;
    try (SourceRun run = SourceRun.begin(source, null)) {
      Await.until("the end of the snapshot", LIMIT, () -> !run.advance() && isStream(run.reader()));
      mark = run.mark();
    }
    SharedMariaDb.execute("INSERT INTO hollow.t VALUES (1)");

    try (SourceRun run = SourceRun.begin(source, mark)) {
      assertEquals("c", SourceRun.payload(run.rows(1).get(0)).get("op").asText());
    }
  }

  @Test
  void withoutDataOnlyChangesFromNowOnAreRead() throws Exception {
    SharedMariaDb.execute(
        "CREATE DATABASE later",
        "CREATE TABLE later.t (id INT PRIMARY KEY)",
        "INSERT INTO later.t VALUES (1)");
    DebeziumSource source = SharedMariaDb.source("later", "t", SnapshotMode.NO_DATA);
    try (SourceRun run = SourceRun.begin(source, null)) {
      Await.until("the end of the snapshot", LIMIT, () -> !run.advance() && isStream(run.reader()));
      SharedMariaDb.execute("INSERT INTO later.t VALUES (2)");

      assertEquals(2, id(run.rows(1).get(0), "after"));
    }
  }

  @Test
  void watermarkWaitsForTheEndOfTheSnapshotAndThenFollowsTheTime() throws Exception {
    SharedMariaDb.execute(
        "CREATE DATABASE clock",
        "CREATE TABLE clock.t (id INT PRIMARY KEY)",
        "INSERT INTO clock.t VALUES (1)");
    try (SourceRun run = SourceRun.begin(SharedMariaDb.source("clock", "t"), null)) {
      run.rows(1);
      assertEquals(BoundedWindow.TIMESTAMP_MIN_VALUE, run.reader().getWatermark());

      Await.until(
          "a watermark without changes",
          LIMIT,
          () ->
              !run.advance()
                  && run.reader()
                      .getWatermark()
                      .isAfter(
                          run.changes()
                              .get(0)
                              .timestamp()
                              .minus(org.joda.time.Duration.standardSeconds(20))));
    }
  }

  @Test
  void interruptedSnapshotBeginsAgainAndMissesNoDelete() throws Exception {
    StringBuilder rows = new StringBuilder("INSERT INTO broken.t VALUES (0,'r0')");
    for (int id = 1; id < 300; id++) {
      rows.append(",(").append(id).append(",'r").append(id).append("')");
    }
    SharedMariaDb.execute(
        "CREATE DATABASE broken",
        "CREATE TABLE broken.t (id INT PRIMARY KEY, v VARCHAR(20))",
        rows.toString());
    DebeziumSource source = SharedMariaDb.source("broken", "t");
    Map<Integer, MySqlChange> newest = new TreeMap<>();
    DebeziumMark mark;
    try (SourceRun run = SourceRun.begin(source, null)) {
      for (MySqlChange row : run.rows(100)) {
        keepNewest(newest, row);
      }
      mark = run.mark();
      assertInstanceOf(Progress.Snapshot.class, mark.progress());
    }
    SharedMariaDb.execute(
        "DELETE FROM broken.t WHERE id IN (7, 250)",
        "UPDATE broken.t SET v = 'changed' WHERE id IN (8, 251)",
        "ALTER TABLE broken.t ADD COLUMN w INT",
        "DELETE FROM broken.t WHERE id = 9",
        "INSERT INTO broken.t VALUES (9, 'again', 1), (300, 'new', 2)");

    try (SourceRun run = SourceRun.begin(source, mark)) {
      SharedMariaDb.execute("INSERT INTO broken.t VALUES (999, 'end', 3)");
      Set<String> operations = new HashSet<>();
      for (MySqlChange row :
          run.rowsUntil(
              payload ->
                  payload.get("op").asText().equals("c")
                      && payload.get("after").get("id").asInt() == 999)) {
        keepNewest(newest, row);
        operations.add(SourceRun.payload(row).get("op").asText());
      }
      assertEquals(Set.of("r", "c", "u", "d"), operations);
    }

    Map<Integer, String> target = new TreeMap<>();
    for (var entry : newest.entrySet()) {
      JsonNode after = SourceRun.payload(entry.getValue()).get("after");
      if (!after.isNull()) {
        target.put(entry.getKey(), after.get("v").asText() + "," + after.path("w").asText("null"));
      }
    }
    Map<Integer, String> truth = new TreeMap<>();
    for (String row :
        SharedMariaDb.column("SELECT CONCAT(id, ':', v, ',', IFNULL(w, 'null')) FROM broken.t")) {
      String[] parts = row.split(":", 2);
      truth.put(Integer.valueOf(parts[0]), parts[1]);
    }
    assertEquals(truth, target);
  }

  /** As a UNIQUE table with a sequence column does. */
  private static void keepNewest(Map<Integer, MySqlChange> newest, MySqlChange row)
      throws Exception {
    JsonNode payload = SourceRun.payload(row);
    int id = id(row, payload.get("after").isNull() ? "before" : "after");
    newest.merge(id, row, (old, now) -> now.position().compareTo(old.position()) >= 0 ? now : old);
  }

  private static int id(MySqlChange row, String image) throws Exception {
    return SourceRun.payload(row).get(image).get("id").asInt();
  }

  private static boolean isStream(DebeziumReader reader) {
    return reader.getCheckpointMark().progress() instanceof Progress.Stream;
  }
}
