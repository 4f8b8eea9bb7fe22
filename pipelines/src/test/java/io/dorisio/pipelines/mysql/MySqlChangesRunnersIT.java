package io.dorisio.pipelines.mysql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.pipelines.demo.Await;
import java.time.Duration;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.jupiter.api.Test;

/** The runners in this process, and a real MariaDB server. */
class MySqlChangesRunnersIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int ROWS = 20_000;

  @Test
  void flinkLosesAndRepeatsNothingWhenTheJobFailsThreeTimes() throws Exception {
    String database = "flinkfail";
    createTable(database, 499);
    CountOnce.arm(3_000, 9_000, 9_001);
    FlinkPipelineOptions options = PipelineOptionsFactory.as(FlinkPipelineOptions.class);
    options.setRunner(FlinkRunner.class);
    options.setFlinkMaster("[local]");
    options.setParallelism(1);
    options.setStreaming(true);
    options.setAttachedMode(false);
    options.setCheckpointingInterval(300L);
    options.setNumberOfExecutionRetries(10);
    options.setExecutionRetryDelay(100L);

    PipelineResult job = count(options, database).run();
    try {
      Await.until("the snapshot", LIMIT, () -> CountOnce.SEEN.size() >= 499);
      // A failure before a checkpoint of the binlog would rightly read the snapshot again.
      SharedMariaDb.execute(insert(database, 499, 1));
      Await.until("a checkpoint", LIMIT, () -> CountOnce.CHECKPOINTED.contains(499));
      insertTheRest(database, 500);

      Await.until("all rows", LIMIT, () -> CountOnce.SEEN.size() >= ROWS);
      assertTrue(CountOnce.allThrown());
      assertEquals(ROWS, CountOnce.SEEN.size());
      assertEquals(0, CountOnce.REPEATED.size(), CountOnce.REPEATED::toString);
    } finally {
      job.cancel();
    }
    Await.until(
        "the readers to close",
        LIMIT,
        () -> CheckpointedSchemaHistory.registered(database).isEmpty());
  }

  @Test
  void directRunnerReadsSnapshotAndBinlog() throws Exception {
    String database = "direct";
    createTable(database, 20);
    CountOnce.arm();
    PipelineOptions options =
        PipelineOptionsFactory.fromArgs("--runner=DirectRunner", "--blockOnRun=false").create();

    PipelineResult job = count(options, database).run();
    try {
      Await.until("the snapshot", LIMIT, () -> CountOnce.SEEN.size() >= 20);
      SharedMariaDb.execute("INSERT INTO " + database + ".t VALUES (20, ''), (21, '')");

      Await.until("all rows", LIMIT, () -> CountOnce.SEEN.size() >= 22);
    } finally {
      job.cancel();
    }
  }

  private static void createTable(String database, int rows) throws Exception {
    SharedMariaDb.execute(
        "CREATE DATABASE " + database,
        "CREATE TABLE " + database + ".t (id INT PRIMARY KEY, v VARCHAR(100))",
        insert(database, 0, rows));
  }

  /** In transactions of two statements of 250 rows. */
  private static void insertTheRest(String database, int first) throws Exception {
    for (int id = first; id < ROWS; id += 500) {
      SharedMariaDb.transaction(insert(database, id, 250), insert(database, id + 250, 250));
    }
  }

  private static String insert(String database, int first, int count) {
    StringBuilder sql = new StringBuilder("INSERT INTO " + database + ".t VALUES ");
    for (int id = first; id < first + count; id++) {
      sql.append(id == first ? "" : ",").append('(').append(id).append(",'row ").append(id);
      sql.append(" é 😀')");
    }
    return sql.toString();
  }

  private static Pipeline count(PipelineOptions options, String database) throws Exception {
    Pipeline pipeline = Pipeline.create(options);
    pipeline
        .apply(
            MySqlChanges.read()
                .withServer(SharedMariaDb.server(database))
                .withConnector(Connector.MARIADB)
                .withDatabases(database)
                .withTables("t"))
        .apply("Rows", Filter.by(change -> !change.isSchemaChange()))
        .apply(
            WithKeys.<String, MySqlChange>of(change -> change.position().toString())
                .withKeyType(TypeDescriptors.strings()))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), MySqlChangeCoder.of()))
        .apply("Count", ParDo.of(new CountOnce()));
    return pipeline;
  }
}
