package io.dorisio.pipelines.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dorisio.emulator.DorisEmulator;
import io.dorisio.emulator.transaction.TransactionRecord;
import io.dorisio.pipelines.KafkaToDoris;
import io.dorisio.pipelines.KafkaToDorisOptions;
import io.dorisio.pipelines.demo.Await;
import io.dorisio.pipelines.demo.DorisSql;
import io.dorisio.pipelines.demo.KafkaBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.commons.io.FileUtils;

/**
 * Kafka, Flink and Doris, each a real one or its stand-in, with the bundled job between them, and a
 * table in which a lost or doubled row cannot hide.
 */
final class World implements AutoCloseable {

  static final String JAR =
      Path.of(System.getProperty("basedir", "."), "target", "doris-pipelines-bundled.jar")
          .toAbsolutePath()
          .toString();
  static final String PASSWORD = "s3cret:p@ss/w%rd";

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final Path directory;
  private final KafkaBroker kafka;
  private final LocalOrRemoteDoris doris;
  private final FlinkCluster flink;
  private final String topic = "chaos" + NUMBER.incrementAndGet();
  private final String table = "chaos." + topic;
  private Feed feed;

  private World(Path directory, KafkaBroker kafka, LocalOrRemoteDoris doris, FlinkCluster flink) {
    this.directory = directory;
    this.kafka = kafka;
    this.doris = doris;
    this.flink = flink;
  }

  /** With Doris in this process, whose transactions can be watched closely. */
  static World withLocalDoris(String name) throws Exception {
    Path directory = directory(name);
    return start(directory, LocalOrRemoteDoris.inThisProcess(directory.resolve("doris")));
  }

  /** With Doris in a process of its own, which can be killed. */
  static World withDorisProcess(String name) throws Exception {
    Path directory = directory(name);
    return start(directory, LocalOrRemoteDoris.asProcess(directory.resolve("doris")));
  }

  /** Stays behind with the logs of all processes. */
  private static Path directory(String name) throws IOException {
    Path directory =
        Path.of(System.getProperty("basedir", "."), "target", "chaos", name).toAbsolutePath();
    FileUtils.deleteDirectory(directory.toFile());
    return Files.createDirectories(directory);
  }

  private static World start(Path directory, LocalOrRemoteDoris doris) throws Exception {
    KafkaBroker kafka = KafkaBroker.start(directory.resolve("kafka"));
    FlinkCluster flink;
    try {
      flink = FlinkCluster.start(directory.resolve("flink"), 2);
    } catch (Exception e) {
      kafka.close();
      doris.close();
      throw e;
    }
    World world = new World(directory, kafka, doris, flink);
    world.kafka.createTopic(world.topic, 4);
    doris.sql("information_schema").execute("CREATE DATABASE IF NOT EXISTS chaos");
    doris
        .sql("chaos")
        .execute(
            "CREATE TABLE "
                + world.table
                + " (id BIGINT NOT NULL, pad VARCHAR(100)) DUPLICATE KEY(id)"
                + " DISTRIBUTED BY HASH(id) BUCKETS 1 PROPERTIES(\"replication_num\" = \"1\")");
    return world;
  }

  FlinkCluster flink() {
    return flink;
  }

  DorisEmulator doris() {
    return doris.emulator();
  }

  LocalOrRemoteDoris dorisNode() {
    return doris;
  }

  String table() {
    return table;
  }

  /** Starts to write rows, at that pace. */
  void feed(long rows, long perSecond) {
    feed = new Feed(kafka.bootstrapServers(), topic, rows, perSecond);
  }

  void awaitFed() {
    feed.await();
  }

  /** Submits the job; returns its id. */
  String submit(Consumer<FlinkPipelineOptions> changes) throws Exception {
    KafkaToDorisOptions options = options();
    changes.accept(options.as(FlinkPipelineOptions.class));
    KafkaToDoris.create(options).run();
    return flink.rest().newestJob();
  }

  String submit() throws Exception {
    return submit(options -> {});
  }

  String restore(String savepoint) throws Exception {
    return submit(options -> options.setSavepointPath(savepoint));
  }

  KafkaToDorisOptions options() {
    KafkaToDorisOptions options =
        KafkaToDoris.parse(
            "--runner=FlinkRunner",
            "--flinkMaster=" + flink.address(),
            "--filesToStage=" + JAR,
            "--parallelism=2",
            "--attachedMode=false",
            "--externalizedCheckpointsEnabled=true",
            "--retainExternalizedCheckpointsOnCancellation=true",
            "--checkpointMillis=1000",
            "--bootstrapServers=" + kafka.bootstrapServers(),
            "--topic=" + topic,
            "--feNodes=" + doris.frontend(),
            "--user=etl",
            "--password=" + PASSWORD,
            "--table=" + table,
            "--labelPrefix=" + topic);
    return options;
  }

  /** Waits until so many different rows are visible. */
  void awaitVisible(long rows) throws Exception {
    Await.<Exception>until(rows + " rows in " + table, PATIENCE, () -> counts().get(1) >= rows);
  }

  /** Waits until Doris has a transaction of this kind. Only with Doris in this process. */
  TransactionRecord awaitTransaction(String what, Predicate<TransactionRecord> wanted) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      List<TransactionRecord> transactions = doris.emulator().transactions();
      for (int i = transactions.size() - 1; i >= 0; i--) {
        if (wanted.test(transactions.get(i))) {
          return transactions.get(i);
        }
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("No transaction was " + what + ": " + doris.emulator().transactions());
  }

  /** Exactly the rows 0 … n-1 are visible, each once, and stay so while the job goes on. */
  void assertExactly(long rows, String job) throws Exception {
    awaitVisible(rows);
    awaitCheckpoints(job, flink.rest().completedCheckpoints(job) + 2);
    assertExactly(rows);
  }

  /** Waits until the job has completed so many checkpoints. */
  void awaitCheckpoints(String job, long completed) throws Exception {
    Await.<Exception>until(
        completed + " checkpoints",
        PATIENCE,
        () -> flink.rest().completedCheckpoints(job) >= completed);
  }

  void assertExactly(long rows) throws Exception {
    assertEquals(
        List.of(rows, rows, 0L, rows - 1),
        counts(),
        "rows, distinct ids, smallest id, largest id in " + table);
  }

  private List<Long> counts() throws IOException, InterruptedException {
    return doris
        .sql("chaos")
        .query("SELECT count(*), count(DISTINCT id), min(id), max(id) FROM " + table)
        .get(0)
        .stream()
        .map(value -> value == null ? -1L : Long.parseLong(value))
        .toList();
  }

  long visibleRows() throws IOException, InterruptedException {
    return counts().get(0);
  }

  /** Starts the job and the rows, and waits until a tenth of them is visible. */
  String startAndFeed(long rows, long perSecond) throws Exception {
    String job = submit();
    // Rows that came before the job ran would be read all at once.
    awaitCheckpoints(job, 1);
    feed(rows, perSecond);
    awaitVisible(rows / 10);
    return job;
  }

  /** Waits for the job to go on and to end with every row once, and reports it. */
  void finish(long rows, String scenario, String job, long sinceNanos) throws Exception {
    awaitVisible(Math.min(rows, visibleRows() + 1));
    long recoveryMillis = (System.nanoTime() - sinceNanos) / 1_000_000;
    awaitFed();
    assertExactly(rows, job);
    report(scenario, rows, job, recoveryMillis);
  }

  /** No transaction of the table is left that could still be committed. */
  void assertNothingOpen() {
    assertEquals(
        List.of(),
        doris.emulator().transactions().stream()
            .filter(t -> table.equals(t.db() + "." + t.table()) && !t.state().isFinal())
            .toList());
  }

  void assertNoneTwice() throws Exception {
    List<Long> counts = counts();
    assertEquals(counts.get(0), counts.get(1), "rows and distinct ids in " + table);
  }

  /** The scenario has struck: it made the job start again. */
  void assertRestarted(String job) throws Exception {
    Await.<Exception>until("a restart of the job", PATIENCE, () -> flink.rest().restarts(job) > 0);
  }

  /** Waits for a job that must not go on; returns what it says. */
  String awaitFailure(String job, String words) throws Exception {
    Await.<Exception>until(
        "the job to say: " + words, PATIENCE, () -> flink.rest().failures(job).contains(words));
    return flink.rest().failures(job);
  }

  /** One line of the table of scenarios. */
  void report(String scenario, long rows, String job, long recoveryMillis) throws Exception {
    System.out.printf(
        Locale.ROOT,
        "CHAOS | %s | %d rows | %d restarts of the job | missing %d | duplicated %d | recovered in %.1f s%n",
        scenario,
        rows,
        flink.rest().restarts(job),
        rows - counts().get(1),
        counts().get(0) - counts().get(1),
        recoveryMillis / 1e3);
  }

  DorisSql sql() {
    return doris.sql("chaos");
  }

  @Override
  public void close() throws Exception {
    if (feed != null) {
      feed.close();
    }
    flink.close();
    doris.close();
    kafka.close();
  }

  @Override
  public String toString() {
    return "World in " + directory;
  }
}
