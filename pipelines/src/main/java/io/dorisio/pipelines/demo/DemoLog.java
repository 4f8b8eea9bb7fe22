package io.dorisio.pipelines.demo;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps the screen for the demo's own lines: what Kafka and Flink warn of when they are started and
 * stopped in one process is left out, why a task fails is not.
 */
public final class DemoLog {
  private static final String PREFIX = "org.slf4j.simpleLogger.";

  private static final Logger BINLOG_CLIENT = Logger.getLogger("com.github.shyiko.mysql.binlog");

  private DemoLog() {}

  /** To be called before anything logs; a level on the command line wins. */
  public static void configure() {
    set("defaultLogLevel", "error");
    set("log.io.dorisio", "warn");
    set("log.org.apache.flink.runtime.taskmanager.Task", "warn");
    // Debezium's binlog client tells of each connection there.
    BINLOG_CLIENT.setLevel(Level.WARNING);
  }

  /** The level of a logger; to be called before it logs. */
  public static void level(String logger, String level) {
    set("log." + logger, level);
  }

  private static void set(String property, String level) {
    if (System.getProperty(PREFIX + property) == null) {
      System.setProperty(PREFIX + property, level);
    }
  }
}
