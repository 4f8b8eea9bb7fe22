package io.dorisio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.emulator.transaction.TransactionRecord;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.ParDo;
import org.joda.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The Direct runner cuts unbounded input into bundles of ten: rows are grouped before the load. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SmallBundlesIT {

  @RegisterExtension static final LocalDoris DORIS = new LocalDoris();

  private static final int ROWS = 2_000;

  private final String table = DORIS.createTable("id BIGINT", "id");

  @Test
  void rowsAreLoadedTogetherAtTheFrequency() throws Exception {
    // Not so often that the loads of a slow run become many.
    runOnDirect(write().withTriggeringFrequency(Duration.standardSeconds(5)), ROWS);

    assertRows(ROWS);
    List<TransactionRecord> loads = DORIS.transactions(table);
    // Not one for each of two hundred bundles.
    assertTrue(loads.size() <= 20, loads::toString);
  }

  @Test
  void rowsDoNotWaitForTheTimeWhenEnoughAreTogether() throws Exception {
    // The rest, of less than 500 rows, would wait for the hour.
    runOnDirect(
        write().withTriggeringFrequency(Duration.standardHours(1), 500, 1 << 20), ROWS - 500);

    List<TransactionRecord> loads = DORIS.transactions(table);
    assertTrue(loads.size() >= 3 && loads.size() <= 4, loads::toString);
  }

  @Test
  void groupedRowsAreNeitherLostNorDoubledByFailures() throws Exception {
    FailOnce.arm("grouped", 1_500L, 4_000L);
    FlinkPipelineOptions options = IdStream.localFlink(Duration.millis(500));
    Pipeline job = Pipeline.create(options);

    IdStream.of(job, 6_000, 2_000)
        .apply("Fail", ParDo.of(new FailOnce("grouped")))
        .apply(write().withTriggeringFrequency(Duration.millis(700)).to(table));
    PipelineResult running = job.run();
    LocalDoris.await(() -> DORIS.count(table) >= 6_000, () -> "not all rows came");
    running.cancel();

    assertEquals(List.of(), FailOnce.left("grouped"), "the failures did not strike");
    assertRows(6_000);
  }

  private static DorisIO.Write<Long> write() {
    return DorisIO.<Long>write()
        .withJsonFunction(id -> "{\"id\":" + id + "}")
        .withConnection(DORIS.connection())
        .withNumShards(1)
        .withLabelPrefix("small");
  }

  /** An unbounded source: the Direct runner ends its bundles after ten elements. */
  private void runOnDirect(DorisIO.Write<Long> write, long until) throws Exception {
    DirectOptions options = TestPipeline.testingPipelineOptions().as(DirectOptions.class);
    options.setBlockOnRun(false);
    Pipeline pipeline = Pipeline.create(options);
    IdStream.of(pipeline, ROWS, 2_000).apply(write.to(table));
    PipelineResult running = pipeline.run();
    LocalDoris.await(() -> DORIS.count(table) >= until, () -> DORIS.count(table) + " rows");
    running.cancel();
  }

  private void assertRows(long count) {
    assertEquals(
        LongStream.range(0, count).mapToObj(i -> List.<Object>of(i)).toList(),
        DORIS.rows("SELECT id FROM " + table + " ORDER BY id"));
  }
}
