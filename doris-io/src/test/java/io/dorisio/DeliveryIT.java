package io.dorisio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.write.DeliveryGuarantee;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.Sum;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.joda.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a write promises is the user's choice. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DeliveryIT {

  @RegisterExtension static final LocalDoris DORIS = new LocalDoris();

  private static final int ROWS = 50;

  private String table;

  @BeforeEach
  void createTable() {
    table = DORIS.createTable("id BIGINT", "id");
    DORIS.execute("ALTER TABLE " + table + " SET ('group_commit_interval_ms' = '20')");
  }

  @Test
  void rowsLandAndAreReportedUnderEachGuarantee() {
    for (DeliveryGuarantee delivery : DeliveryGuarantee.values()) {
      createTable();
      Pipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
      DorisWriteResult result =
          pipeline
              .apply(
                  Create.of(
                      IntStream.range(0, ROWS).mapToObj(id -> "{\"id\":" + id + "}").toList()))
              .apply(Reshuffle.viaRandomKey())
              .apply(write().withDelivery(delivery));
      PAssert.thatSingleton(
              result
                  .getCommittedLoads()
                  .apply(
                      "Rows", MapElements.into(TypeDescriptors.longs()).via(load -> load.getRows()))
                  .apply(Sum.longsGlobally()))
          .isEqualTo((long) ROWS);
      PipelineResult run = pipeline.run();
      run.waitUntilFinish();

      LocalDoris.await(
          () -> DORIS.count(table) == ROWS, () -> delivery + ": " + DORIS.count(table) + " rows");
      assertEquals(ROWS, counter(run, "CountCommits", "rowsCommitted"), delivery.name());
      assertEquals(ROWS, counter(run, "StreamLoadFn", "rowsLoaded"), delivery.name());
    }
  }

  @Test
  void loadsThatAreCommittedAtOnceCanBeAwaitedToo() {
    Pipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    DorisWriteResult result =
        pipeline
            .apply(Create.of("{\"id\":1}"))
            .apply(write().withDelivery(DeliveryGuarantee.AT_LEAST_ONCE).withAwaitVisible());
    PAssert.thatSingleton(result.getCommittedLoads().apply(Count.globally())).isEqualTo(1L);
    pipeline.run().waitUntilFinish();

    assertEquals(1, DORIS.count(table));
  }

  @Test
  void combinationsThatDorisWouldPassOverAreRefused() {
    for (DorisIO.Write<String> wrong :
        List.of(
            write()
                .withDelivery(DeliveryGuarantee.GROUP_COMMIT_SYNC)
                .withLoadProperty("partial_columns", "true"),
            write()
                .withDelivery(DeliveryGuarantee.GROUP_COMMIT_ASYNC)
                .withLoadProperty("Partitions", "p1"),
            write()
                .withDelivery(DeliveryGuarantee.GROUP_COMMIT_SYNC)
                .withLoadProperty("unique_key_update_mode", "UPDATE_FLEXIBLE_COLUMNS"),
            write().withDelivery(DeliveryGuarantee.GROUP_COMMIT_ASYNC).withAwaitVisible())) {
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class,
              () -> TestPipeline.create().apply(Create.of("{}")).apply(wrong));

      assertTrue(e.getMessage().contains("cannot be had"), e::getMessage);
    }
  }

  @Test
  void aStreamOnFlinkIsAtLeastOnceWithoutSlotsForStableInput() throws Exception {
    FailOnce.arm("at least once", 3_000L);
    FlinkPipelineOptions options = IdStream.localFlink(Duration.millis(500));
    options.setNumConcurrentCheckpoints(1);
    options.setEnableStableInputDrain(false);

    Pipeline pipeline = Pipeline.create(options);
    IdStream.of(pipeline, 8_000, 2_000)
        .apply("Fail", ParDo.of(new FailOnce("at least once")))
        .apply(MapElements.into(TypeDescriptors.strings()).via((Long id) -> "{\"id\":" + id + "}"))
        .apply(write().withDelivery(DeliveryGuarantee.AT_LEAST_ONCE));
    PipelineResult job = pipeline.run();
    String distinct = "SELECT count(DISTINCT id) FROM " + table;
    LocalDoris.await(
        () -> DORIS.rows(distinct).equals(List.of(List.of(8_000L))),
        () -> DORIS.rows(distinct) + " ids of 8000");
    job.cancel();

    assertEquals(List.of(), FailOnce.left("at least once"), "the failure did not strike");
  }

  private DorisIO.Write<String> write() {
    return DorisIO.writeJson()
        .withConnection(DORIS.connection())
        .to(table)
        .withNumShards(2)
        .withLabelPrefix("delivery");
  }

  private static long counter(PipelineResult run, String step, String name) {
    return FinalMetrics.value(
        run.metrics()
            .queryMetrics(
                MetricsFilter.builder()
                    .addNameFilter(MetricNameFilter.named("io.dorisio.write." + step, name))
                    .build())
            .getCounters()
            .iterator()
            .next());
  }
}
