package io.dorisio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.emulator.transaction.TransactionRecord;
import io.dorisio.emulator.transaction.TransactionState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.io.GenerateSequence;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.joda.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The transform on the Flink runner, with a cluster in this process. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FlinkStreamingIT {

  @RegisterExtension static final LocalDoris DORIS = new LocalDoris();

  private static final long CHECKPOINT_MILLIS = 500;

  private String table;

  @BeforeEach
  void createTable() {
    table = DORIS.createTable("id BIGINT", "id");
  }

  @Test
  void rowsOfAStreamAreCommittedInTheCheckpointThatPreCommitsThem() throws Exception {
    Pipeline pipeline =
        Pipeline.create(IdStream.localFlink(Duration.millis(2 * CHECKPOINT_MILLIS)));
    write(
        IdStream.of(pipeline, Long.MAX_VALUE, 2_000)
            .apply("Until stopped", ParDo.of(new UntilStopped())),
        table);
    PipelineResult job = pipeline.run();

    // On a busy machine commits may come late by themselves, until it is less busy.
    LocalDoris.await(
        () -> Commits.of(DORIS.transactions(table)).areInTime(),
        () -> Commits.of(DORIS.transactions(table)).toString());
    long count = UntilStopped.stop();
    awaitRows(count);
    job.cancel();

    assertIds(count);
    assertNothingOpen();
  }

  @Test
  void afterAFailureTheJobGoesOnFromItsCheckpointWithoutLosingOrDoublingARow() throws Exception {
    FailOnce.arm("crash", 3_000L, 8_000L);

    PipelineResult job = start(options(), table, 15_000, "crash");
    awaitRows(15_000);
    job.cancel();

    assertEquals(List.of(), FailOnce.left("crash"), "the failures did not strike");
    assertEquals(2, Attempts.restarts("crash"));
    assertIds(15_000);
    assertNothingOpen();
  }

  @Test
  void afterAFailureASourceThatIsReadInBatchesLosesAndDoublesNothing() throws Exception {
    FailOnce.arm("crash in batches", 3_000L, 8_000L);
    Pipeline pipeline = stream(options(), table, 15_000, "crash in batches");
    FlinkSettings.readInBatches(pipeline);

    PipelineResult job = pipeline.run();
    awaitRows(15_000);
    job.cancel();

    assertEquals(List.of(), FailOnce.left("crash in batches"), "the failures did not strike");
    assertEquals(2, Attempts.restarts("crash in batches"));
    assertIds(15_000);
    assertNothingOpen();
  }

  @Test
  void afterAFailureAWriteThatTakesItsSourcesBatchesLosesAndDoublesNothing() throws Exception {
    FailOnce.arm("crash in a batch", 3_000L, 8_000L);
    String ids = table;
    String laterIds = DORIS.createTable("id BIGINT", "id");
    Pipeline pipeline = Pipeline.create(options());
    pipeline
        .apply(GenerateSequence.from(0).withRate(200, Duration.millis(100)))
        .apply(
            DorisIO.<Long>write()
                .withJsonFunction(
                    id -> {
                      FailOnce.check("crash in a batch", id);
                      return "{\"id\":" + id + "}";
                    })
                .withConnection(DORIS.connection())
                .to(id -> id < 15_000 ? ids : laterIds)
                .withLabelPrefix("flink"));
    FlinkSettings.readInBatches(pipeline);

    PipelineResult job = pipeline.run();
    awaitRows(15_000);
    job.cancel();

    assertEquals(List.of(), FailOnce.left("crash in a batch"), "the failures did not strike");
    assertIds(15_000);
    assertNothingOpen();
  }

  @Test
  void aBoundedInputInStreamingModeEndsAndEverythingIsCommitted() {
    FlinkPipelineOptions options = options();
    options.setStreaming(true);
    options.setShutdownSourcesAfterIdleMs(0L);
    options.setAttachedMode(true);

    Pipeline pipeline = Pipeline.create(options);
    write(pipeline.apply(Create.of(LongStream.range(0, 1_000).boxed().toList())), table);
    pipeline.run().waitUntilFinish();

    assertIds(1_000);
    assertNothingOpen();
  }

  @Test
  void batchModeCommitsEverything() {
    FlinkPipelineOptions options = PipelineOptionsFactory.as(FlinkPipelineOptions.class);
    options.setRunner(FlinkRunner.class);
    options.setFlinkMaster("[local]");
    options.setParallelism(2);

    Pipeline pipeline = Pipeline.create(options);
    write(pipeline.apply(Create.of(LongStream.range(0, 10_000).boxed().toList())), table);
    pipeline.run().waitUntilFinish();

    assertIds(10_000);
    assertNothingOpen();
  }

  @Test
  void wrongOptionsAreRefusedBeforeAnythingRuns() {
    FlinkPipelineOptions options = options();
    options.setNumConcurrentCheckpoints(1);

    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> start(options, table, 10, "never starts"));

    assertTrue(e.getMessage().contains("--numConcurrentCheckpoints=64"), e::getMessage);
    assertEquals(List.of(), DORIS.transactions(table));
  }

  private static FlinkPipelineOptions options() {
    return IdStream.localFlink(Duration.millis(CHECKPOINT_MILLIS));
  }

  /** A stream of {@code count} ids, about 2,000 a second, from a source that takes checkpoints. */
  private static PipelineResult start(
      FlinkPipelineOptions options, String table, long count, String failures) {
    return stream(options, table, count, failures).run();
  }

  private static Pipeline stream(
      FlinkPipelineOptions options, String table, long count, String failures) {
    Pipeline pipeline = Pipeline.create(options);
    PCollection<Long> ids =
        IdStream.of(pipeline, count, 2_000)
            .apply("Fail", ParDo.of(new FailOnce(failures)))
            .apply("Count attempts", ParDo.of(new Attempts(failures)));
    write(ids, table);
    return pipeline;
  }

  private static void write(PCollection<Long> ids, String table) {
    ids.apply(MapElements.into(TypeDescriptors.strings()).via((Long id) -> "{\"id\":" + id + "}"))
        .apply(
            DorisIO.writeJson()
                .withConnection(DORIS.connection())
                .to(table)
                .withNumShards(2)
                .withLabelPrefix("flink"));
  }

  private void awaitRows(long count) {
    LocalDoris.await(
        () -> DORIS.count(table) >= count,
        () -> DORIS.count(table) + " rows of " + count + " are visible");
  }

  private void assertIds(long count) {
    assertEquals(
        LongStream.range(0, count).mapToObj(i -> List.<Object>of(i)).toList(),
        DORIS.rows("SELECT id FROM " + table + " ORDER BY id"));
  }

  private void assertNothingOpen() {
    LocalDoris.await(
        () -> DORIS.transactions(table).stream().allMatch(t -> t.state().isFinal()),
        () -> "left open: " + DORIS.transactions(table));
  }

  /** Lets ids pass until it is told to stop: then those up to the last one, and no more. */
  private static final class UntilStopped extends DoFn<Long, Long> {
    private static long last = -1;
    private static boolean stopped;

    /** Returns how many ids there are in the end. */
    static long stop() {
      synchronized (UntilStopped.class) {
        stopped = true;
        return last + 1;
      }
    }

    private static boolean passes(long id) {
      synchronized (UntilStopped.class) {
        last = stopped ? last : Math.max(last, id);
        return id <= last;
      }
    }

    @ProcessElement
    public void process(@Element Long id, OutputReceiver<Long> out) {
      if (passes(id)) {
        out.output(id);
      }
    }
  }

  /**
   * Loads of a shard carry consecutive numbers. Were loads committed one checkpoint late, each
   * would be committed behind the pre-commit of its successor.
   *
   * @param inTime commits that came before that
   */
  private record Commits(int inTime, int late) {
    static Commits of(List<TransactionRecord> transactions) {
      Map<String, List<TransactionRecord>> shards =
          transactions.stream()
              .filter(t -> t.state() == TransactionState.VISIBLE)
              .collect(Collectors.groupingBy(t -> part(t, 2)));
      int inTime = 0;
      int late = 0;
      for (List<TransactionRecord> shard : shards.values()) {
        List<TransactionRecord> loads = new ArrayList<>(shard);
        loads.sort(Comparator.comparingLong(t -> Long.parseLong(part(t, 1))));
        for (int i = 1; i < loads.size(); i++) {
          if (loads.get(i - 1).commitTime().isBefore(loads.get(i).preCommitTime())) {
            inTime++;
          } else {
            late++;
          }
        }
      }
      return new Commits(inTime, late);
    }

    /** (A commit may come late by itself, so not every one of them is asked for.) */
    boolean areInTime() {
      return inTime >= 12 && late <= inTime / 3;
    }

    /** A part of the label, counted from its end: 1 is the sequence number, 2 the shard. */
    private static String part(TransactionRecord transaction, int fromEnd) {
      String[] parts = transaction.label().split("_", -1);
      return parts[parts.length - fromEnd];
    }
  }
}
