package io.dorisio.pipelines.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.emulator.EmulatorBuilder;
import io.dorisio.emulator.transaction.TransactionRecord;
import io.dorisio.emulator.transaction.TransactionState;
import io.dorisio.pipelines.MySqlToDoris;
import io.dorisio.pipelines.MySqlToDorisOptions;
import io.dorisio.pipelines.SourceServer;
import io.dorisio.pipelines.demo.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * Four tables of MariaDB servers, which change all the time, and the one table that the job makes
 * of them. Where a load has several rows of a key, Doris lets any of them stand, but for the
 * sequence column.
 */
final class MySqlWorld extends FlinkAndDoris {
  static final String COLUMNS =
      "id, birth_date, first_name, last_name, gender, salary, changed_at, version";

  private static final int SHARDS = 4;
  private static final String TABLE = "chaos.all_employees";
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final List<SourceServer> servers;
  private final List<Shard> shards = new ArrayList<>();
  private final long seed;
  private int rows;
  private int markers;
  private ChangeFeed feed;

  private MySqlWorld(
      Path directory, LocalOrRemoteDoris doris, List<SourceServer> servers, long seed)
      throws Exception {
    super(directory, doris);
    this.servers = servers;
    this.seed = seed;
  }

  /** Shares four shards of so many rows each out to the servers. */
  static MySqlWorld start(String name, int servers, int rows, long seed) throws Exception {
    return start(name, servers, rows, seed, doris -> doris.arbitraryAmongEqualKeys(seed));
  }

  /** With a Doris that counts rows and stores none. */
  static MySqlWorld startCounting(String name, int servers, int rows) throws Exception {
    return start(name, servers, rows, 0, doris -> doris.counting(true));
  }

  private static MySqlWorld start(
      String name, int servers, int rows, long seed, UnaryOperator<EmulatorBuilder> settings)
      throws Exception {
    Path directory = directory(name);
    List<SourceServer> started = new ArrayList<>();
    MySqlWorld world;
    try {
      for (int i = 0; i < servers; i++) {
        started.add(SourceServer.start(directory.resolve("server-" + i)));
      }
      world =
          new MySqlWorld(
              directory,
              LocalOrRemoteDoris.inThisProcess(directory.resolve("doris"), settings),
              started,
              seed);
    } catch (Exception e) {
      for (SourceServer server : started) {
        server.close();
      }
      throw e;
    }
    world.createDatabase();
    world.createShards(rows);
    return world;
  }

  private void createShards(int rows) throws SQLException, IOException {
    this.rows = rows;
    Files.writeString(directory().resolve("password"), servers.get(0).password() + "\n");
    for (SourceServer server : servers) {
      server.createDatabases("emp_1", "emp_2");
    }
    for (int i = 0; i < SHARDS; i++) {
      SourceServer server = servers.get(i * servers.size() / SHARDS);
      Shard shard =
          new Shard(server, "emp_" + (1 + i / 2), "employees_" + (1 + i % 2), 1 + i * Shard.IDS);
      shard.create(rows, seed + i);
      shards.add(shard);
    }
  }

  @Override
  List<String> arguments() {
    return List.of(
        "--mysqlServers="
            + servers.stream().map(SourceServer::address).collect(Collectors.joining(",")),
        "--mysqlUser=" + servers.get(0).user(),
        "--mysqlPasswordFile=" + directory().resolve("password"),
        "--connector=" + servers.get(0).connector(),
        "--databases=emp_[0-9]+",
        "--tables=employees_[0-9]+",
        "--routes=emp_[0-9]+\\.employees_[0-9]+ => " + TABLE,
        "--metadataColumns=database_name, table_name",
        "--createTables=true",
        "--tableProperties=replication_num=1",
        "--tableBuckets=1",
        "--sequenceColumn=seq",
        "--labelPrefix=employees");
  }

  @Override
  PipelineOptions parse(String... args) {
    return MySqlToDoris.parse(args);
  }

  @Override
  Pipeline pipeline(PipelineOptions options) {
    return MySqlToDoris.create(options.as(MySqlToDorisOptions.class));
  }

  List<SourceServer> servers() {
    return servers;
  }

  List<Shard> shards() {
    return shards;
  }

  /** Starts to change the rows of all shards, at that pace. */
  ChangeFeed change(long changes, long perSecond) {
    List<ShardChanges> each = new ArrayList<>();
    for (int i = 0; i < SHARDS; i++) {
      each.add(new ShardChanges(shards.get(i), rows, seed + 100 + i));
    }
    feed = new ChangeFeed(each, changes, perSecond);
    return feed;
  }

  /** Starts the job and the changes, and waits until these arrive. */
  String startAndChange(long changes, long perSecond) throws Exception {
    String job = submit();
    change(changes, perSecond);
    awaitChanges();
    return job;
  }

  /** Waits until rows that are inserted after the snapshots have arrived. */
  void awaitChanges() throws Exception {
    awaitBinlog();
    awaitLastRows();
  }

  /** As {@link #awaitChanges()}, of a Doris that counts; nothing else may change. */
  void awaitChangesCounted() throws Exception {
    awaitBinlog();
    long loaded = loadedRows();
    insertLastRows();
    awaitLoaded(loaded + SHARDS);
  }

  private void awaitBinlog() throws Exception {
    Await.<Exception>until(
        "the end of the snapshots", PATIENCE, () -> inBinlog() == servers.size());
  }

  /** The snapshots of all servers last still; that they do is part of the scenario. */
  void requireInSnapshot() throws SQLException {
    assertEquals(0, inBinlog(), "readers past their snapshots");
  }

  /** How many servers a reader follows as a replica does, which it begins after its snapshot. */
  int inBinlog() throws SQLException {
    int following = 0;
    for (SourceServer server : servers) {
      if (!server
          .query("SELECT id FROM information_schema.processlist WHERE command LIKE 'Binlog Dump%'")
          .isEmpty()) {
        following++;
      }
    }
    return following;
  }

  /** Rows of all loads so far that were pre-committed, whatever became of them. */
  long loadedRows() {
    return loads().mapToLong(TransactionRecord::loadedRows).sum();
  }

  /** All loads of the table so far. */
  Stream<TransactionRecord> loads() {
    return doris().transactions().stream().filter(t -> TABLE.equals(t.db() + "." + t.table()));
  }

  void awaitLoaded(long loaded) throws Exception {
    Await.<Exception>until(loaded + " rows loaded", PATIENCE, () -> loadedRows() >= loaded);
  }

  /**
   * Kills one of the two TaskManagers that were started last and starts another; returns after how
   * many milliseconds rows that were loaded afterwards became visible.
   */
  long killTaskManager(int which, String job) throws Exception {
    int restores = flink().rest().restores(job);
    List<JavaProcess> all = flink().taskManagers();
    JavaProcess victim =
        all.stream().filter(JavaProcess::isAlive).skip(which).findFirst().orElseThrow();
    long killed = System.nanoTime();
    victim.kill();
    flink().startTaskManager();
    // The other one goes on until the loss is noticed.
    Await.<Exception>until(
        "a restart of the job", PATIENCE, () -> flink().rest().restores(job) > restores);
    long newest = loads().mapToLong(TransactionRecord::id).max().orElse(0);
    awaitVisibleAfter(newest);
    return (System.nanoTime() - killed) / 1_000_000;
  }

  private void awaitVisibleAfter(long newest) throws Exception {
    Await.<Exception>until(
        "rows to become visible again",
        PATIENCE,
        () ->
            loads()
                .anyMatch(
                    t ->
                        t.id() > newest
                            && t.state() == TransactionState.VISIBLE
                            && t.loadedRows() > 0));
  }

  /** Waits until all changes are made and have arrived; then every row must be as in its shard. */
  Comparison finish(String scenario, String job, String more) throws Exception {
    return finish(scenario, job, more, COLUMNS);
  }

  Comparison finish(String scenario, String job, String more, String columns) throws Exception {
    feed.await();
    awaitArrival(job);
    Comparison compared = Comparison.of(shards, columns, sql(), TABLE);
    System.out.printf(
        Locale.ROOT,
        "CHAOS | MySqlToDoris: %s | %,d rows, %,d changes | restored %d times | missing %d,"
            + " extra %d, different %d | %s%n",
        scenario,
        compared.rows(),
        feed.applied(),
        flink().rest().restores(job),
        compared.missing(),
        compared.extra(),
        compared.different(),
        more);
    assertTrue(compared.isEqual(), compared::toString);
    return compared;
  }

  /**
   * Waits for rows that are inserted last. The first may come with a snapshot that a job which was
   * restored has to make again, with the binlog before it still to be read; the second come in the
   * binlog.
   */
  private void awaitArrival(String job) throws Exception {
    for (int i = 0; i < 2; i++) {
      awaitChanges();
    }
    // What was loaded beside them is committed with the next checkpoint.
    awaitCheckpoints(job, flink().rest().completedCheckpoints(job) + 2);
    // Commits are sent after the checkpoint, and rows are visible some time after the commit.
    Await.<Exception>until(
        "all loads", PATIENCE, () -> loads().allMatch(load -> load.state().isFinal()));
  }

  private void awaitLastRows() throws Exception {
    long last = insertLastRows();
    String ids =
        shards.stream()
            .map(shard -> String.valueOf(shard.firstId() + last))
            .collect(Collectors.joining(","));
    Await.<Exception>until(
        "the last rows", PATIENCE, () -> count(" WHERE id IN (" + ids + ")") == SHARDS);
  }

  /** One for each shard, which no changes touch; returns its number in the shard. */
  private long insertLastRows() throws SQLException {
    long last = Shard.IDS - 1 - markers++;
    for (Shard shard : shards) {
      shard
          .server()
          .execute(
              "INSERT INTO "
                  + shard.name()
                  + " (id,birth_date,first_name,gender,version) VALUES ("
                  + (shard.firstId() + last)
                  + ",'2024-02-29','last','M',0)");
    }
    return last;
  }

  /** None while there is no table yet. */
  long count(String condition) throws InterruptedException {
    try {
      return Long.parseLong(sql().query("SELECT count(*) FROM " + TABLE + condition).get(0).get(0));
    } catch (IOException e) {
      return 0;
    }
  }

  @Override
  public void close() throws Exception {
    if (feed != null) {
      feed.close();
    }
    super.close();
    for (SourceServer server : servers) {
      server.close();
    }
  }
}
