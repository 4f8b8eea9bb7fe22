package io.dorisio.benchmarks;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** One run of one side, in a JVM of its own. */
final class Run {

  /** For Flink to start; a job that fails as it does is started again and again. */
  private static final Duration START = Duration.ofMinutes(1);

  private static final Duration LOOK = Duration.ofMillis(100);

  private Run() {}

  public static void main(String[] arguments) throws Exception {
    RunSettings settings = RunSettings.parse(arguments);
    Samples.start(settings.samples());
    Thread job = new Thread(() -> run(settings), "job");
    job.setDaemon(true);
    job.start();
    long patience = System.nanoTime() + START.toNanos();
    while (job.isAlive() && Pace.starts().isEmpty() && System.nanoTime() < patience) {
      job.join(LOOK.toMillis());
    }
    job.join(TimeUnit.SECONDS.toMillis(settings.seconds()));
    // What is still running has been measured, but for what it holds.
    Samples.collect();
    Runtime.getRuntime().halt(0);
  }

  private static void run(RunSettings settings) {
    try {
      if (settings.what().origin() == Case.Origin.KAFKA) {
        Pace.startUnseen();
      }
      if (settings.side() == Side.DORIS_IO) {
        new DorisIoJob(settings).run();
      } else {
        new ConnectorJob(settings).run();
      }
    } catch (Throwable e) {
      e.printStackTrace();
      Runtime.getRuntime().halt(1);
    }
  }
}
