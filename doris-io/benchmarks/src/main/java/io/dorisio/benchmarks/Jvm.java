package io.dorisio.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The JVMs that a measurement runs in: all with the same collector and this one's class path. */
final class Jvm {

  /** Of a JVM that writes: room for Flink and for what either side keeps. */
  static final String WRITER_HEAP = "-Xmx1g";

  private Jvm() {}

  /**
   * The command of a JVM.
   *
   * @param temporary for what a JVM that is ended in the middle leaves behind
   */
  static List<String> command(String heap, Path temporary, Class<?> main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(System.getProperty("bench.jvm.flags", "").trim().split(" +")));
    command.add("-XX:+UseG1GC");
    command.add(heap);
    command.add("-Djava.io.tmpdir=" + temporary);
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=error");
    String more = System.getProperty("bench.jvm.more", "");
    if (main == Run.class && !more.isBlank()) {
      // A profiler, for instance.
      command.addAll(List.of(more.trim().split(" +")));
    }
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(arguments);
    return command;
  }
}
