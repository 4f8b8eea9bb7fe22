package io.dorisio.pipelines.demo;

import java.io.IOException;
import java.time.Duration;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;

/** A job on a Flink cluster inside this JVM, from start to cancellation. */
public final class StreamingJob implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final String name;
  private final PipelineResult job;

  private StreamingJob(String name, PipelineResult job) {
    this.name = name;
    this.job = job;
  }

  /** Starts a pipeline whose options are detached, and returns when Flink runs it. */
  public static StreamingJob start(Pipeline pipeline) throws InterruptedException {
    StreamingJob job = new StreamingJob(pipeline.getOptions().getJobName(), pipeline.run());
    Await.until(
        "Flink to run job " + job.name,
        PATIENCE,
        () -> job.stateOrFail() == PipelineResult.State.RUNNING);
    return job;
  }

  /** Its state; a job that has ended by itself is an error. */
  public PipelineResult.State stateOrFail() {
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
