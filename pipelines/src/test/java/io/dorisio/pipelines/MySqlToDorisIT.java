package io.dorisio.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.emulator.DorisEmulator;
import io.dorisio.emulator.EmulatorBuilder;
import io.dorisio.pipelines.demo.Await;
import io.dorisio.pipelines.demo.DorisSql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.PipelineResult;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real MariaDB or MySQL server (see {@link SourceServer}), the Flink runner and the local Doris,
 * in this process but the server.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MySqlToDorisIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int SAMPLE_ROWS = 116;
  private static final List<String> SHARDS =
      List.of("emp_1.employees_1", "emp_1.employees_2", "emp_2.employees_1", "emp_2.employees_2");
  private static final String COLUMNS =
      "emp_no, birth_date, first_name, last_name, gender, hire_date";

  @TempDir static Path directory;

  private static SourceServer source;
  private static Path password;

  @BeforeAll
  static void start() throws Exception {
    source = SourceServer.start(directory.resolve("mariadb"));
    password = Files.writeString(directory.resolve("password"), source.password() + "\n");
  }

  @AfterAll
  static void stop() throws Exception {
    source.close();
  }

  @Test
  void mergedTableIsTheUnionOfItsShards() throws Exception {
    source.loadEmployees();
    try (DorisEmulator doris = emulator("merged").start()) {
      createMergedTable(doris);
      DorisSql sql = new DorisSql(doris.frontendAddress(), "demo", "root", "");
      PipelineResult job =
          run(
              doris,
              "--databases=emp_[0-9]+",
              "--tables=employees_[0-9]+",
              "--routes=emp_[0-9]+\\.employees_[0-9]+ => demo.all_employees_info",
              "--metadataColumns=database_name, table_name");
      try {
        assertEquals(SAMPLE_ROWS, union("NULL").size());
        awaitRows(sql, COLUMNS + ", database_name, table_name, NULL", union("NULL"));

        changeEmployees();
        awaitRows(sql, COLUMNS + ", database_name, table_name, phone", union("phone"));
      } finally {
        job.cancel();
      }
    }
  }

  @Test
  void latestChangeOfATransactionWinsThoughDorisOrdersEqualKeysAsItLikes() throws Exception {
    source.createDatabases("bank");
    source.execute(
        "CREATE TABLE bank.account (id INT PRIMARY KEY, balance INT)",
        "INSERT INTO bank.account VALUES (1, 1), (2, 2), (3, 3)");
    try (DorisEmulator doris = emulator("sequenced").arbitraryAmongEqualKeys(7).start()) {
      doris.execute("CREATE DATABASE bank");
      PipelineResult job = runCreatingTables(doris, "--databases=bank", "--sequenceColumn=seq");
      try {
        DorisSql sql = new DorisSql(doris.frontendAddress(), "bank", "root", "");
        String query = "SELECT id, balance FROM bank.account ORDER BY id";
        Await.until("the snapshot", PATIENCE, () -> rows(sql, query).size() == 3);

        for (int id = 100; id < 150; id++) {
          source.transaction(
              "INSERT INTO bank.account VALUES (" + id + ", 0)",
              "UPDATE bank.account SET balance = 1 WHERE id = " + id,
              "UPDATE bank.account SET balance = " + id + " WHERE id = " + id,
              "INSERT INTO bank.account VALUES (" + (id + 100) + ", 0)",
              "DELETE FROM bank.account WHERE id = " + (id + 100),
              "INSERT INTO bank.account VALUES (" + (id + 200) + ", 0)",
              "UPDATE bank.account SET id = " + (id + 300) + " WHERE id = " + (id + 200));
        }
        source.transaction(
            "DELETE FROM bank.account WHERE id = 2", "INSERT INTO bank.account VALUES (2, 22)");
        source.execute("INSERT INTO bank.account VALUES (999, 999)");

        Await.until(
            "the last row", PATIENCE, () -> rows(sql, query).contains(List.of("999", "999")));
        // The other loads of its checkpoint become visible before or after its own.
        Await.until(
            "all loads",
            PATIENCE,
            () -> doris.transactions().stream().allMatch(t -> t.state().isFinal()));
        List<List<String>> expected =
            new ArrayList<>(source.query("SELECT id, balance FROM bank.account"));
        expected.sort(Comparator.comparingInt(row -> Integer.parseInt(row.get(0))));
        assertEquals(expected, rows(sql, query));
      } finally {
        job.cancel();
      }
    }
  }

  @Test
  void rowsOfTwoShardsWithOneKeyAreOneRowThatTheDeletionOfEitherDeletes() throws Exception {
    source.createDatabases("same");
    source.execute(
        "CREATE TABLE same.t_1 (id INT PRIMARY KEY, v VARCHAR(9))",
        "CREATE TABLE same.t_2 (id INT PRIMARY KEY, v VARCHAR(9))",
        "INSERT INTO same.t_1 VALUES (1, 'first')");
    try (DorisEmulator doris = emulator("same").start()) {
      doris.execute("CREATE DATABASE same");
      DorisSql sql = new DorisSql(doris.frontendAddress(), "same", "root", "");
      PipelineResult job =
          runCreatingTables(
              doris,
              "--databases=same",
              "--tables=t_[0-9]+",
              "--routes=same\\.t_[0-9]+ => same.t",
              "--sequenceColumn=seq");
      try {
        String query = "SELECT v FROM same.t";
        Await.until("t_1", PATIENCE, () -> rows(sql, query).equals(List.of(List.of("first"))));

        source.execute("INSERT INTO same.t_2 VALUES (1, 'second')");
        Await.until("t_2", PATIENCE, () -> rows(sql, query).equals(List.of(List.of("second"))));

        source.execute("DELETE FROM same.t_1");
        Await.until("the deletion", PATIENCE, () -> sql.query(query).isEmpty());
      } finally {
        job.cancel();
      }
    }
  }

  @Test
  void rowsThatWereThereHaveTheDefaultsOfNewColumns() throws Exception {
    source.createDatabases("grown");
    source.execute(
        "CREATE TABLE grown.t_1 (id INT PRIMARY KEY)",
        "CREATE TABLE grown.t_2 (id INT PRIMARY KEY)",
        "INSERT INTO grown.t_1 VALUES (1)",
        "INSERT INTO grown.t_2 VALUES (101)");
    try (DorisEmulator doris = emulator("grown").start()) {
      doris.execute("CREATE DATABASE grown");
      DorisSql sql = new DorisSql(doris.frontendAddress(), "grown", "root", "");
      PipelineResult job =
          runCreatingTables(doris, "--databases=grown", "--routes=grown\\.t_[0-9]+ => grown.t");
      try {
        Await.until(
            "the snapshot", PATIENCE, () -> rows(sql, "SELECT id FROM grown.t").size() == 2);

        String columns = "id, a, b, c, d, e, f";
        List<List<String>> expected = new ArrayList<>();
        for (String table : List.of("grown.t_1", "grown.t_2")) {
          int first = table.endsWith("1") ? 1 : 101;
          source.execute(
              "ALTER TABLE "
                  + table
                  + " ADD COLUMN a INT NOT NULL, ADD COLUMN b VARCHAR(9) DEFAULT 'x\"''y',"
                  + " ADD COLUMN c DECIMAL(6,2) NOT NULL DEFAULT -1.5,"
                  + " ADD COLUMN d DATE DEFAULT '2024-02-29',"
                  + " ADD COLUMN e ENUM('one','two') NOT NULL, ADD COLUMN f INT",
              "INSERT INTO " + table + " (id, a, e) VALUES (" + (first + 1) + ", 1, 'two')",
              String.format(
                  "INSERT INTO %s VALUES (%d, 5, NULL, 2, NULL, 'two', 6)", table, first + 2));
          expected.addAll(source.query("SELECT " + columns + " FROM " + table + " ORDER BY id"));
        }
        String query = "SELECT " + columns + " FROM grown.t ORDER BY id";
        try {
          Await.until("the rows", PATIENCE, () -> expected.equals(rows(sql, query)));
        } catch (IllegalStateException e) {
          assertEquals(expected, rows(sql, query));
        }
      } finally {
        job.cancel();
      }
    }
  }

  @Test
  void jobThatCannotBeginFailsAtOnceWithOneMessage() throws Exception {
    source.createDatabases("begun");
    source.execute("CREATE TABLE begun.t (id INT PRIMARY KEY)");
    try (DorisEmulator doris = emulator("begun").start()) {
      CannotRunException e =
          assertThrows(
              CannotRunException.class,
              () ->
                  MySqlToDoris.main(
                      args(doris, "--attachedMode=true", "--databases=begun", "--tables=tt")));

      assertTrue(e.getMessage().contains("'tt'"), e.getMessage());
    }
  }

  private static EmulatorBuilder emulator(String name) {
    return DorisEmulator.builder()
        .fePort(0)
        .bePort(0)
        .user("root", "")
        .dataDir(directory.resolve(name));
  }

  private static void createMergedTable(DorisEmulator doris) throws Exception {
    doris.execute("CREATE DATABASE demo");
    doris.execute(
        "CREATE TABLE demo.all_employees_info (emp_no INT NOT NULL, birth_date DATE NOT NULL,"
            + " first_name VARCHAR(60), last_name VARCHAR(64), gender VARCHAR(20), hire_date DATE,"
            + " database_name VARCHAR(50), table_name VARCHAR(50))"
            + " UNIQUE KEY(emp_no, birth_date) DISTRIBUTED BY HASH(birth_date) BUCKETS 1"
            + " PROPERTIES(\"replication_num\" = \"1\")");
  }

  /** All kinds of changes, in each shard; the keys of the shards stay disjoint. */
  private static void changeEmployees() throws Exception {
    for (int i = 0; i < SHARDS.size(); i++) {
      String shard = SHARDS.get(i);
      int number = 90_000 + 100 * i;
      source.execute(
          "UPDATE " + shard + " SET last_name = 'O''N \"😀\"\\\\,\t\n' WHERE emp_no % 7 = 0",
          "UPDATE " + shard + " SET birth_date = '1960-02-29' WHERE emp_no % 7 = 1",
          "DELETE FROM " + shard + " WHERE emp_no % 7 = 2",
          "UPDATE " + shard + " SET emp_no = emp_no + 50000 WHERE emp_no % 7 = 3");
      source.transaction(
          insert(shard, number, "new"),
          "UPDATE " + shard + " SET first_name = 'changed' WHERE emp_no = " + number,
          "UPDATE " + shard + " SET last_name = '' WHERE emp_no = " + number,
          insert(shard, number + 1, "short-lived"),
          "DELETE FROM " + shard + " WHERE emp_no = " + (number + 1),
          insert(shard, number + 2, "old"),
          "UPDATE " + shard + " SET birth_date = '2000-12-31' WHERE emp_no = " + (number + 2));
    }
    for (int i = 0; i < SHARDS.size(); i++) {
      String shard = SHARDS.get(i);
      source.execute(
          "ALTER TABLE " + shard + " ADD COLUMN phone VARCHAR(20)",
          "UPDATE " + shard + " SET phone = CONCAT('+49 ', emp_no) WHERE emp_no % 2 = 0",
          insert(shard + " (" + COLUMNS + ")", 90_050 + 100 * i, "last"));
    }
  }

  private static String insert(String table, int number, String name) {
    boolean named = table.endsWith(")");
    return "INSERT INTO "
        + table
        + (named ? "" : " (" + COLUMNS + ")")
        + " VALUES ("
        + number
        + ", '1970-01-01', '"
        + name
        + "', 'Müller', 'F', '2024-02-29')";
  }

  /** The rows of all shards by number, with their origin. */
  private static List<List<String>> union(String lastColumn) throws Exception {
    List<List<String>> all = new ArrayList<>();
    for (String shard : SHARDS) {
      String origin = "'" + shard.replace(".", "', '") + "'";
      all.addAll(
          source.query("SELECT " + COLUMNS + ", " + origin + ", " + lastColumn + " FROM " + shard));
    }
    all.sort(Comparator.comparingInt(row -> Integer.parseInt(row.get(0))));
    return all;
  }

  private static PipelineResult run(DorisEmulator doris, String... more) {
    return MySqlToDoris.create(MySqlToDoris.parse(args(doris, more))).run();
  }

  private static PipelineResult runCreatingTables(DorisEmulator doris, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "--createTables=true", "--tableProperties=replication_num=1", "--tableBuckets=1"));
    args.addAll(List.of(more));
    return run(doris, args.toArray(String[]::new));
  }

  private static String[] args(DorisEmulator doris, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "--runner=FlinkRunner",
                "--flinkMaster=[local]",
                "--parallelism=2",
                "--checkpointMillis=300",
                "--mysqlServers=" + source.address(),
                "--mysqlUser=" + source.user(),
                "--mysqlPasswordFile=" + password,
                "--connector=" + source.connector(),
                "--feNodes=" + doris.frontendAddress(),
                "--password="));
    args.addAll(List.of(more));
    if (!args.contains("--attachedMode=true")) {
      args.add("--attachedMode=false");
    }
    return args.toArray(String[]::new);
  }

  private static void awaitRows(DorisSql sql, String columns, List<List<String>> expected)
      throws Exception {
    String query = "SELECT " + columns + " FROM demo.all_employees_info ORDER BY emp_no";
    try {
      Await.until("the rows", PATIENCE, () -> expected.equals(rows(sql, query)));
    } catch (IllegalStateException e) {
      assertEquals(expected, rows(sql, query));
    }
  }

  /** Empty while there is no table yet, or it lacks a column that is yet to come. */
  private static List<List<String>> rows(DorisSql sql, String query) throws Exception {
    try {
      return sql.query(query);
    } catch (IOException e) {
      return List.of();
    }
  }
}
