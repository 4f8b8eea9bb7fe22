package io.dorisio.pipelines.demo;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What the demo does.
 *
 * @param rate events a second
 * @param events generated events in all
 * @param checkpointMillis milliseconds between Flink checkpoints
 * @param parallelism of the Flink job
 * @param partitions of the Kafka topic of events
 * @param keepRunning leave everything up at the end
 * @param feNodes an existing Doris, {@code host:port}; empty for the local one
 * @param user of Doris
 */
record DemoOptions(
    int rate,
    long events,
    long checkpointMillis,
    int parallelism,
    int partitions,
    boolean keepRunning,
    String feNodes,
    String user) {

  static final String USAGE =
      """
      Options of the demo (all optional):
        --rate=100000        events a second
        --events=2000000     generated events in all
        --seconds=N          the same as --events=N*rate
        --checkpoint=1000    milliseconds between Flink checkpoints
        --parallelism=2      of the Flink job
        --partitions=4       of the Kafka topic of events
        --keep-running       leave Kafka, Doris and the Flink job up at the end
        --fe-nodes=host:port an existing Doris instead of the local one; its database
                             dorisio_demo is dropped and created again
        --user=root          its user; the password is taken from DORIS_PASSWORD
      """;

  private static final Set<String> NAMES =
      Set.of(
          "rate",
          "events",
          "seconds",
          "checkpoint",
          "parallelism",
          "partitions",
          "keep-running",
          "fe-nodes",
          "user");

  static DemoOptions parse(String... args) {
    Map<String, String> given = new LinkedHashMap<>();
    for (String arg : args) {
      int equals = arg.indexOf('=');
      String name = equals < 0 ? arg : arg.substring(0, equals);
      if (!name.startsWith("--") || !NAMES.contains(name.substring(2))) {
        throw new IllegalArgumentException("Unknown option " + name + "\n" + USAGE);
      }
      given.put(name.substring(2), equals < 0 ? "true" : arg.substring(equals + 1));
    }
    if (given.containsKey("events") && given.containsKey("seconds")) {
      throw new IllegalArgumentException("Give --events or --seconds, not both.");
    }
    long rate = positive(given, "rate", 100_000);
    long events =
        given.containsKey("seconds")
            ? rate * positive(given, "seconds", 0)
            : positive(given, "events", 2_000_000);
    return new DemoOptions(
        Math.toIntExact(rate),
        events,
        positive(given, "checkpoint", 1_000),
        Math.toIntExact(positive(given, "parallelism", 2)),
        Math.toIntExact(positive(given, "partitions", 4)),
        Boolean.parseBoolean(given.get("keep-running")),
        given.getOrDefault("fe-nodes", ""),
        given.getOrDefault("user", "root"));
  }

  private static long positive(Map<String, String> given, String name, long byDefault) {
    String text = given.get(name);
    if (text == null) {
      return byDefault;
    }
    try {
      long value = Long.parseLong(text.replace("_", ""));
      if (value > 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw notPositive(name, text, e);
    }
    throw notPositive(name, text, null);
  }

  private static IllegalArgumentException notPositive(
      String name, String text, NumberFormatException cause) {
    return new IllegalArgumentException(
        "--" + name + "=" + text + " is not a positive whole number.", cause);
  }
}
