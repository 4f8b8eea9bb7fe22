package io.dorisio.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Results as a table, and as a file with the figures of every run. */
final class Report {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Settings settings;

  Report(Settings settings) {
    this.settings = settings;
  }

  void write(List<Result> results) throws IOException {
    JSON.writeValue(settings.results().resolve("results.json").toFile(), results);
    Files.writeString(settings.results().resolve("results.md"), markdown(results));
    Files.writeString(settings.results().resolve("results.svg"), Plot.of(results));
  }

  static String line(Result result) {
    Figures figures = result.figures();
    return String.format(
        Locale.ROOT,
        "%-32s %-45s run %d  %,11.0f rows/s  %7.1f MB/s  %6.3f CPU s/M rows  %5.0f MB live  %5.0f"
            + " MB RSS  %6.0f B/row  %5.1f loads/checkpoint  p50 %.0f ms  p99 %.0f ms  load %.1f",
        result.what().title(),
        result.writer(),
        result.run(),
        figures.rowsPerSecond(),
        figures.megabytesPerSecond(),
        figures.cpuSecondsPerMillion(),
        figures.liveHeapMb(),
        figures.rssMb(),
        figures.allocatedBytesPerRow(),
        figures.loadsPerCheckpoint(),
        figures.p50Millis(),
        figures.p99Millis(),
        result.load());
  }

  /** The medians. */
  String markdown(List<Result> results) {
    StringBuilder text =
        new StringBuilder(
            """
            | case | writer | rows/s | × connector | × curl | MB/s | CPU s / M rows | connector's CPU / own | live heap MB | RSS MB | allocated B / row | loads / checkpoint | p50 / p99 to visible | machine load |
            |---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
            """);
    Map<Case, Map<String, List<Result>>> byCase =
        results.stream()
            .collect(
                Collectors.groupingBy(
                    Result::what,
                    LinkedHashMap::new,
                    Collectors.groupingBy(
                        Result::writer, LinkedHashMap::new, Collectors.toList())));
    byCase.forEach(
        (what, writers) ->
            writers.forEach(
                (writer, runs) -> text.append(row(what, writer, runs, writers)).append('\n')));
    return text.toString();
  }

  private static String row(
      Case what, String writer, List<Result> runs, Map<String, List<Result>> writers) {
    ToDoubleFunction<Figures> speed = Figures::rowsPerSecond;
    double latency = median(runs, Figures::p99Millis);
    return String.join(
        " | ",
        "| " + what.title(),
        writer,
        number("%,.0f", median(runs, speed)),
        ratio(runs, writers.get(Side.CONNECTOR.title())),
        ratio(runs, writers.get(Side.CURL.title())),
        number("%.0f", median(runs, Figures::megabytesPerSecond)),
        number("%.2f", median(runs, Figures::cpuSecondsPerMillion)),
        cpuRatio(runs, writers.get(Side.CONNECTOR.title())),
        number("%.0f", median(runs, Figures::liveHeapMb)),
        number("%.0f", median(runs, Figures::rssMb)),
        number("%.0f", median(runs, Figures::allocatedBytesPerRow)),
        number("%.1f", median(runs, Figures::loadsPerCheckpoint)),
        latency == 0
            ? ""
            : number("%,.0f ms / ", median(runs, Figures::p50Millis)) + number("%,.0f ms", latency),
        number("%.1f", runs.stream().mapToDouble(Result::load).average().orElse(0)) + " |");
  }

  private static String cpuRatio(List<Result> runs, List<Result> others) {
    if (others == null || others == runs || runs.get(0).side() == Side.CURL) {
      return "";
    }
    ToDoubleFunction<Figures> cpu = Figures::cpuSecondsPerMillion;
    return number("%.2f", median(others, cpu) / median(runs, cpu));
  }

  private static String ratio(List<Result> runs, List<Result> others) {
    if (others == null || others == runs) {
      return "";
    }
    return number(
        "%.2f", median(runs, Figures::rowsPerSecond) / median(others, Figures::rowsPerSecond));
  }

  private static String number(String format, double value) {
    return value == 0 ? "" : String.format(Locale.ROOT, format, value);
  }

  static double median(List<Result> runs, ToDoubleFunction<Figures> figure) {
    double[] sorted = runs.stream().map(Result::figures).mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
