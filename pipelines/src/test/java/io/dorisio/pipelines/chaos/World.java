package io.dorisio.pipelines.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dorisio.pipelines.KafkaToDoris;
import io.dorisio.pipelines.KafkaToDorisOptions;
import io.dorisio.pipelines.demo.Await;
import io.dorisio.pipelines.demo.KafkaBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;

/** Rows from Kafka, and a table in which a lost or doubled row cannot hide. */
final class World extends FlinkAndDoris {

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final KafkaBroker kafka;
  private final String topic = "chaos" + NUMBER.incrementAndGet();
  private final String table = "chaos." + topic;
  private Feed feed;

  private World(Path directory, KafkaBroker kafka, LocalOrRemoteDoris doris) throws Exception {
    super(directory, doris);
    this.kafka = kafka;
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

  private static World start(Path directory, LocalOrRemoteDoris doris) throws Exception {
    KafkaBroker kafka = KafkaBroker.start(directory.resolve("kafka"));
    World world;
    try {
      world = new World(directory, kafka, doris);
    } catch (Exception e) {
      kafka.close();
      throw e;
    }
    world.kafka.createTopic(world.topic, 4);
    world.createDatabase();
    world
        .sql()
        .execute(
            "CREATE TABLE "
                + world.table
                + " (id BIGINT NOT NULL, pad VARCHAR(100)) DUPLICATE KEY(id)"
                + " DISTRIBUTED BY HASH(id) BUCKETS 1 PROPERTIES(\"replication_num\" = \"1\")");
    return world;
  }

  @Override
  List<String> arguments() {
    return List.of(
        "--bootstrapServers=" + kafka.bootstrapServers(),
        "--topic=" + topic,
        "--table=" + table,
        "--labelPrefix=" + topic);
  }

  @Override
  PipelineOptions parse(String... args) {
    return KafkaToDoris.parse(args);
  }

  @Override
  Pipeline pipeline(PipelineOptions options) {
    return KafkaToDoris.create(options.as(KafkaToDorisOptions.class));
  }

  String table() {
    return table;
  }

  /** Starts to write rows, at that pace. */
  void feed(long rows, long perSecond) {
    feed(rows, perSecond, rows);
  }

  private void feed(long rows, long perSecond, long slowFrom) {
    feed = new Feed(kafka.bootstrapServers(), topic, rows, perSecond, slowFrom);
  }

  void awaitFed() {
    feed.await();
  }

  /** Waits until so many different rows are visible. */
  void awaitVisible(long rows) throws Exception {
    Await.<Exception>until(rows + " rows in " + table, PATIENCE, () -> counts().get(1) >= rows);
  }

  /** Exactly the rows 0 … n-1 are visible, each once, and stay so while the job goes on. */
  void assertExactly(long rows, String job) throws Exception {
    awaitVisible(rows);
    awaitCheckpoints(job, flink().rest().completedCheckpoints(job) + 2);
    assertExactly(rows);
  }

  void assertExactly(long rows) throws Exception {
    assertEquals(
        List.of(rows, rows, 0L, rows - 1),
        counts(),
        "rows, distinct ids, smallest id, largest id in " + table);
  }

  private List<Long> counts() throws IOException, InterruptedException {
    return sql()
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
    return startAndFeed(rows, perSecond, rows);
  }

  /** The same, with rows from {@code slowFrom} on still under way until {@link #finish}. */
  String startAndFeed(long rows, long perSecond, long slowFrom) throws Exception {
    String job = submit();
    // Rows that came before the job ran would be read all at once.
    awaitCheckpoints(job, 1);
    feed(rows, perSecond, slowFrom);
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
        doris().transactions().stream()
            .filter(t -> table.equals(t.db() + "." + t.table()) && !t.state().isFinal())
            .toList());
  }

  void assertNoneTwice() throws Exception {
    List<Long> counts = counts();
    assertEquals(counts.get(0), counts.get(1), "rows and distinct ids in " + table);
  }

  /** One line of the table of scenarios. */
  void report(String scenario, long rows, String job, long recoveryMillis) throws Exception {
    System.out.printf(
        Locale.ROOT,
        "CHAOS | %s | %d rows | %d restarts of the job | missing %d | duplicated %d | recovered in %.1f s%n",
        scenario,
        rows,
        flink().rest().restarts(job),
        rows - counts().get(1),
        counts().get(0) - counts().get(1),
        recoveryMillis / 1e3);
  }

  @Override
  public void close() throws Exception {
    if (feed != null) {
      feed.close();
    }
    super.close();
    kafka.close();
  }
}
