package io.dorisio.benchmarks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The figures of one run. Throughput is what became visible from the end of one checkpoint's
 * commits to that of another, so that whole checkpoints are counted, with what the JVM used between
 * the same two moments.
 *
 * @param cpuSecondsPerMillion of the writing JVM, for a million rows; 0 if unknown
 * @param liveHeapMb the most that a full collection left, while the job ran on after it was
 *     measured
 * @param p50Millis from the creation of a row to its visibility; 0 where rows come without a pace
 */
record Figures(
    double seconds,
    double rowsPerSecond,
    double megabytesPerSecond,
    double cpuSecondsPerMillion,
    double liveHeapMb,
    double rssMb,
    double allocatedBytesPerRow,
    double loadsPerCheckpoint,
    double p50Millis,
    double p99Millis) {

  private static final double MB = 1e6;

  /** Commits of one checkpoint follow each other within this share of the interval. */
  private static final int GAP_SHARE = 4;

  /** What is needed to read figures out of a run. */
  record Raw(List<Load> loads, List<Sample> samples, int checkpointMillis) {
    Raw {
      loads =
          loads.stream()
              .filter(load -> load.visible() > 0)
              .sorted(Comparator.comparingLong(Load::visible))
              .toList();
      if (loads.isEmpty() || samples.isEmpty()) {
        throw new IllegalStateException("the run made nothing visible");
      }
    }

    private long firstRow() {
      return samples.get(samples.size() - 1).sourceStarts().stream()
          .mapToLong(Long::longValue)
          .min()
          .orElse(loads.get(0).begun());
    }

    /** The end of the commits that were under way at a moment, or came next. */
    private long commitsEnd(long moment) {
      long end = 0;
      for (Load load : loads) {
        if (end > 0 && load.visible() - end > checkpointMillis / GAP_SHARE) {
          return end;
        }
        if (load.visible() >= moment) {
          end = load.visible();
        }
      }
      return end;
    }

    private double at(long millis, ToDoubleFunction<Sample> value) {
      Sample before = samples.get(0);
      for (Sample sample : samples) {
        if (sample.millis() >= millis) {
          double span = Math.max(1, sample.millis() - before.millis());
          double share = Math.min(1, Math.max(0, (millis - before.millis()) / span));
          return value.applyAsDouble(before)
              + share * (value.applyAsDouble(sample) - value.applyAsDouble(before));
        }
        before = sample;
      }
      return value.applyAsDouble(before);
    }
  }

  /**
   * Of a job whose input has no end.
   *
   * @param warmUpMillis which does not count, from the first row on, or of a job from Kafka from
   *     its start on
   */
  static Figures ofStream(Raw raw, long warmUpMillis, long rowsPerSecond) {
    long from = raw.commitsEnd(raw.firstRow() + warmUpMillis);
    long last = raw.loads().get(raw.loads().size() - 1).visible();
    long to = raw.commitsEnd(last - raw.checkpointMillis() * 3L / 2);
    if (from == 0 || to <= from) {
      // Where hundreds of commits take as long as an interval, checkpoints cannot be told apart.
      from = raw.firstRow() + warmUpMillis;
      to = last;
      if (to - from < 2L * raw.checkpointMillis()) {
        throw new IllegalStateException("no whole checkpoint lies behind the warm-up");
      }
    }
    return between(raw, from, to, latencies(raw, from, to, rowsPerSecond));
  }

  /** Of a job whose input ends: from its first row to its last commit, in a cold JVM. */
  static Figures ofBatch(Raw raw) {
    long last = raw.loads().get(raw.loads().size() - 1).visible();
    return between(raw, raw.firstRow(), last, List.of());
  }

  private static Figures between(Raw raw, long from, long to, List<Double> latencies) {
    List<Load> counted =
        raw.loads().stream().filter(load -> load.visible() > from && load.visible() <= to).toList();
    double rows = counted.stream().mapToLong(Load::rows).sum();
    double bytes = counted.stream().mapToLong(Load::bytes).sum();
    double seconds = (to - from) / 1e3;
    double cpu = raw.at(to, Sample::cpuNanos) - raw.at(from, Sample::cpuNanos);
    double allocated = raw.at(to, Sample::allocatedBytes) - raw.at(from, Sample::allocatedBytes);
    return new Figures(
        seconds,
        rows / seconds,
        bytes / MB / seconds,
        cpu / 1e9 / (rows / 1e6),
        raw.samples().stream().mapToDouble(Sample::liveHeapBytes).max().orElse(0) / MB,
        raw.samples().stream().mapToDouble(Sample::rssBytes).max().orElse(0) / MB,
        allocated / rows,
        counted.size() / (seconds * 1e3 / raw.checkpointMillis()),
        percentile(latencies, 0.50),
        percentile(latencies, 0.99));
  }

  /** Of each thousandth row: the k-th row created is visible when k rows are. */
  private static List<Double> latencies(Raw raw, long from, long to, long rowsPerSecond) {
    List<Double> latencies = new ArrayList<>();
    if (rowsPerSecond == 0) {
      return latencies;
    }
    List<Long> starts = raw.samples().get(raw.samples().size() - 1).sourceStarts();
    double meanStart = starts.stream().mapToLong(Long::longValue).average().orElseThrow();
    long visible = 0;
    for (Load load : raw.loads()) {
      long before = visible;
      visible += load.rows();
      if (load.visible() <= from || load.visible() > to) {
        continue;
      }
      for (long row = before; row < visible; row += 1_000) {
        latencies.add(load.visible() - (meanStart + row * 1e3 / rowsPerSecond));
      }
    }
    return latencies;
  }

  private static double percentile(List<Double> values, double share) {
    if (values.isEmpty()) {
      return 0;
    }
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get((int) Math.min(sorted.size() - 1L, (long) Math.ceil(share * sorted.size())));
  }
}
