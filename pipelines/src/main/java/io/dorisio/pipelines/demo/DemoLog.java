package io.dorisio.pipelines.demo;

/**
 * Keeps the screen for the demo's own lines: what Kafka and Flink warn of when they are started and
 * stopped in one process is left out, why a task fails is not.
 */
final class DemoLog {
  private static final String PREFIX = "org.slf4j.simpleLogger.";

  private DemoLog() {}

  /** To be called before anything logs; a level on the command line wins. */
  static void configure() {
    set("defaultLogLevel", "error");
    set("log.io.dorisio", "warn");
    set("log.org.apache.flink.runtime.taskmanager.Task", "warn");
  }

  private static void set(String property, String level) {
    if (System.getProperty(PREFIX + property) == null) {
      System.setProperty(PREFIX + property, level);
    }
  }
}
