package io.dorisio.benchmarks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * The results as a picture: for each case and writer a bar, which is the median, and a dot for each
 * run. CPU stands beside throughput, since that is what a busy machine leaves as it is.
 */
final class Plot {

  private static final int LABELS = 210;
  private static final int PANEL = 330;
  private static final int GAP = 40;
  private static final int LINE = 15;
  private static final int TOP = 60;
  private static final Map<Side, String> COLOURS =
      Map.of(Side.DORIS_IO, "#1f77b4", Side.CONNECTOR, "#ff7f0e");

  private final StringBuilder svg = new StringBuilder();
  private final List<List<Result>> groups;

  private Plot(List<Result> results) {
    // A limit of curl's is so far away that all else would be short beside it.
    this.groups =
        new ArrayList<>(
            results.stream()
                .filter(result -> result.side() != Side.CURL && result.what() != Case.LATENCY)
                .collect(
                    Collectors.groupingBy(
                        result -> List.of(result.what(), result.writer()),
                        LinkedHashMap::new,
                        Collectors.toList()))
                .values());
    groups.sort(Comparator.comparing(group -> group.get(0).what()));
  }

  static String of(List<Result> results) {
    return new Plot(results).draw();
  }

  private String draw() {
    int width = LABELS + 2 * PANEL + 2 * GAP + 20;
    int height = TOP + groups.size() * LINE + 8 * (int) cases() + 20;
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                + " font-family=\"sans-serif\" font-size=\"11\">%n"
                + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
            width,
            height));
    text(LABELS, 20, "start", "blue: DorisIO, orange: flink-doris-connector");
    names();
    panel(LABELS, "million rows/s", result -> result.rowsPerSecond() / 1e6);
    panel(LABELS + PANEL + GAP, "CPU seconds per million rows", Figures::cpuSecondsPerMillion);
    return svg.append("</svg>\n").toString();
  }

  private long cases() {
    return groups.stream().map(group -> group.get(0).what()).distinct().count();
  }

  private void names() {
    Case last = null;
    for (int i = 0; i < groups.size(); i++) {
      Result first = groups.get(i).get(0);
      if (first.what() != last) {
        text(LABELS - 8, y(i) + 9, "end", first.what().title());
      }
      last = first.what();
    }
  }

  private void panel(int left, String title, ToDoubleFunction<Figures> figure) {
    double most =
        groups.stream()
            .flatMap(List::stream)
            .mapToDouble(result -> figure.applyAsDouble(result.figures()))
            .max()
            .orElse(1);
    double scale = (PANEL - GAP) / most;
    text(left, TOP - 14, "start", title);
    for (int i = 0; i < groups.size(); i++) {
      List<Result> runs = groups.get(i);
      double median = Report.median(runs, figure);
      String colour = COLOURS.get(runs.get(0).side());
      svg.append(
          String.format(
              Locale.ROOT,
              "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
              left,
              y(i),
              median * scale,
              LINE - 3,
              colour));
      for (Result run : runs) {
        svg.append(
            String.format(
                Locale.ROOT,
                "<circle cx=\"%.1f\" cy=\"%d\" r=\"2\" fill=\"black\"/>%n",
                left + figure.applyAsDouble(run.figures()) * scale,
                y(i) + LINE / 2 - 1));
      }
      text(
          left + (int) (median * scale) + 6,
          y(i) + 9,
          "start",
          String.format(Locale.ROOT, "%.2f", median));
    }
  }

  /** The top of a bar; those of another case stand apart. */
  private int y(int index) {
    long before =
        groups.subList(0, index + 1).stream().map(g -> g.get(0).what()).distinct().count();
    return TOP + index * LINE + 8 * (int) (before - 1);
  }

  private void text(int x, int y, String anchor, String words) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>%n",
            x,
            y,
            anchor,
            words.replace("&", "&amp;").replace("<", "&lt;")));
  }
}
