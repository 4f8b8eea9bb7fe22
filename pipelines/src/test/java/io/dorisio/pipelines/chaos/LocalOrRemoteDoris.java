package io.dorisio.pipelines.chaos;

import io.dorisio.emulator.DorisEmulator;
import io.dorisio.emulator.DorisEmulatorMain;
import io.dorisio.emulator.EmulatorBuilder;
import io.dorisio.pipelines.demo.Await;
import io.dorisio.pipelines.demo.DorisSql;
import io.dorisio.pipelines.demo.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/** The local Doris, in this process or in one of its own. */
final class LocalOrRemoteDoris implements AutoCloseable {

  private final Path directory;
  private final DorisEmulator emulator;
  private final int[] ports;
  private JavaProcess process;

  private LocalOrRemoteDoris(Path directory, DorisEmulator emulator, int[] ports) {
    this.directory = directory;
    this.emulator = emulator;
    this.ports = ports;
  }

  static LocalOrRemoteDoris inThisProcess(Path directory) throws Exception {
    return inThisProcess(directory, builder -> builder);
  }

  static LocalOrRemoteDoris inThisProcess(Path directory, UnaryOperator<EmulatorBuilder> settings)
      throws Exception {
    DorisEmulator emulator =
        settings
            .apply(DorisEmulator.builder().user("etl", FlinkAndDoris.PASSWORD).dataDir(directory))
            .start();
    return new LocalOrRemoteDoris(directory, emulator, new int[0]);
  }

  static LocalOrRemoteDoris asProcess(Path directory) throws Exception {
    Files.createDirectories(directory);
    LocalOrRemoteDoris doris = new LocalOrRemoteDoris(directory, null, FreePorts.find(3));
    doris.start();
    return doris;
  }

  /** Starts it, on the ports and with the data that it had. */
  void start() throws Exception {
    process =
        JavaProcess.start(
            "doris",
            directory,
            System.getProperty("java.class.path"),
            "1g",
            DorisEmulatorMain.class.getName(),
            List.of(
                "--fe-port=" + ports[0],
                "--be-port=" + ports[1],
                "--admin-port=" + ports[2],
                "--data-dir=" + directory,
                "--user=etl",
                "--password=" + FlinkAndDoris.PASSWORD));
    Await.<InterruptedException>until(
        "Doris to answer",
        Duration.ofMinutes(1),
        () -> {
          try {
            sql("information_schema").query("SELECT 1");
            return true;
          } catch (IOException e) {
            return false;
          }
        });
  }

  JavaProcess process() {
    return process;
  }

  DorisEmulator emulator() {
    return emulator;
  }

  String frontend() {
    return emulator != null ? emulator.frontendAddress() : "127.0.0.1:" + ports[0];
  }

  DorisSql sql(String database) {
    return new DorisSql(frontend(), database, "etl", FlinkAndDoris.PASSWORD);
  }

  @Override
  public void close() throws Exception {
    if (process != null) {
      process.close();
    } else {
      emulator.close();
    }
  }
}
