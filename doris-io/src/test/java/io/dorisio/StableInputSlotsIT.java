package io.dorisio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.emulator.transaction.TransactionRecord;
import io.dorisio.emulator.transaction.TransactionState;
import io.dorisio.write.CommittedLabelPolicy;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.joda.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Why {@code --numConcurrentCheckpoints} must be large. Flink's runner buffers the loads to commit
 * in a ring of that many slots and one ({@code BufferingDoFnRunner}). With 1, the first checkpoint
 * after a recovery turns back to the slot of the checkpoint that was restored, which is not yet
 * acknowledged. Loads that come between that checkpoint's barrier and its completion fall into this
 * slot and are committed with it, although they are not part of it. If the job fails again before
 * the next checkpoint completes, their rows are read once more. With 4, the same comes to pass if
 * three more checkpoints begin before that one completes.
 *
 * <p>Each test takes the job through that: a failure; a checkpoint that is held until loads have
 * been prepared behind its barrier; its completion; another failure. The jobs differ in nothing but
 * this option and how long the checkpoint is held.
 */
@Tag("chaos")
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StableInputSlotsIT {

  @RegisterExtension static final LocalDoris DORIS = new LocalDoris();

  private static final long INTERVAL_MILLIS = 1_000;

  /** Loads behind the barrier, of which one follows the other at every bundle's end. */
  private static final int SOME = 3;

  /** So many that they take longer than four checkpoint intervals. */
  private static final int MANY = 10;

  private String name;
  private String table;
  private HeldCheckpoints checkpoints;

  @BeforeEach
  void createTable(TestInfo test) {
    name = test.getTestMethod().orElseThrow().getName();
    table = DORIS.createTable("id BIGINT", "id");
    checkpoints = new HeldCheckpoints(name);
  }

  @Test
  void withOneConcurrentCheckpointRowsDoubleAfterTwoFailures() throws Exception {
    assertNotEquals(0, rowsAfterTwoFailures(withSlots(1), SOME).doubled());
  }

  @Test
  void withFourTheyDoubleIfOtherCheckpointsBeginInTheMeantime() throws Exception {
    assertNotEquals(0, rowsAfterTwoFailures(withSlots(4), MANY).doubled());
  }

  @Test
  void withTheSettingsNoneDoubles() throws Exception {
    assertEquals(0, rowsAfterTwoFailures(settings(), MANY).doubled());
  }

  @Test
  void withOneTheJobFailsNamingTheLabelUnlessItIsToldToWriteAgain() throws Exception {
    FlinkPipelineOptions options = withSlots(1);
    options.setAttachedMode(true);
    options.setNumberOfExecutionRetries(2);
    CompletableFuture<PipelineResult> job =
        CompletableFuture.supplyAsync(
            () -> unchecked(pipeline(options, CommittedLabelPolicy.FAIL)));
    failTwiceAroundAHeldCheckpoint(SOME);

    ExecutionException failure =
        assertThrows(ExecutionException.class, () -> job.get(1, TimeUnit.MINUTES));

    String words = LocalDoris.messages(failure);
    assertTrue(words.contains("committed this load after the state"), words);
    assertTrue(
        DORIS.transactions(table).stream()
            .anyMatch(t -> isCommitted(t) && words.contains(t.label())),
        words);
    assertEquals(0, rowsUpTo(maxId()).doubled());
  }

  /** With rows written again under committed labels, since the check of labels fails the job. */
  private Rows rowsAfterTwoFailures(FlinkPipelineOptions options, int loadsBehindTheBarrier)
      throws Exception {
    PipelineResult job = unchecked(pipeline(options, CommittedLabelPolicy.WRITE_AGAIN));
    failTwiceAroundAHeldCheckpoint(loadsBehindTheBarrier);
    Rows rows = rowsOnceTheJobHasCaughtUp();
    job.cancel();

    report(options.getNumConcurrentCheckpoints(), loadsBehindTheBarrier, rows);
    assertEquals(0, rows.missing());
    return rows;
  }

  private static FlinkPipelineOptions withSlots(int concurrentCheckpoints) {
    FlinkPipelineOptions options = settings();
    options.setNumConcurrentCheckpoints(concurrentCheckpoints);
    return options;
  }

  /** Options that pass the check. */
  private static FlinkPipelineOptions settings() {
    FlinkPipelineOptions options = IdStream.localFlink(Duration.millis(INTERVAL_MILLIS));
    options.setParallelism(1);
    // The first checkpoint after a recovery comes late enough to have a load in it, and loads
    // follow each other fast enough for some to come behind it.
    options.setMinPauseBetweenCheckpoints(INTERVAL_MILLIS * 3 / 4);
    options.setMaxBundleTimeMills(INTERVAL_MILLIS);
    options.setExecutionRetryDelay(100L);
    return options;
  }

  /** Beam validates the transforms of a pipeline in {@code Pipeline.run()}; runners do not. */
  private static PipelineResult unchecked(Pipeline pipeline) {
    return FlinkRunner.fromOptions(pipeline.getOptions()).run(pipeline);
  }

  /** One shard, so that rows become visible in their order. */
  private Pipeline pipeline(FlinkPipelineOptions options, CommittedLabelPolicy policy) {
    Pipeline pipeline = Pipeline.create(options);
    pipeline.apply("Hold checkpoints", Read.from(checkpoints));
    IdStream.of(pipeline, Long.MAX_VALUE, 50)
        .apply("Fail", ParDo.of(new FailOnce(name)))
        .apply(MapElements.into(TypeDescriptors.strings()).via((Long id) -> "{\"id\":" + id + "}"))
        .apply(
            DorisIO.writeJson()
                .withConnection(DORIS.connection())
                .to(table)
                .withNumShards(1)
                .withCommittedLabelPolicy(policy)
                .withLabelPrefix("slots"));
    return pipeline;
  }

  private void failTwiceAroundAHeldCheckpoint(int loads) throws IOException {
    HeldCheckpoints.Gate gate = checkpoints.gate();
    await(() -> maxId() > 0, "no checkpoint has committed anything");
    FailOnce.strikeNow(name);
    gate.close();
    long before = lastTransaction();
    await(gate::isHolding, "no checkpoint has begun");
    int inTheCheckpoint = preparedSince(before).size();
    // One of them may be that which the barrier ended.
    await(
        () -> preparedSince(before).size() >= inTheCheckpoint + loads,
        "no load behind the barrier");
    TransactionRecord first = preparedSince(before).get(0);
    gate.passOne();
    await(() -> isCommitted(now(first)), "the checkpoint has not committed its loads");
    FailOnce.strikeNow(name);
    gate.open();
  }

  private void await(BooleanSupplier condition, String otherwise) {
    LocalDoris.await(condition, () -> otherwise + ": " + DORIS.transactions(table));
  }

  private long lastTransaction() {
    return DORIS.transactions(table).stream().mapToLong(TransactionRecord::id).max().orElse(0);
  }

  private List<TransactionRecord> preparedSince(long transaction) {
    return DORIS.transactions(table).stream()
        .filter(t -> t.id() > transaction && t.state() == TransactionState.PRECOMMITTED)
        .toList();
  }

  private TransactionRecord now(TransactionRecord transaction) {
    return DORIS.transactions(table).stream()
        .filter(t -> t.id() == transaction.id())
        .findFirst()
        .orElseThrow();
  }

  private static boolean isCommitted(TransactionRecord transaction) {
    return transaction.state() == TransactionState.COMMITTED
        || transaction.state() == TransactionState.VISIBLE;
  }

  /** Loads that were left are committed in any order, so all rows up to the last are awaited. */
  private Rows rowsOnceTheJobHasCaughtUp() {
    long last = maxId();
    await(() -> maxId() > last, "the job does not go on");
    long upTo = maxId();
    await(() -> rowsUpTo(upTo).missing() == 0, "rows are missing");
    return rowsUpTo(upTo);
  }

  private long maxId() {
    Object max = DORIS.rows("SELECT coalesce(max(id), -1) FROM " + table).get(0).get(0);
    return ((Number) max).longValue();
  }

  private Rows rowsUpTo(long id) {
    List<Object> counts =
        DORIS
            .rows("SELECT count(*), count(DISTINCT id) FROM " + table + " WHERE id <= " + id)
            .get(0);
    long all = ((Number) counts.get(0)).longValue();
    long distinct = ((Number) counts.get(1)).longValue();
    return new Rows(id, id + 1 - distinct, all - distinct);
  }

  /** What became of the rows 0 to {@code upTo}. */
  private record Rows(long upTo, long missing, long doubled) {}

  private static void report(int concurrentCheckpoints, int loads, Rows rows) {
    System.out.printf(
        Locale.ROOT,
        "CHAOS | numConcurrentCheckpoints=%d, %d loads behind the barrier of a checkpoint between two"
            + " failures | %d rows | missing %d | duplicated %d%n",
        concurrentCheckpoints,
        loads,
        rows.upTo() + 1,
        rows.missing(),
        rows.doubled());
  }
}
