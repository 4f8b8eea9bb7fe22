package io.dorisio;

import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.GenerateSequence;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Duration;

/**
 * The ids 0, 1, 2, … as an endless stream, from a source that takes part in Flink's checkpoints.
 */
final class IdStream {

  static final int PARALLELISM = 2;

  private static final Duration PERIOD = Duration.millis(100);

  private IdStream() {}

  /** The first {@code count} ids, at a steady pace; then nothing, and no end. */
  static PCollection<Long> of(Pipeline pipeline, long count, long perSecond) {
    return pipeline
        .apply(GenerateSequence.from(0).withRate(perSecond / 10, PERIOD))
        .apply("Up to " + count, ParDo.of(new UpTo(count)));
  }

  /** Options for a Flink cluster in this process, which is left running behind the submission. */
  static FlinkPipelineOptions localFlink(Duration checkpointInterval) {
    FlinkPipelineOptions options = PipelineOptionsFactory.as(FlinkPipelineOptions.class);
    options.setRunner(FlinkRunner.class);
    options.setFlinkMaster("[local]");
    options.setParallelism(PARALLELISM);
    options.setAttachedMode(false);
    FlinkSettings.exactlyOnce(options, checkpointInterval);
    return options;
  }

  private static final class UpTo extends DoFn<Long, Long> {
    private final long count;

    UpTo(long count) {
      this.count = count;
    }

    @ProcessElement
    public void process(@Element Long id, OutputReceiver<Long> out) {
      if (id < count) {
        out.output(id);
      }
    }
  }
}
