package io.dorisio.emulator;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.runtime.client.JobExecutionException;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A Flink in this process, with checkpoints. */
final class LocalFlink implements BeforeAllCallback, AfterAllCallback {
  private static final Duration CHECKPOINT_INTERVAL = Duration.ofMillis(100);
  private static final int SLOTS = 4;

  /** A job of the connector may need one more to get rid of its own labels. */
  private static final int RESTARTS = 5;

  /** Jobs whose failure has not struck yet. */
  private static final Set<String> ARMED = ConcurrentHashMap.newKeySet();

  private MiniCluster cluster;

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(RestOptions.PORT, 0);
    cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(SLOTS)
                .build());
    cluster.start();
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    cluster.close();
  }

  /**
   * A job that sends elements to a sink and ends; a checkpoint passes each time {@code
   * perCheckpoint} of them went out.
   *
   * @param failsAt the element before which the job fails, once; negative for never
   * @param restarts whether the job restarts after a failure
   */
  record Job<T>(
      int count,
      GeneratorFunction<Long, T> elements,
      TypeInformation<T> type,
      int parallelism,
      int perCheckpoint,
      int failsAt,
      boolean restarts) {

    static Job<String> of(List<String> elements) {
      List<String> all = List.copyOf(elements);
      return of(all.size(), index -> all.get(Math.toIntExact(index)), Types.STRING);
    }

    static <T> Job<T> of(int count, GeneratorFunction<Long, T> elements, TypeInformation<T> type) {
      return new Job<>(count, elements, type, 1, count, -1, false);
    }

    Job<T> withParallelism(int subtasks) {
      return new Job<>(count, elements, type, subtasks, perCheckpoint, failsAt, restarts);
    }

    Job<T> withCheckpointEach(int rows) {
      return new Job<>(count, elements, type, parallelism, rows, failsAt, restarts);
    }

    Job<T> failingOnceAt(int element) {
      return new Job<>(count, elements, type, parallelism, perCheckpoint, element, true);
    }

    Job<T> restarting() {
      return new Job<>(count, elements, type, parallelism, perCheckpoint, failsAt, true);
    }
  }

  /**
   * Runs a job to its end, which a last checkpoint belongs to.
   *
   * @throws JobExecutionException where it failed and may not restart
   */
  <T> void run(Job<T> job, Sink<T> sink) throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY, job.restarts() ? "fixed-delay" : "none");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, RESTARTS);
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(1));
    StreamExecutionEnvironment flink =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    flink.setParallelism(job.parallelism());
    flink.enableCheckpointing(CHECKPOINT_INTERVAL.toMillis());
    String name = "job-" + System.nanoTime();
    if (job.failsAt() >= 0) {
      ARMED.add(name);
    }
    flink
        .fromSource(
            new DataGeneratorSource<>(
                new Elements<>(name, job.elements(), job.failsAt()),
                job.count(),
                RateLimiterStrategy.perCheckpoint(job.perCheckpoint()),
                job.type()),
            WatermarkStrategy.noWatermarks(),
            "elements")
        .sinkTo(sink);
    cluster.executeJobBlocking(flink.getStreamGraph().getJobGraph());
    if (ARMED.remove(name)) {
      throw new IllegalStateException("the job's failure did not strike");
    }
  }

  private record Elements<T>(String job, GeneratorFunction<Long, T> elements, int failsAt)
      implements GeneratorFunction<Long, T> {
    @Override
    public T map(Long index) throws Exception {
      if (index == failsAt && ARMED.remove(job)) {
        throw new IOException("a failure in the middle of the job");
      }
      return elements.map(index);
    }
  }
}
