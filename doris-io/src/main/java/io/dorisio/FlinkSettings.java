package io.dorisio;

import io.dorisio.flink.FlinkOptions;
import io.dorisio.flink.FlinkRule;
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
    if (checkpointInterval.getMillis() < 1) {
      throw new IllegalArgumentException(
          "The checkpoint interval must be at least 1 ms, not " + checkpointInterval);
    }
    FlinkOptions flink = FlinkOptions.of(options);
    for (FlinkRule rule : FlinkRule.values()) {
      rule.apply(flink, checkpointInterval.getMillis());
    }
    flink.setForSpeed();
  }
}
