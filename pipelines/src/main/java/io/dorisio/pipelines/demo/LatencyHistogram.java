package io.dorisio.pipelines.demo;

import java.util.Arrays;

/** Latencies in buckets of a millisecond; what lies beyond two minutes counts as two minutes. */
public final class LatencyHistogram {
  private static final int MAX_MILLIS = 120_000;

  private final long[] counts = new long[MAX_MILLIS + 1];

  public void record(long millis, long times) {
    counts[(int) Math.max(0, Math.min(millis, MAX_MILLIS))] += times;
  }

  public long count() {
    return Arrays.stream(counts).sum();
  }

  /**
   * The smallest latency that at least this share of the events does not exceed; 0 without events.
   *
   * @param share between 0 and 1
   */
  public long percentile(double share) {
    long wanted = Math.max(1, (long) Math.ceil(share * count()));
    long seen = 0;
    for (int millis = 0; millis < counts.length; millis++) {
      seen += counts[millis];
      if (seen >= wanted) {
        return millis;
      }
    }
    return 0;
  }
}
