package io.dorisio.pipelines.demo.employees;

import io.dorisio.pipelines.demo.DemoArguments;
import java.util.Set;

/**
 * What the demo does.
 *
 * @param rate transactions a second, of all shards
 * @param seconds for which random transactions come
 * @param seed of the random transactions
 * @param checkpointMillis milliseconds between Flink checkpoints
 * @param parallelism of the Flink job
 * @param keepRunning leave everything up at the end
 * @param feNodes an existing Doris, {@code host:port}; empty for the local one
 * @param user of Doris
 */
record EmployeesOptions(
    int rate,
    int seconds,
    long seed,
    long checkpointMillis,
    int parallelism,
    boolean keepRunning,
    String feNodes,
    String user) {

  static final String USAGE =
      """
      Options of the demo (all optional):
        --rate=400           transactions a second, of all shards; about six statements each
        --seconds=30         for which random transactions come
        --seed=1             of the random transactions; the same ones for the same seed
        --checkpoint=1000    milliseconds between Flink checkpoints
        --parallelism=2      of the Flink job
        --keep-running       leave MariaDB, Doris and the Flink job up at the end
        --fe-nodes=host:port an existing Doris instead of the local one; its table
                             demo.all_employees_info is dropped and created again
        --user=root          its user; the password is taken from DORIS_PASSWORD
      """;

  private static final Set<String> NAMES =
      Set.of(
          "rate",
          "seconds",
          "seed",
          "checkpoint",
          "parallelism",
          "keep-running",
          "fe-nodes",
          "user");

  static EmployeesOptions parse(String... args) {
    DemoArguments given = DemoArguments.parse(NAMES, USAGE, args);
    return new EmployeesOptions(
        Math.toIntExact(given.positive("rate", 400)),
        Math.toIntExact(given.positive("seconds", 30)),
        given.positive("seed", 1),
        given.positive("checkpoint", 1_000),
        Math.toIntExact(given.positive("parallelism", 2)),
        given.flag("keep-running"),
        given.text("fe-nodes", ""),
        given.text("user", "root"));
  }
}
