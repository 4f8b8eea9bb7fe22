package io.dorisio.pipelines.demo;

import io.dorisio.pipelines.KafkaToDoris;
import io.dorisio.pipelines.KafkaToDorisOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.beam.sdk.PipelineResult;

/** {@link KafkaToDoris} on a Flink cluster inside this JVM, from start to cancellation. */
final class StreamingJob implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String name;
  private final PipelineResult job;

  private StreamingJob(String name, PipelineResult job) {
    this.name = name;
    this.job = job;
  }

  /** Starts a job that reads the topic into the table and returns when Flink runs it. */
  static StreamingJob start(
      DemoOptions demo, KafkaBroker kafka, Doris doris, Path flinkConf, String topic, String table)
      throws InterruptedException {
    KafkaToDorisOptions options =
        KafkaToDoris.parse(
            "--runner=FlinkRunner",
            "--flinkMaster=[local]",
            "--flinkConfDir=" + flinkConf,
            "--attachedMode=false",
            "--jobName=kafka-to-doris-" + topic,
            "--parallelism=" + demo.parallelism(),
            "--bootstrapServers=" + kafka.bootstrapServers(),
            "--topic=" + topic,
            "--feNodes=" + doris.feNodes(),
            "--user=" + doris.user(),
            "--table=" + table,
            "--labelPrefix=demo",
            "--checkpointMillis=" + demo.checkpointMillis(),
            "--password=" + doris.password());
    StreamingJob job = new StreamingJob(options.getJobName(), KafkaToDoris.create(options).run());
    Await.until(
        "Flink to run job " + job.name,
        PATIENCE,
        () -> job.stateOrFail() == PipelineResult.State.RUNNING);
    return job;
  }

  /** Its state; a job that has ended by itself is an error. */
  PipelineResult.State stateOrFail() {
    PipelineResult.State state = state();
    if (state.isTerminal()) {
      throw new IllegalStateException(
          "Flink job " + name + " ended by itself in state " + state + "; the log above says why.");
    }
    return state;
  }

  /** Cancels the job and waits for its end. */
  @Override
  public void close() throws IOException, InterruptedException {
    if (!state().isTerminal()) {
      job.cancel();
      Await.until("Flink to cancel job " + name, PATIENCE, () -> state().isTerminal());
    }
  }

  private PipelineResult.State state() {
    try {
      return job.getState();
    } catch (IllegalStateException e) {
      // A local cluster is shut down as soon as its job has ended.
      return PipelineResult.State.DONE;
    }
  }
}
