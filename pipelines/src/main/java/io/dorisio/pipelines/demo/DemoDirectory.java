package io.dorisio.pipelines.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Where a demo's servers keep their files, until the JVM ends. */
public final class DemoDirectory {
  private final Path directory;
  private final int flinkPort;

  private DemoDirectory(Path directory, int flinkPort) {
    this.directory = directory;
    this.flinkPort = flinkPort;
  }

  /** Creates one, with Flink's configuration in it. */
  public static DemoDirectory create() throws IOException {
    Path directory = Files.createTempDirectory("dorisio-demo");
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> delete(directory), "dorisio-demo-delete"));
    DemoDirectory created = new DemoDirectory(directory, FreePorts.find(1)[0]);
    Files.createDirectory(created.flinkConf());
    Files.writeString(
        created.flinkConf().resolve("flink-conf.yaml"),
        "rest.port: " + created.flinkPort + "\nrest.bind-port: " + created.flinkPort + "\n");
    return created;
  }

  public Path resolve(String name) {
    return directory.resolve(name);
  }

  public Path flinkConf() {
    return directory.resolve("flink");
  }

  /** The port of Flink's web UI, while a job runs. */
  public int flinkPort() {
    return flinkPort;
  }

  private static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      // An interrupted demo may still write there.
      System.err.println("Not all of " + directory + " could be deleted: " + e);
    }
  }
}
