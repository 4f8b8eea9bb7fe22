package io.dorisio.pipelines.demo;

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
    DemoArguments given = DemoArguments.parse(NAMES, USAGE, args);
    if (given.has("events") && given.has("seconds")) {
      throw new IllegalArgumentException("Give --events or --seconds, not both.");
    }
    long rate = given.positive("rate", 100_000);
    long events =
        given.has("seconds")
            ? rate * given.positive("seconds", 0)
            : given.positive("events", 2_000_000);
    return new DemoOptions(
        Math.toIntExact(rate),
        events,
        given.positive("checkpoint", 1_000),
        Math.toIntExact(given.positive("parallelism", 2)),
        Math.toIntExact(given.positive("partitions", 4)),
        given.flag("keep-running"),
        given.text("fe-nodes", ""),
        given.text("user", "root"));
  }
}
