package io.dorisio;

import io.dorisio.flink.BatchedReads;
import io.dorisio.flink.FlinkOptions;
import io.dorisio.flink.FlinkRule;
import io.dorisio.write.WritesOfPacks;
import java.util.EnumSet;
import java.util.Set;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.joda.time.Duration;

/**
 * The options of the Flink runner under which {@link DorisIO} is exactly once. At its default
 * options the runner hands prepared loads to the committing step before they are durable after a
 * recovery or a savepoint, cannot drain, and cuts a load every second.
 */
public final class FlinkSettings {

  private FlinkSettings() {}

  /**
   * Sets every option of the Flink runner that {@link DorisIO} needs in streaming mode. Values that
   * are safe already are kept, so options on the command line win where they may.
   *
   * @param options are taken as those of the Flink runner, whatever runner they name
   * @param checkpointInterval how often loads are committed, and so how soon rows are visible; used
   *     if the options state no interval
   * @throws IllegalStateException if the Flink runner is not on the class path
   */
  public static void exactlyOnce(PipelineOptions options, Duration checkpointInterval) {
    apply(EnumSet.allOf(FlinkRule.class), options, checkpointInterval);
  }

  /**
   * Sets what {@link DorisIO} needs in streaming mode where rows may be doubled, see {@link
   * io.dorisio.write.DeliveryGuarantee}: checkpoints, and bundles that last as long as the interval
   * between them, since a bundle is a load for each shard. Set {@code maxBundleTimeMills}
   * afterwards to see rows sooner.
   *
   * @param options are taken as those of the Flink runner, whatever runner they name
   * @param checkpointInterval used if the options state no interval
   * @throws IllegalStateException if the Flink runner is not on the class path
   */
  public static void atLeastOnce(PipelineOptions options, Duration checkpointInterval) {
    apply(
        EnumSet.of(
            FlinkRule.CHECKPOINTS,
            FlinkRule.COMMIT_IN_SAME_CHECKPOINT,
            FlinkRule.BUNDLE_TIME,
            FlinkRule.BUNDLE_SIZE),
        options,
        checkpointInterval);
  }

  private static void apply(
      Set<FlinkRule> rules, PipelineOptions options, Duration checkpointInterval) {
    if (checkpointInterval.getMillis() < 1) {
      throw new IllegalArgumentException(
          "The checkpoint interval must be at least 1 ms, not " + checkpointInterval);
    }
    FlinkOptions flink = FlinkOptions.of(options);
    rules.forEach(rule -> rule.apply(flink, checkpointInterval.getMillis()));
    flink.setForSpeed();
  }

  /**
   * Lets sources be read in small batches, where the runner is Flink's. It forwards all metrics of
   * a source to Flink at each element that it reads, which for small elements costs several times
   * what writing them costs; batches pay it once for up to 256. A write that follows a source
   * without end with no other step in between takes the batches as they are, which spares the
   * runner's hand-over of each element. Nothing else changes: elements, timestamps, checkpoints and
   * metrics stay as they are.
   *
   * <p>Steps get other names, so a job that is restored from a savepoint must read as it did when
   * the savepoint was taken.
   *
   * @param pipeline is complete; call this right before it is run
   */
  public static void readInBatches(Pipeline pipeline) {
    if (FlinkOptions.isFlink(pipeline.getOptions())) {
      BatchedReads.apply(pipeline);
      WritesOfPacks.apply(pipeline);
    }
  }
}
