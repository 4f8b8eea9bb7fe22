package io.dorisio.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a benchmark is told on its command line.
 *
 * @param warmUpSeconds from a job's first row on, or of one from Kafka from its start on
 * @param seconds measured after that
 * @param kafkaRows what the topic holds
 * @param batchRows what a bounded input holds
 */
record Settings(
    List<Case> cases,
    int runs,
    int parallelism,
    int checkpointMillis,
    int warmUpSeconds,
    int seconds,
    long kafkaRows,
    long batchRows,
    boolean peers,
    Path results,
    List<Variant> variants) {

  /** DorisIO with other options than it has by default. */
  record Variant(String name, List<String> flags) {
    static final Variant DEFAULT = new Variant("", List.of());
  }

  /** More than either side reads. */
  private static final long KAFKA_ROWS_PER_SECOND = 10_000_000;

  static final String USAGE =
      """
      Options:
        --cases=all            or some of them, such as json_strings,row_csv
        --runs=3               of each side, in turns; the table has the medians
        --parallelism=2
        --checkpoint=2000      ms; the latency case has 1000
        --warm-up=30           seconds of each run that do not count
        --seconds=15           seconds of each run that count
        --kafka-rows=450000000 10 million for each second of both; an eighth of them is stored
        --batch-rows=20000000
        --without-peers        DorisIO alone
        --variant=NAME:FLAGS   DorisIO once more, with other options, such as
                               no-metrics:--disableMetrics=true,--shards=2
        --results=DIR          target/results by default
      """;

  static Settings parse(String... arguments) {
    List<Case> cases = Case.parse("all");
    int runs = 3;
    int parallelism = 2;
    int checkpoint = 2_000;
    int warmUp = 30;
    int seconds = 15;
    long kafkaRows = 0;
    long batchRows = 20_000_000;
    boolean peers = true;
    Path results = Path.of("target", "results");
    List<Variant> variants = new ArrayList<>(List.of(Variant.DEFAULT));
    for (String argument : arguments) {
      String value = argument.substring(argument.indexOf('=') + 1);
      switch (argument.replaceFirst("=.*", "")) {
        case "--cases" -> cases = Case.parse(value);
        case "--runs" -> runs = Integer.parseInt(value);
        case "--parallelism" -> parallelism = Integer.parseInt(value);
        case "--checkpoint" -> checkpoint = Integer.parseInt(value);
        case "--warm-up" -> warmUp = Integer.parseInt(value);
        case "--seconds" -> seconds = Integer.parseInt(value);
        case "--kafka-rows" -> kafkaRows = Long.parseLong(value);
        case "--batch-rows" -> batchRows = Long.parseLong(value);
        case "--without-peers" -> peers = false;
        case "--results" -> results = Path.of(value);
        case "--variant" -> variants.add(variant(value));
        default -> throw new IllegalArgumentException("Unknown option " + argument + "\n" + USAGE);
      }
    }
    return new Settings(
        cases,
        runs,
        parallelism,
        checkpoint,
        warmUp,
        seconds,
        kafkaRows > 0 ? kafkaRows : KAFKA_ROWS_PER_SECOND * (warmUp + seconds),
        batchRows,
        peers,
        results,
        variants);
  }

  private static Variant variant(String text) {
    int colon = text.indexOf(':');
    return new Variant(
        text.substring(0, colon), Arrays.asList(text.substring(colon + 1).split(",")));
  }

  int checkpointMillis(Case what) {
    return what.rowsPerSecond() > 0 ? Math.min(1_000, checkpointMillis) : checkpointMillis;
  }
}
