package io.dorisio.pipelines.chaos;

import io.dorisio.emulator.DorisEmulator;
import io.dorisio.emulator.transaction.TransactionRecord;
import io.dorisio.pipelines.demo.Await;
import io.dorisio.pipelines.demo.DorisSql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.commons.io.FileUtils;

/** Flink and Doris, each a real one or its stand-in, and a job of the bundled jar on them. */
abstract class FlinkAndDoris implements AutoCloseable {

  static final String PASSWORD = "s3cret:p@ss/w%rd";
  static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final String JAR =
      Path.of(System.getProperty("basedir", "."), "target", "doris-pipelines-bundled.jar")
          .toAbsolutePath()
          .toString();

  private final Path directory;
  private final LocalOrRemoteDoris doris;
  private final FlinkCluster flink;

  /** Starts two TaskManagers. Takes over the Doris, and closes it if that fails. */
  FlinkAndDoris(Path directory, LocalOrRemoteDoris doris) throws Exception {
    this.directory = directory;
    this.doris = doris;
    try {
      this.flink = FlinkCluster.start(directory.resolve("flink"), 2);
    } catch (Exception e) {
      doris.close();
      throw e;
    }
  }

  /** A directory that stays behind with the logs of all processes. */
  static Path directory(String name) throws IOException {
    Path directory =
        Path.of(System.getProperty("basedir", "."), "target", "chaos", name).toAbsolutePath();
    FileUtils.deleteDirectory(directory.toFile());
    return Files.createDirectories(directory);
  }

  /** The job, with arguments of its own beside those of Flink and Doris. */
  abstract List<String> arguments();

  abstract PipelineOptions parse(String... args);

  abstract Pipeline pipeline(PipelineOptions options);

  /** Submits the job; returns its id. */
  String submit(Consumer<FlinkPipelineOptions> changes) throws Exception {
    List<String> args =
        new ArrayList<>(
            List.of(
                "--runner=FlinkRunner",
                "--flinkMaster=" + flink.address(),
                "--filesToStage=" + JAR,
                "--parallelism=2",
                "--attachedMode=false",
                "--externalizedCheckpointsEnabled=true",
                "--retainExternalizedCheckpointsOnCancellation=true",
                "--checkpointMillis=1000",
                "--feNodes=" + doris.frontend(),
                "--user=etl",
                "--password=" + PASSWORD));
    args.addAll(arguments());
    PipelineOptions options = parse(args.toArray(String[]::new));
    changes.accept(options.as(FlinkPipelineOptions.class));
    pipeline(options).run();
    return flink.rest().newestJob();
  }

  String submit() throws Exception {
    return submit(options -> {});
  }

  String restore(String savepoint) throws Exception {
    return submit(options -> options.setSavepointPath(savepoint));
  }

  Path directory() {
    return directory;
  }

  FlinkCluster flink() {
    return flink;
  }

  DorisEmulator doris() {
    return doris.emulator();
  }

  LocalOrRemoteDoris dorisNode() {
    return doris;
  }

  DorisSql sql() {
    return doris.sql("chaos");
  }

  void createDatabase() throws Exception {
    doris.sql("information_schema").execute("CREATE DATABASE IF NOT EXISTS chaos");
  }

  /** Waits until Doris has a transaction of this kind. Only with Doris in this process. */
  TransactionRecord awaitTransaction(String what, Predicate<TransactionRecord> wanted) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      List<TransactionRecord> transactions = doris.emulator().transactions();
      for (int i = transactions.size() - 1; i >= 0; i--) {
        if (wanted.test(transactions.get(i))) {
          return transactions.get(i);
        }
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("No transaction was " + what + ": " + doris.emulator().transactions());
  }

  /** Waits until the job has completed so many checkpoints. */
  void awaitCheckpoints(String job, long completed) throws Exception {
    Await.<Exception>until(
        completed + " checkpoints",
        PATIENCE,
        () -> flink.rest().completedCheckpoints(job) >= completed);
  }

  /** The scenario has struck: it made the job start again. */
  void assertRestarted(String job) throws Exception {
    Await.<Exception>until("a restart of the job", PATIENCE, () -> flink.rest().restarts(job) > 0);
  }

  /** Waits for a job that must not go on; returns what it says. */
  String awaitFailure(String job, String words) throws Exception {
    Await.<Exception>until(
        "the job to say: " + words, PATIENCE, () -> flink.rest().failures(job).contains(words));
    return flink.rest().failures(job);
  }

  @Override
  public void close() throws Exception {
    flink.close();
    doris.close();
  }

  @Override
  public String toString() {
    return getClass().getSimpleName() + " in " + directory;
  }
}
