package io.dorisio.pipelines.chaos;

import io.dorisio.pipelines.demo.Await;
import io.dorisio.pipelines.demo.FreePorts;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Flink standalone cluster of separate JVMs: a JobManager and TaskManagers with one slot each,
 * which notice within seconds that another is gone.
 */
final class FlinkCluster implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int SLOTS = 1;
  private static final Pattern FLINK_AND_ITS_OWN =
      Pattern.compile(
          "/org/apache/flink/|/org/slf4j/|/org/apache/commons/|/commons-(cli|io|collections)/"
              + "|/snakeyaml|/kryo/|/minlog/|/objenesis/|/chill|/javassist/|/snappy|/lz4");

  private final Path directory;
  private final int restPort;
  private final FlinkRest rest;
  private final List<JavaProcess> taskManagers = new ArrayList<>();
  private JavaProcess jobManager;
  private int started;

  private FlinkCluster(Path directory, int restPort) {
    this.directory = directory;
    this.restPort = restPort;
    this.rest = new FlinkRest(restPort);
  }

  static FlinkCluster start(Path directory, int taskManagers) throws Exception {
    int[] ports = FreePorts.find(2);
    Files.createDirectories(directory);
    FlinkCluster cluster = new FlinkCluster(directory, ports[0]);
    Files.writeString(
        directory.resolve("flink-conf.yaml"),
        String.join(
            "\n",
            "jobmanager.rpc.address: 127.0.0.1",
            "jobmanager.rpc.port: " + ports[1],
            "rest.address: 127.0.0.1",
            "rest.port: " + ports[0],
            "taskmanager.host: 127.0.0.1",
            "taskmanager.numberOfTaskSlots: " + SLOTS,
            "taskmanager.cpu.cores: 1.0",
            "taskmanager.memory.task.heap.size: 512m",
            "taskmanager.memory.task.off-heap.size: 128m",
            "taskmanager.memory.network.min: 32m",
            "taskmanager.memory.network.max: 32m",
            "taskmanager.memory.managed.size: 16m",
            // A TaskManager that no script has started wants each piece named.
            "taskmanager.memory.framework.heap.size: 128m",
            "taskmanager.memory.framework.off-heap.size: 64m",
            "taskmanager.memory.jvm-metaspace.size: 256m",
            "taskmanager.memory.jvm-overhead.min: 64m",
            "taskmanager.memory.jvm-overhead.max: 64m",
            "jobmanager.memory.process.size: 1024m",
            "heartbeat.interval: 500",
            "heartbeat.timeout: 4000",
            "metrics.fetcher.update-interval: 500",
            "restart-strategy.type: fixed-delay",
            "restart-strategy.fixed-delay.attempts: 1000",
            "restart-strategy.fixed-delay.delay: 300 ms",
            "state.checkpoints.dir: file://" + directory.resolve("checkpoints"),
            "state.savepoints.dir: file://" + directory.resolve("savepoints"),
            "io.tmp.dirs: " + Files.createDirectories(directory.resolve("tmp")),
            ""));
    try {
      cluster.startJobManager();
      for (int i = 0; i < taskManagers; i++) {
        cluster.startTaskManager();
      }
      cluster.awaitSlots(taskManagers * SLOTS);
      return cluster;
    } catch (Exception e) {
      cluster.close();
      throw e;
    }
  }

  void startJobManager() throws IOException {
    jobManager =
        run("jobmanager", "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint");
  }

  JavaProcess startTaskManager() throws IOException {
    JavaProcess taskManager =
        run("taskmanager-" + ++started, "org.apache.flink.runtime.taskexecutor.TaskManagerRunner");
    taskManagers.add(taskManager);
    return taskManager;
  }

  /** Waits until so many slots are registered. */
  void awaitSlots(int slots) throws InterruptedException {
    Await.<RuntimeException>until(
        slots + " slots at Flink", PATIENCE, () -> rest.taskSlots() == slots);
  }

  private JavaProcess run(String name, String mainClass) throws IOException {
    return JavaProcess.start(
        name,
        directory,
        classPath(),
        "900m",
        mainClass,
        List.of("--configDir", directory.toString()));
  }

  /** Flink and what it needs, but nothing of the job: that comes with the job's jar. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> FLINK_AND_ITS_OWN.matcher(entry.replace(File.separatorChar, '/')).find())
        .collect(Collectors.joining(File.pathSeparator));
  }

  FlinkRest rest() {
    return rest;
  }

  /** The newest checkpoint that is complete, of any job. */
  String newestCheckpoint() throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("checkpoints"))) {
      return files
          .filter(file -> file.getFileName().toString().equals("_metadata"))
          .max(Comparator.comparing(file -> file.toFile().lastModified()))
          .orElseThrow()
          .getParent()
          .toUri()
          .toString();
    }
  }

  /** For {@code --flinkMaster}. */
  String address() {
    return "127.0.0.1:" + restPort;
  }

  JavaProcess jobManager() {
    return jobManager;
  }

  /** A TaskManager by its order of start; those that were killed count. */
  JavaProcess taskManager(int index) {
    return taskManagers.get(index);
  }

  List<JavaProcess> taskManagers() {
    return taskManagers;
  }

  @Override
  public void close() throws Exception {
    for (JavaProcess taskManager : taskManagers) {
      taskManager.close();
    }
    jobManager.close();
  }
}
