package io.dorisio.benchmarks;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one JVM measures.
 *
 * @param seconds how long the job runs from its first row on, or of one from Kafka from its start
 *     on, warm-up included
 * @param boundedRows how many rows a bounded source has
 * @param flags further options of the pipeline, for DorisIO
 */
record RunSettings(
    Side side,
    Case what,
    String frontend,
    String backend,
    String kafka,
    int parallelism,
    int checkpointMillis,
    int seconds,
    long boundedRows,
    Path samples,
    List<String> flags) {

  static final String TOPIC = "events";

  List<String> toArguments() {
    List<String> arguments =
        List.of(
            side.name(),
            what.name(),
            frontend,
            backend,
            kafka,
            String.valueOf(parallelism),
            String.valueOf(checkpointMillis),
            String.valueOf(seconds),
            String.valueOf(boundedRows),
            samples.toString());
    return Stream.concat(arguments.stream(), flags.stream()).toList();
  }

  static RunSettings parse(String... arguments) {
    int at = 0;
    return new RunSettings(
        Side.valueOf(arguments[at++]),
        Case.valueOf(arguments[at++]),
        arguments[at++],
        arguments[at++],
        arguments[at++],
        Integer.parseInt(arguments[at++]),
        Integer.parseInt(arguments[at++]),
        Integer.parseInt(arguments[at++]),
        Long.parseLong(arguments[at++]),
        Path.of(arguments[at++]),
        Arrays.asList(arguments).subList(at, arguments.length));
  }

  /** The table, where there is one. */
  String table() {
    return what.input() == Input.CHANGES ? "bench.changes" : Events.tableOf(0, 1);
  }

  double rowsPerSecondAndSubtask() {
    return (double) what.rowsPerSecond() / parallelism;
  }
}
