package io.dorisio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.dorisio.client.DorisConnection;
import io.dorisio.client.Timeouts;
import io.dorisio.emulator.DorisEmulator;
import io.dorisio.emulator.fault.Fault;
import io.dorisio.emulator.fault.FaultKind;
import io.dorisio.emulator.transaction.TransactionState;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.joda.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fault of the server that a client can survive, alone and in seeded mixes, under a job on
 * Flink: no row is lost or doubled, and the job is not restarted once. Two frontends, three
 * backends.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ServerFaultsIT {

  /** Seeds of the mixes in {@code mvn -Pchaos verify}. */
  private static final int CHAOS_SEEDS = 50;

  private static final FaultKind[] SURVIVABLE = {
    FaultKind.BACKEND_DOWN,
    FaultKind.BACKEND_HANGS,
    FaultKind.CONNECTION_CLOSED,
    FaultKind.SLOW_REPLY,
    FaultKind.REPLY_LOST_AFTER_PRECOMMIT,
    FaultKind.REPLY_LOST_AFTER_COMMIT,
    FaultKind.REPLY_LOST_AFTER_ABORT,
    FaultKind.TOO_MANY_VERSIONS,
    FaultKind.RUNNING_LIMIT,
    FaultKind.FRONTEND_DOWN,
    FaultKind.NOT_MASTER,
    FaultKind.COMMIT_LOCK_TIMEOUT,
    FaultKind.PUBLISH_DELAYED
  };

  private static final Duration CHECKPOINT_INTERVAL = Duration.millis(500);

  // A fault that hangs is given up soon, so that a run does not take minutes. What is tried again
  // is not: the job would be restarted.
  private static final Timeouts BRIEF =
      Timeouts.DEFAULT
          .withConnect(java.time.Duration.ofSeconds(2))
          .withRequest(java.time.Duration.ofSeconds(3))
          .withOpen(java.time.Duration.ofSeconds(3))
          .withWrite(java.time.Duration.ofSeconds(3))
          .withFinish(java.time.Duration.ofSeconds(5));

  private DorisEmulator doris;

  @BeforeEach
  void start() throws Exception {
    doris = DorisEmulator.builder().frontends(2).backends(3).start();
    doris.execute("CREATE DATABASE test");
    doris.execute(
        "CREATE TABLE test.t (id BIGINT NOT NULL, pad VARCHAR(100)) DUPLICATE KEY(id)"
            + " DISTRIBUTED BY HASH(id) BUCKETS 1 PROPERTIES(\"replication_num\" = \"1\")");
  }

  @AfterEach
  void stop() throws Exception {
    doris.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = FaultKind.class,
      names = {
        "BACKEND_DOWN",
        "CONNECTION_CLOSED",
        "REPLY_LOST_AFTER_PRECOMMIT",
        "REPLY_LOST_AFTER_COMMIT"
      })
  void aFaultCostsNoRowAndNoRestart(FaultKind kind) throws Exception {
    strike(kind);
  }

  @Tag("chaos")
  @ParameterizedTest
  @EnumSource(
      value = FaultKind.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {
        "BACKEND_DOWN",
        "CONNECTION_CLOSED",
        "REPLY_LOST_AFTER_PRECOMMIT",
        "REPLY_LOST_AFTER_COMMIT",
        // Nothing is aborted in a run without other faults.
        "REPLY_LOST_AFTER_ABORT",
        // No client can survive these, or is not struck by it.
        "PRECOMMIT_EXPIRED",
        "LABEL_LOST"
      })
  void everyOtherFaultCostsNoRowAndNoRestart(FaultKind kind) throws Exception {
    strike(kind);
  }

  private void strike(FaultKind kind) throws Exception {
    doris
        .faults()
        .add(Fault.of(kind).afterBytes(20_000).lasting(java.time.Duration.ofSeconds(2)).times(3));

    run(kind.toString(), 60_000, 20_000);

    assertNotEquals(0, doris.faults().struck(kind), kind + " did not strike");
  }

  @ParameterizedTest
  @MethodSource("selectedSeeds")
  void aMixOfFaults(int seed) throws Exception {
    mix(seed);
  }

  @Tag("chaos")
  @ParameterizedTest
  @MethodSource("allSeeds")
  void manyMixesOfFaults(int seed) throws Exception {
    mix(seed);
  }

  static IntStream selectedSeeds() {
    return IntStream.of(1);
  }

  static IntStream allSeeds() {
    return IntStream.rangeClosed(2, Integer.getInteger("chaos.seeds", CHAOS_SEEDS));
  }

  private void mix(int seed) throws Exception {
    doris.faults().mix(seed, 0.05, SURVIVABLE);

    run("mix of seed " + seed, 200_000, 50_000);

    assertNotEquals(0, struck(), "no fault struck");
  }

  private static FlinkPipelineOptions options() {
    FlinkPipelineOptions options = IdStream.localFlink(CHECKPOINT_INTERVAL);
    // Behind the longest repair: a checkpoint that times out restarts the job.
    options.setCheckpointTimeoutMillis(2 * BRIEF.repair().toMillis());
    FlinkSettings.exactlyOnce(options, CHECKPOINT_INTERVAL);
    return options;
  }

  private void run(String name, long rows, long perSecond) throws Exception {
    Pipeline pipeline = Pipeline.create(options());
    IdStream.of(pipeline, rows, perSecond)
        .apply("Count attempts", ParDo.of(new Attempts(name)))
        .apply(
            MapElements.into(TypeDescriptors.strings())
                .via(
                    (Long id) ->
                        "{\"id\":" + id + ",\"pad\":\"" + "x".repeat((int) (id % 50)) + "\"}"))
        .apply(
            DorisIO.writeJson()
                .withConnection(
                    DorisConnection.of(doris.frontendAddresses().toArray(String[]::new))
                        .withTimeouts(BRIEF))
                .to("test.t")
                .withNumShards(2)
                .withLabelPrefix("faults"));
    long start = System.nanoTime();
    PipelineResult job = pipeline.run();
    LocalDoris.await(
        () -> counts().get(1) >= rows,
        () -> counts() + " of " + rows + " rows are visible; struck: " + struck());
    double seconds = (System.nanoTime() - start) / 1e9;
    doris.faults().clear();
    LocalDoris.await(
        () -> doris.transactions().stream().allMatch(t -> t.state().isFinal()),
        () -> "left open: " + doris.transactions());
    job.cancel();

    assertEquals(List.of(rows, rows, 0L, rows - 1), counts(), "rows, distinct ids, min, max");
    int restarts = Attempts.restarts(name);
    System.out.printf(
        Locale.ROOT,
        "CHAOS | %s | %d rows | %d faults struck | %d loads aborted of %d | missing 0 | duplicated 0"
            + " | job restarts %d | visible in %.1f s%n",
        name,
        rows,
        struck(),
        doris.transactions().stream().filter(t -> t.state() == TransactionState.ABORTED).count(),
        doris.transactions().size(),
        restarts,
        seconds);
    assertEquals(0, restarts, "restarts of the job");
  }

  private long struck() {
    return Stream.of(FaultKind.values()).mapToLong(kind -> doris.faults().struck(kind)).sum();
  }

  private List<Long> counts() {
    try {
      return doris
          .query("SELECT count(*), count(DISTINCT id), min(id), max(id) FROM test.t")
          .get(0)
          .stream()
          .map(value -> value == null ? -1L : ((Number) value).longValue())
          .toList();
    } catch (java.sql.SQLException e) {
      throw new AssertionError(e);
    }
  }
}
