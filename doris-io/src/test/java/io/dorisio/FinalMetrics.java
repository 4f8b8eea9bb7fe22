package io.dorisio;

import org.apache.beam.sdk.metrics.MetricResult;

/** What a job that has ended measured. */
final class FinalMetrics {

  private FinalMetrics() {}

  /**
   * The committed value where the runner has one. The Direct runner adds to it before it hands a
   * bundle on, but to the attempted one afterwards, and drops what comes after the end of the job.
   */
  static <T> T value(MetricResult<T> result) {
    return result.hasCommitted() ? result.getCommitted() : result.getAttempted();
  }
}
