package io.dorisio.pipelines.demo;

import io.dorisio.pipelines.KafkaToDoris;
import io.dorisio.pipelines.KafkaToDorisOptions;
import java.time.Duration;
import java.util.List;

/**
 * Shows the whole way in one JVM: a Kafka broker, Doris, and {@code KafkaToDoris} on Flink between
 * them. It loads two real data sets and a stream of generated events, and checks all of it.
 */
public final class Demo {
  private static final String DATABASE = "dorisio_demo";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final DemoOptions options;
  private final KafkaBroker kafka;
  private final Doris doris;
  private final DemoDirectory directory;

  private Demo(DemoOptions options, KafkaBroker kafka, Doris doris, DemoDirectory directory) {
    this.options = options;
    this.kafka = kafka;
    this.doris = doris;
    this.directory = directory;
  }

  public static void main(String[] args) {
    DemoLog.configure();
    int exitCode;
    try {
      exitCode = run(DemoOptions.parse(args)) ? 0 : 1;
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      exitCode = 2;
    } catch (Exception e) {
      System.err.println("The demo failed.");
      e.printStackTrace();
      exitCode = 1;
    }
    // Flink and Kafka leave threads behind.
    System.exit(exitCode);
  }

  /** Whether Doris holds what it should. */
  static boolean run(DemoOptions options) throws Exception {
    DemoDirectory directory = DemoDirectory.create();
    try (Doris doris = Doris.start(options.feNodes(), options.user(), directory.resolve("doris"));
        KafkaBroker kafka = KafkaBroker.start(directory.resolve("kafka"))) {
      return new Demo(options, kafka, doris, directory).run();
    }
  }

  private boolean run() throws Exception {
    System.out.printf(
        "Kafka at %s, Doris at http://%s, Flink at http://127.0.0.1:%d while a job runs%n",
        kafka.bootstrapServers(), doris.feNodes(), directory.flinkPort());
    DorisSql system = doris.sql("information_schema");
    system.execute("DROP DATABASE IF EXISTS " + DATABASE);
    system.execute("CREATE DATABASE " + DATABASE);
    for (Dataset dataset : List.of(Dataset.flights(), Dataset.movies())) {
      if (!load(dataset)) {
        return false;
      }
    }
    return stream();
  }

  private boolean load(Dataset dataset) throws Exception {
    String table = DATABASE + "." + dataset.name();
    DorisSql sql = doris.sql(DATABASE);
    sql.execute(String.format(dataset.createTable(), table));
    kafka.createTopic(dataset.name(), 2);
    List<byte[]> lines = dataset.lines();
    try (TopicWriter topic = new TopicWriter(kafka.bootstrapServers(), dataset.name())) {
      lines.forEach(topic::send);
    }
    long start = System.nanoTime();
    try (StreamingJob job = start(dataset.name(), table)) {
      String count = "SELECT count(*) FROM " + table;
      Await.until(
          lines.size() + " rows to be visible in " + table,
          PATIENCE,
          () -> {
            job.stateOrFail();
            return Long.parseLong(sql.query(count).get(0).get(0)) >= lines.size();
          });
      System.out.printf(
          "%s: %,d rows from Kafka visible in Doris %.1f s after the start of the job",
          dataset.name(), lines.size(), (System.nanoTime() - start) / 1e9);
    }
    List<String> differences = dataset.expectation(table).check(sql);
    System.out.printf(
        ", counts and sums %s%n",
        differences.isEmpty() ? "as in the file" : "DIFFER from the file");
    return report(differences);
  }

  private boolean stream() throws Exception {
    String table = DATABASE + "." + EventStream.TABLE;
    DorisSql sql = doris.sql(DATABASE);
    sql.execute(EventStream.CREATE_TABLE.formatted(table));
    kafka.createTopic(EventStream.TOPIC, options.partitions());
    System.out.printf(
        "events: %,d at %,d/s through %d partitions, parallelism %d, checkpoint every %,d ms%n",
        options.events(),
        options.rate(),
        options.partitions(),
        options.parallelism(),
        options.checkpointMillis());
    EventTruth truth;
    boolean correct;
    try (StreamingJob job = start(EventStream.TOPIC, table)) {
      truth = new EventStream(options, kafka, job, doris, DATABASE).run();
      if (!options.keepRunning()) {
        job.close();
      }
      correct = check(sql, table, truth);
      if (options.keepRunning()) {
        keepRunning(table);
      }
    }
    return correct;
  }

  private boolean check(DorisSql sql, String table, EventTruth truth) throws Exception {
    String query =
        "SELECT action, count(*) AS events, count(DISTINCT user_id) AS users, sum(amount) AS amount"
            + " FROM "
            + table
            + " GROUP BY action ORDER BY events DESC";
    System.out.println();
    System.out.println(query);
    for (List<String> row : sql.query(query)) {
      System.out.printf(
          "  %-8s %,12d %,9d %18s%n",
          row.get(0), Long.parseLong(row.get(1)), Long.parseLong(row.get(2)), row.get(3));
    }
    EventCheck.Result result = new EventCheck(sql, table, truth).run();
    System.out.println();
    System.out.printf("missing %d, duplicated %d%n", result.missing(), result.duplicated());
    return report(result.differences());
  }

  private static boolean report(List<String> differences) {
    differences.forEach(System.err::println);
    return differences.isEmpty();
  }

  private StreamingJob start(String topic, String table) throws InterruptedException {
    KafkaToDorisOptions job =
        KafkaToDoris.parse(
            "--runner=FlinkRunner",
            "--flinkMaster=[local]",
            "--flinkConfDir=" + directory.flinkConf(),
            "--attachedMode=false",
            "--jobName=kafka-to-doris-" + topic,
            "--parallelism=" + options.parallelism(),
            "--bootstrapServers=" + kafka.bootstrapServers(),
            "--topic=" + topic,
            "--feNodes=" + doris.feNodes(),
            "--user=" + doris.user(),
            "--table=" + table,
            "--labelPrefix=demo",
            "--checkpointMillis=" + options.checkpointMillis(),
            "--password=" + doris.password());
    return StreamingJob.start(KafkaToDoris.create(job), directory.flinkPort());
  }

  private void keepRunning(String table) throws InterruptedException {
    System.out.printf(
        "%nStill running, until interrupted:%n"
            + "  Flink web UI  http://127.0.0.1:%d%n"
            + "  Doris FE      http://%s (user %s), table %s%n"
            + "  Kafka broker  %s, topic %s%n",
        directory.flinkPort(),
        doris.feNodes(),
        doris.user(),
        table,
        kafka.bootstrapServers(),
        EventStream.TOPIC);
    Thread.currentThread().join();
  }
}
