package io.dorisio.write;

import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;

/** Counts commits, in a step behind {@link CommitFn}, where Flink keeps metrics. */
final class CountCommits extends DoFn<CommittedLoad, CommittedLoad> {

  private final Counter loads = Metrics.counter(CountCommits.class, "loadsCommitted");
  private final Counter rows = Metrics.counter(CountCommits.class, "rowsCommitted");

  @ProcessElement
  public void process(@Element CommittedLoad load, OutputReceiver<CommittedLoad> out) {
    loads.inc();
    rows.inc(load.getRows());
    out.output(load);
  }
}
