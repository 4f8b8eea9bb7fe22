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
  private final int flinkPort;

  private StreamingJob(String name, PipelineResult job, int flinkPort) {
    this.name = name;
    this.job = job;
    this.flinkPort = flinkPort;
  }

  /**
   * Starts a pipeline whose options are detached, and returns when Flink runs it.
   *
   * @param flinkPort of the cluster's web UI, as the options have it
   */
  public static StreamingJob start(Pipeline pipeline, int flinkPort) throws InterruptedException {
    StreamingJob job =
        new StreamingJob(pipeline.getOptions().getJobName(), pipeline.run(), flinkPort);
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

  /**
   * Cancels the job and waits for its end, and for the port, which the next job's cluster needs.
   */
  @Override
  public void close() throws IOException, InterruptedException {
    cancel(job, name);
    Await.until(
        "the Flink cluster of job " + name + " to give port " + flinkPort + " back",
        PATIENCE,
        () -> FreePorts.isFree(flinkPort));
  }

  /** Cancels a job on a Flink cluster of its own inside this JVM, and waits for its end. */
  public static void cancel(PipelineResult job, String name)
      throws IOException, InterruptedException {
    if (hasEnded(job)) {
      return;
    }
    try {
      job.cancel();
    } catch (RuntimeException e) {
      // It asks for the state too, when the cluster may be shutting down already.
      if (!hasEnded(job)) {
        throw e;
      }
    }
    Await.until("Flink to cancel job " + name, PATIENCE, () -> hasEnded(job));
  }

  /**
   * Whether a job that is to end has done so. Its cluster is shut down then, and either does not
   * answer any more or says that it is not running.
   */
  private static boolean hasEnded(PipelineResult job) {
    try {
      return job.getState().isTerminal();
    } catch (RuntimeException e) {
      return true;
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
