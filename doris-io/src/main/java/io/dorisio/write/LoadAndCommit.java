package io.dorisio.write;

import io.dorisio.format.RowFormat;
import io.dorisio.format.RowKind;
import java.util.Map;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.checkerframework.checker.nullness.qual.Nullable;

/** The graph: encode, load, commit. */
public final class LoadAndCommit<T> extends PTransform<PCollection<T>, PCollectionTuple> {

  public static final TupleTag<CommittedLoad> COMMITTED = new TupleTag<>("committed") {};
  public static final TupleTag<FailedRow> FAILED_ROWS = new TupleTag<>("failedRows") {};

  private final WriteSpec spec;
  private final Destinations<T> destinations;
  private final RowFormat<T, ?> format;
  private final Sharding<T> sharding;
  private final SerializableFunction<T, RowKind> kinds;
  private final Map<String, String> loadProperties;
  private final @Nullable Triggering triggering;
  private final boolean collectFailedRows;

  /**
   * @param shardKey what keeps rows in order; null for none
   * @param loadProperties headers of every load
   * @param triggering when rows are loaded; null to leave it to the runner's bundles
   * @param collectFailedRows whether rows that cannot be written go to {@link #FAILED_ROWS}, rather
   *     than fail the job
   */
  public LoadAndCommit(
      WriteSpec spec,
      Destinations<T> destinations,
      RowFormat<T, ?> format,
      int shards,
      SerializableFunction<T, String> shardKey,
      SerializableFunction<T, RowKind> kinds,
      Map<String, String> loadProperties,
      @Nullable Triggering triggering,
      boolean collectFailedRows) {
    this.spec = spec;
    this.destinations = destinations;
    this.format = format;
    this.sharding = new Sharding<>(shards, shardKey);
    this.kinds = kinds;
    this.loadProperties = loadProperties;
    this.triggering = triggering;
    this.collectFailedRows = collectFailedRows;
  }

  @Override
  public PCollectionTuple expand(PCollection<T> input) {
    PCollectionTuple encoded =
        input
            // Loads follow bundles, not windows.
            .apply("Ignore windows", Window.into(new GlobalWindows()))
            .apply(
                "Encode rows into blocks",
                ParDo.of(encodeRows(input, format))
                    .withOutputTags(EncodeRows.BLOCKS, TupleTagList.of(EncodeRows.FAILED)));
    PCollection<KV<ShardKey, RowBlock>> blocks =
        encoded
            .get(EncodeRows.BLOCKS)
            .setCoder(KvCoder.of(ShardKey.KeyCoder.INSTANCE, RowBlock.BlockCoder.INSTANCE));
    if (triggering != null) {
      blocks = blocks.apply("Group blocks", new GroupBlocks(triggering));
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
            .apply("Commit loads", ParDo.of(new CommitFn(spec)))
            .apply("Count commits", ParDo.of(new CountCommits(cluster())));
    PCollection<FailedRow> failed =
        PCollectionList.of(encoded.get(EncodeRows.FAILED))
            .and(loaded.get(StreamLoadFn.FAILED))
            .apply("All failed rows", Flatten.pCollections());
    return PCollectionTuple.of(COMMITTED, committed).and(FAILED_ROWS, failed);
  }

  private WriteSpec loadSpec() {
    return spec.toBuilder().setCollectFailedRows(collectFailedRows).build();
  }

  private String cluster() {
    return spec.connection().frontends().get(0).toString();
  }

  private <V> EncodeRows<T, V> encodeRows(PCollection<T> input, RowFormat<T, V> rows) {
    return new EncodeRows<>(
        destinations, rows, sharding, kinds, loadProperties, collectFailedRows, input.getCoder());
  }
}
