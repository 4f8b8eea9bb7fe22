package io.dorisio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.DistributionResult;
import org.apache.beam.sdk.metrics.Lineage;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a job tells of its writes, on either runner. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MetricsIT {

  @RegisterExtension static final LocalDoris DORIS = new LocalDoris();

  @ParameterizedTest
  @ValueSource(strings = {"direct", "flink"})
  void rowsLoadsAndTablesAreCounted(String runner) {
    String some = DORIS.createTable("id BIGINT", "id");
    String others = DORIS.createTable("id BIGINT", "id");

    PipelineResult result = run(runner, some, others);

    Map<String, Long> counters = counters(result);
    assertEquals(10, counters.get("rowsCommitted"), counters::toString);
    assertEquals(3, counters.get("rowsCommitted." + some), counters::toString);
    assertEquals(7, counters.get("rowsCommitted." + others), counters::toString);
    assertEquals(10, counters.get("rowsLoaded"), counters::toString);
    assertEquals(1, counters.get("rowsNotEncoded"), counters::toString);
    assertEquals(counters.get("loadsPrepared"), counters.get("loadsCommitted"), counters::toString);
    assertEquals(counters.get("bytesLoaded"), counters.get("bytesCommitted"), counters::toString);
    assertTrue(counters.get("bytesLoaded") > 0, counters::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"direct", "flink"})
  void theTimeFromEventToCommitIsMeasured(String runner) {
    String table = DORIS.createTable("id BIGINT", "id");
    Instant hourAgo = Instant.now().minus(Duration.standardHours(1));
    Pipeline pipeline = Pipeline.create(options(runner));
    pipeline
        .apply(
            Create.timestamped(
                TimestampedValue.of("{\"id\":1}", hourAgo),
                TimestampedValue.of("{\"id\":2}", Instant.now())))
        .apply(
            DorisIO.writeJson()
                .withConnection(DORIS.connection())
                .withLabelPrefix("latency")
                .to(table));
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();

    DistributionResult latency = null;
    for (MetricResult<DistributionResult> found :
        result.metrics().allMetrics().getDistributions()) {
      if (found.getName().getName().equals("eventToCommitMillis")) {
        latency = FinalMetrics.value(found);
      }
    }
    assertNotNull(latency);
    assertTrue(latency.getMax() >= 3_600_000 && latency.getMax() < 3_720_000, latency::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"direct", "flink"})
  void theLineageNamesClusterAndTables(String runner) {
    String some = DORIS.createTable("id BIGINT", "id");
    String others = DORIS.createTable("id BIGINT", "id");

    PipelineResult result = run(runner, some, others);

    String cluster = "doris:`" + DORIS.connection().frontends().get(0) + "`.";
    assertEquals(
        Set.of(cluster + some, cluster + others),
        Lineage.query(result.metrics(), Lineage.Type.SINK));
  }

  private static PipelineResult run(String runner, String some, String others) {
    Pipeline pipeline = Pipeline.create(options(runner));
    pipeline
        .apply(
            Create.of(
                List.of(
                    "{\"id\":1}",
                    "{\"id\":2}",
                    "{\"id\":3}",
                    "{\"id\":4}",
                    "{\"id\":5}",
                    "{\"id\":6}",
                    "{\"id\":7}",
                    "{\"id\":8}",
                    "{\"id\":9}",
                    "{\"id\":0}",
                    "no")))
        .apply(
            DorisIO.writeJson()
                .withConnection(DORIS.connection())
                .withLabelPrefix("metrics")
                .withFailedRows()
                .to(row -> row.compareTo("{\"id\":3") < 0 ? some : others));
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();
    return result;
  }

  private static PipelineOptions options(String runner) {
    if (runner.equals("direct")) {
      return TestPipeline.testingPipelineOptions();
    }
    FlinkPipelineOptions options = PipelineOptionsFactory.as(FlinkPipelineOptions.class);
    options.setRunner(FlinkRunner.class);
    options.setFlinkMaster("[local]");
    options.setParallelism(2);
    return options;
  }

  private static Map<String, Long> counters(PipelineResult result) {
    Map<String, Long> counters = new TreeMap<>();
    for (MetricResult<Long> counter : result.metrics().allMetrics().getCounters()) {
      counters.merge(counter.getName().getName(), FinalMetrics.value(counter), Long::sum);
    }
    return counters;
  }
}
