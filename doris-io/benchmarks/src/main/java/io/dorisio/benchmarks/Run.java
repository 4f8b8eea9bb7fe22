package io.dorisio.benchmarks;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** One run of one side, in a JVM of its own. */
final class Run {

  private static final Duration LOOK = Duration.ofMillis(100);

  private Run() {}

  public static void main(String[] arguments) throws Exception {
    RunSettings settings = RunSettings.parse(arguments);
    Samples.start(settings.samples());
    Thread job = new Thread(() -> run(settings), "job");
    job.setDaemon(true);
    job.start();
    while (job.isAlive() && Pace.starts().isEmpty()) {
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
