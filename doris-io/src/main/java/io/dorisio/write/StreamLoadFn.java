package io.dorisio.write;

import io.dorisio.client.DorisClient;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Distribution;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;

/**
 * Streams the blocks of each shard into an open load, and pre-commits all loads of the bundle at
 * its end. Stateful for the labels alone: a bundle that is run again uses the labels it had.
 */
final class StreamLoadFn extends DoFn<KV<ShardKey, RowBlock>, PreparedLoad> {

  static final TupleTag<PreparedLoad> PREPARED = new TupleTag<>("prepared") {};
  static final TupleTag<FailedRow> FAILED = new TupleTag<>("filtered") {};

  private final Counter rows = Metrics.counter(StreamLoadFn.class, "rowsLoaded");
  private final Counter filteredRows = Metrics.counter(StreamLoadFn.class, "rowsFiltered");
  private final Counter bytes = Metrics.counter(StreamLoadFn.class, "bytesLoaded");
  private final Counter loads = Metrics.counter(StreamLoadFn.class, "loadsPrepared");
  private final Counter repairs = Metrics.counter(StreamLoadFn.class, "loadsRepaired");
  private final Distribution finishMillis =
      Metrics.distribution(StreamLoadFn.class, "finishMillis");
  private final Distribution openLoadsAtEnd = Metrics.distribution(StreamLoadFn.class, "openLoads");

  @StateId("sequence")
  private final StateSpec<ValueState<LoadSequence>> sequenceSpec =
      StateSpecs.value(LoadSequence.SequenceCoder.INSTANCE);

  private final WriteSpec spec;
  private transient OpenLoads openLoads;

  StreamLoadFn(WriteSpec spec) {
    this.spec = spec;
  }

  @Setup
  public void setup() {
    openLoads = new OpenLoads(spec, new DorisClient(spec.connection()));
  }

  @StartBundle
  public void startBundle() {
    if (!openLoads.isEmpty()) {
      // Loads of a bundle that failed in this instance.
      openLoads.abort();
    }
  }

  @ProcessElement
  public void process(
      @Element KV<ShardKey, RowBlock> element,
      @StateId("sequence") ValueState<LoadSequence> sequence)
      throws Exception {
    ShardKey key = element.getKey();
    openLoads.write(key, element.getValue(), () -> nextLabel(key, sequence));
  }

  private String nextLabel(ShardKey key, ValueState<LoadSequence> state) {
    LoadSequence stored = state.read();
    LoadSequence sequence = stored == null ? new LoadSequence(spec.run(), 0) : stored;
    state.write(sequence.advanced());
    return LoadLabel.of(spec.labelPrefix(), key, sequence.run(), sequence.next());
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) throws Exception {
    if (openLoads.isEmpty()) {
      return;
    }
    long start = System.nanoTime();
    openLoadsAtEnd.update(openLoads.open());
    for (PreparedLoad load : openLoads.finish()) {
      rows.inc(load.rows());
      filteredRows.inc(load.filteredRows());
      bytes.inc(load.bytes());
      loads.inc();
      context.output(load, GlobalWindow.INSTANCE.maxTimestamp(), GlobalWindow.INSTANCE);
    }
    for (FailedRow row : openLoads.takeFailedRows()) {
      context.output(FAILED, row, GlobalWindow.INSTANCE.maxTimestamp(), GlobalWindow.INSTANCE);
    }
    repairs.inc(openLoads.takeRepairs());
    finishMillis.update((System.nanoTime() - start) / 1_000_000);
  }

  @Teardown
  public void teardown() {
    if (openLoads != null) {
      openLoads.close();
    }
  }
}
