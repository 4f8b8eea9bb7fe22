package io.dorisio.pipelines.demo.employees;

import io.dorisio.pipelines.MySqlToDoris;
import io.dorisio.pipelines.demo.Await;
import io.dorisio.pipelines.demo.DemoDirectory;
import io.dorisio.pipelines.demo.DemoLog;
import io.dorisio.pipelines.demo.Doris;
import io.dorisio.pipelines.demo.EmbeddedMariaDb;
import io.dorisio.pipelines.demo.StreamingJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/**
 * Shows how {@code MySqlToDoris} makes four tables of a real MariaDB server one table in Doris and
 * follows what happens in them; compares the two row by row in the end.
 */
public final class EmployeesDemo {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String COLUMNS =
      "emp_no, birth_date, first_name, last_name, gender, hire_date";
  private static final String PLACE = ", database_name, table_name";
  private static final String COLUMNS_THEN = COLUMNS + ", phone";
  private static final String ROUTE = "emp_[0-9]+\\.employees_[0-9]+ => " + MergedTable.NAME;

  private final EmployeesOptions options;
  private final EmbeddedMariaDb mariaDb;
  private final ShardRows shards;
  private final Doris doris;
  private final MergedTable table;
  private final DemoDirectory directory;

  private EmployeesDemo(
      EmployeesOptions options, EmbeddedMariaDb mariaDb, Doris doris, DemoDirectory directory)
      throws IOException, InterruptedException {
    this.options = options;
    this.mariaDb = mariaDb;
    this.shards = new ShardRows(mariaDb);
    this.doris = doris;
    this.table = MergedTable.create(doris);
    this.directory = directory;
  }

  public static void main(String[] args) {
    DemoLog.configure();
    // The demo itself cuts the connection that this warns of, with a stack.
    DemoLog.level("io.dorisio.pipelines.mysql.ChangePump", "error");
    int exitCode;
    try {
      exitCode = run(EmployeesOptions.parse(args)) ? 0 : 1;
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      exitCode = 2;
    } catch (Exception e) {
      System.err.println("The demo failed.");
      e.printStackTrace();
      exitCode = 1;
    }
    // Flink leaves threads behind.
    System.exit(exitCode);
  }

  /** Whether Doris holds the union of the shards. */
  static boolean run(EmployeesOptions options) throws Exception {
    DemoDirectory directory = DemoDirectory.create();
    try (EmbeddedMariaDb mariaDb = EmbeddedMariaDb.start(directory.resolve("mariadb"));
        Doris doris = Doris.start(options.feNodes(), options.user(), directory.resolve("doris"))) {
      mariaDb.loadEmployees();
      return new EmployeesDemo(options, mariaDb, doris, directory).run();
    }
  }

  private boolean run() throws Exception {
    System.out.printf(
        "MariaDB %s at 127.0.0.1:%d, Doris at http://%s, Flink at http://127.0.0.1:%d%n",
        shards.query("SELECT version()").get(0).get(0),
        mariaDb.port(),
        doris.feNodes(),
        directory.flinkPort());
    for (Shard shard : Shard.ALL) {
      System.out.printf(
          "  %s has %s rows%n", shard, shards.query("SELECT count(*) FROM " + shard).get(0).get(0));
    }
    System.out.printf("%nDoris> %s%n", MergedTable.CREATE.replace("\n", "\n       ").strip());
    long start = System.nanoTime();
    try (StreamingJob job = startJob()) {
      System.out.printf("%n%s: its snapshot%n", MySqlToDoris.class.getSimpleName());
      await(job, COLUMNS, "true");
      System.out.printf(
          "  %d rows visible in Doris %.1f s after the start of the job%n%n",
          table.count(), (System.nanoTime() - start) / 1e9);
      for (Scene scene : Scene.first()) {
        play(job, scene, COLUMNS);
      }
      for (Scene scene : Scene.ofANewColumn()) {
        play(job, scene, COLUMNS_THEN);
      }
      System.out.printf(
          "Random transactions in all shards at once, %,d/s for %d s, seed %d%n",
          options.rate(), options.seconds(), options.seed());
      new Load(options, mariaDb, table, job).run();
      boolean equal = compare();
      if (options.keepRunning()) {
        keepRunning();
      }
      return equal;
    }
  }

  private StreamingJob startJob() throws IOException, InterruptedException {
    Path password = directory.resolve("mysql-password");
    Files.writeString(password, EmbeddedMariaDb.PASSWORD);
    return StreamingJob.start(
        MySqlToDoris.create(
            MySqlToDoris.parse(
                "--runner=FlinkRunner",
                "--flinkMaster=[local]",
                "--flinkConfDir=" + directory.flinkConf(),
                "--attachedMode=false",
                "--jobName=employees",
                "--parallelism=" + options.parallelism(),
                "--checkpointMillis=" + options.checkpointMillis(),
                "--mysqlServers=127.0.0.1:" + mariaDb.port(),
                "--mysqlUser=" + EmbeddedMariaDb.USER,
                "--mysqlPasswordFile=" + password,
                "--connector=mariadb",
                "--databases=emp_[0-9]+",
                "--tables=employees_[0-9]+",
                "--routes=" + ROUTE,
                "--metadataColumns=database_name, table_name",
                "--feNodes=" + doris.feNodes(),
                "--user=" + doris.user(),
                "--password=" + doris.password(),
                "--labelPrefix=employees-demo")),
        directory.flinkPort());
  }

  private void play(StreamingJob job, Scene scene, String columns) throws Exception {
    System.out.println(scene.title());
    scene.transaction().forEach(statement -> System.out.println("  MariaDB> " + statement));
    long before = System.nanoTime();
    commit(scene.transaction());
    List<List<String>> rows = await(job, columns, "emp_no = " + scene.employee());
    System.out.printf(
        "  Doris, %,d ms later: %s%n%n",
        (System.nanoTime() - before) / 1_000_000, rows.isEmpty() ? "no such row" : rows.get(0));
  }

  private void commit(List<String> transaction) throws SQLException {
    try (Connection connection = mariaDb.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String sql : transaction) {
        statement.execute(sql);
      }
      connection.commit();
    }
  }

  /** Waits until Doris has the rows that the shards have now, and returns them. */
  private List<List<String>> await(StreamingJob job, String columns, String where)
      throws Exception {
    List<List<String>> rows = shards.select(columns, where);
    Await.until(
        "the rows of " + where + " in " + MergedTable.NAME,
        PATIENCE,
        () -> {
          job.stateOrFail();
          return UnionCheck.compare(rows, merged(columns, where)).isEqual();
        });
    return rows;
  }

  /** None while the table lacks a column that is yet to come. */
  private List<List<String>> merged(String columns, String where) throws InterruptedException {
    try {
      return table.select(columns + PLACE, where);
    } catch (IOException e) {
      return List.of();
    }
  }

  private UnionCheck.Result compare(List<List<String>> rows) throws Exception {
    return UnionCheck.compare(rows, table.select(COLUMNS_THEN + PLACE, "true"));
  }

  private boolean compare() throws Exception {
    List<List<String>> rows = shards.select(COLUMNS_THEN, "true");
    // The loads of a checkpoint become visible one by one; what is different then, stays so.
    boolean unused = Await.holds(PATIENCE, () -> compare(rows).isEqual());
    UnionCheck.Result result = compare(rows);
    System.out.printf(
        "%nThe shards hold %,d rows, %s %,d: missing %d, extra %d, different %d%n",
        result.shards(),
        MergedTable.NAME,
        result.doris(),
        result.missing(),
        result.extra(),
        result.different());
    if (result.ambiguous() > 0) {
      System.err.printf(
          "%d rows of the shards have the key of another one. Shards that become one table must"
              + " have disjoint keys.%n",
          result.ambiguous());
    }
    result.examples().forEach(System.err::println);
    return result.isEqual();
  }

  private void keepRunning() throws InterruptedException {
    System.out.printf(
        "%nStill running, until interrupted:%n"
            + "  Flink web UI  http://127.0.0.1:%d%n"
            + "  Doris FE      http://%s (user %s), table %s%n"
            + "  MariaDB       127.0.0.1:%d, user %s, password %s%n",
        directory.flinkPort(),
        doris.feNodes(),
        doris.user(),
        MergedTable.NAME,
        mariaDb.port(),
        EmbeddedMariaDb.USER,
        EmbeddedMariaDb.PASSWORD);
    Thread.currentThread().join();
  }
}
