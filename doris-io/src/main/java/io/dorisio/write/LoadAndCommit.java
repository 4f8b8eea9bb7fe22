package io.dorisio.write;

import io.dorisio.format.RowFormat;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/** The graph: encode, load, commit. */
public final class LoadAndCommit<T> extends PTransform<PCollection<T>, PCollectionTuple> {

  public static final TupleTag<CommittedLoad> COMMITTED = new TupleTag<>("committed") {};
  public static final TupleTag<FailedRow> FAILED_ROWS = new TupleTag<>("failedRows") {};

  private final WriteSpec spec;
  private final RowSpec<T> rows;
  private final RowFormat<T, ?> format;

  public LoadAndCommit(WriteSpec spec, RowSpec<T> rows, RowFormat<T, ?> format) {
    this.spec = spec;
    this.rows = rows;
    this.format = format;
  }

  @Override
  public PCollectionTuple expand(PCollection<T> input) {
    PCollectionTuple encoded =
        withoutWindows(input)
            .apply(
                "Encode rows into blocks",
                ParDo.of(encodeRows(input, format))
                    .withOutputTags(EncodeRows.BLOCKS, TupleTagList.of(EncodeRows.FAILED)));
    PCollection<KV<ShardKey, RowBlock>> blocks =
        encoded
            .get(EncodeRows.BLOCKS)
            .setCoder(KvCoder.of(ShardKey.KeyCoder.INSTANCE, RowBlock.BlockCoder.INSTANCE));
    if (rows.triggering() != null) {
      blocks = blocks.apply("Group blocks", new GroupBlocks(rows.triggering()));
    }

    PCollectionTuple loaded =
        blocks.apply(
            "Stream blocks into loads",
            ParDo.of(new StreamLoadFn(loadSpec()))
                .withOutputTags(StreamLoadFn.PREPARED, TupleTagList.of(StreamLoadFn.FAILED)));
    PCollection<CommittedLoad> committed =
        loaded
            .get(StreamLoadFn.PREPARED)
            .setCoder(PreparedLoad.PreparedLoadCoder.INSTANCE)
            // No shuffle in between: the loads of a shard commit in their order.
            .apply("Commit loads", ParDo.of(commits()))
            .apply("Count commits", ParDo.of(new CountCommits(cluster())));
    PCollection<FailedRow> failed =
        PCollectionList.of(encoded.get(EncodeRows.FAILED))
            .and(loaded.get(StreamLoadFn.FAILED))
            .apply("All failed rows", Flatten.pCollections());
    return PCollectionTuple.of(COMMITTED, committed).and(FAILED_ROWS, failed);
  }

  private DoFn<PreparedLoad, CommittedLoad> commits() {
    return spec.delivery() == DeliveryGuarantee.EXACTLY_ONCE
        ? new CommitFn(spec)
        : new ReportCommitted(spec);
  }

  /** Loads follow bundles, not windows. The step costs each element, so it is spared. */
  private PCollection<T> withoutWindows(PCollection<T> input) {
    return input.getWindowingStrategy().getWindowFn() instanceof GlobalWindows
        ? input
        : input.apply("Ignore windows", Window.into(new GlobalWindows()));
  }

  private WriteSpec loadSpec() {
    return spec.toBuilder()
        .setCollectFailedRows(rows.collectFailedRows())
        .setOrderedShards(rows.orderedShapes())
        .build();
  }

  private String cluster() {
    return spec.connection().frontends().get(0).toString();
  }

  private <V> EncodeRows<T, T, V> encodeRows(PCollection<T> input, RowFormat<T, V> rowFormat) {
    return EncodeRows.of(rows, rowFormat, spec.connection(), input.getCoder());
  }
}
