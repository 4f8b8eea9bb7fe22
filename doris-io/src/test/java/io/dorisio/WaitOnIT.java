package io.dorisio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Wait;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is to happen behind a write waits for its commits, in batch. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WaitOnIT {

  @RegisterExtension static final LocalDoris DORIS = new LocalDoris();

  private static final ConcurrentLinkedQueue<Long> SEEN = new ConcurrentLinkedQueue<>();

  @ParameterizedTest
  @ValueSource(strings = {"direct", "flink"})
  void whatWaitsForTheCommittedLoadsSeesAllRows(String runner) {
    String table = DORIS.createTable("id BIGINT", "id");
    SEEN.clear();
    Pipeline pipeline = Pipeline.create(options(runner));

    DorisWriteResult written =
        pipeline
            .apply("Ids", Create.of(LongStream.range(0, 1_000).boxed().toList()))
            .apply(
                DorisIO.<Long>write()
                    .withJsonFunction(id -> "{\"id\":" + id + "}")
                    .withConnection(DORIS.connection())
                    .withLabelPrefix("wait")
                    .withAwaitVisible()
                    .to(table));
    pipeline
        .apply("Afterwards", Create.of(table))
        .apply(Wait.on(written.getCommittedLoads()))
        .apply("Count", ParDo.of(new CountRows()));
    pipeline.run().waitUntilFinish();

    assertEquals(List.of(1_000L), List.copyOf(SEEN));
  }

  private static final class CountRows extends DoFn<String, Void> {
    @ProcessElement
    public void process(@Element String table) {
      SEEN.add(DORIS.count(table));
    }
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
}
