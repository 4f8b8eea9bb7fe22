package io.dorisio.emulator;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.RpcOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.runtime.client.JobExecutionException;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A Flink in this process, with checkpoints. */
final class LocalFlink implements BeforeAllCallback, AfterAllCallback {
  private static final Duration CHECKPOINT_INTERVAL = Duration.ofMillis(100);

  /** Flink's own checkpoints, which none of these jobs lives to see: a job has them where it is. */
  private static final Duration NEVER = Duration.ofDays(1);

  private static final int SLOTS = 4;

  /** A job of the connector may need one more to get rid of its own labels. */
  private static final int RESTARTS = 5;

  /** Jobs whose failure has not struck yet. */
  private static final Set<String> ARMED = ConcurrentHashMap.newKeySet();

  /** How many elements each job has sent, those among them that it sent again. */
  private static final Map<String, Integer> SENT = new ConcurrentHashMap<>();

  private MiniCluster cluster;

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(RestOptions.PORT, 0);
    // By default, answers that come ten seconds late fail a job.
    configuration.set(RpcOptions.ASK_TIMEOUT_DURATION, Duration.ofMinutes(10));
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
   * A job that sends elements to a sink and ends; there is a checkpoint behind at least one and at
   * most {@code perCheckpoint} of them, and others only once all were sent.
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
    flink.enableCheckpointing(NEVER.toMillis());
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
    runToEnd(flink.getStreamGraph().getJobGraph(), name, job.count());
    if (ARMED.remove(name)) {
      throw new IllegalStateException("the job's failure did not strike");
    }
  }

  private void runToEnd(JobGraph graph, String name, int count) throws Exception {
    JobID job = cluster.submitJob(graph).get().getJobID();
    CompletableFuture<JobResult> result = cluster.requestJobResult(job);
    int passed = 0;
    while (!result.isDone()) {
      int sent = SENT.getOrDefault(name, 0);
      if (sent > passed || sent >= count) {
        try {
          long unused = cluster.triggerCheckpoint(job, CheckpointType.DEFAULT).get();
          passed = sent;
        } catch (ExecutionException e) {
          // Not all tasks run, not yet or not any more.
        }
      }
      Thread.sleep(CHECKPOINT_INTERVAL.toMillis());
    }
    JobExecutionResult unused =
        result.get().toJobExecutionResult(LocalFlink.class.getClassLoader());
  }

  private record Elements<T>(String job, GeneratorFunction<Long, T> elements, int failsAt)
      implements GeneratorFunction<Long, T> {
    @Override
    public T map(Long index) throws Exception {
      if (index == failsAt && ARMED.remove(job)) {
        throw new IOException("a failure in the middle of the job");
      }
      T element = elements.map(index);
      SENT.merge(job, 1, Integer::sum);
      return element;
    }
  }
}
