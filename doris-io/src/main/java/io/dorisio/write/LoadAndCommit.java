package io.dorisio.write;

import io.dorisio.client.TableName;
import io.dorisio.format.RowEncoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.transforms.errorhandling.BadRecordRouter;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/** The graph: encode, load, commit. */
public final class LoadAndCommit<T> extends PTransform<PCollection<T>, PCollectionTuple> {

  public static final TupleTag<CommittedLoad> COMMITTED = new TupleTag<>("committed") {};
  public static final TupleTag<BadRecord> BAD_RECORDS = BadRecordRouter.BAD_RECORD_TAG;

  private final WriteSpec spec;
  private final TableName table;
  private final RowEncoder<T> encoder;
  private final Sharding<T> sharding;
  private final BadRecordRouter badRecords;

  public LoadAndCommit(
      WriteSpec spec,
      TableName table,
      RowEncoder<T> encoder,
      int shards,
      SerializableFunction<T, String> shardKey,
      BadRecordRouter badRecords) {
    this.spec = spec;
    this.table = table;
    this.encoder = encoder;
    this.sharding = new Sharding<>(shards, shardKey);
    this.badRecords = badRecords;
  }

  @Override
  public PCollectionTuple expand(PCollection<T> input) {
    Coder<T> coder = input.getCoder();
    PCollectionTuple encoded =
        input
            // Loads follow bundles, not windows.
            .apply("Ignore windows", Window.into(new GlobalWindows()))
            .apply(
                "Encode rows into blocks",
                ParDo.of(new EncodeRows<>(table, encoder, sharding, badRecords, coder))
                    .withOutputTags(EncodeRows.BLOCKS, TupleTagList.of(BAD_RECORDS)));
    encoded
        .get(EncodeRows.BLOCKS)
        .setCoder(KvCoder.of(ShardKey.KeyCoder.INSTANCE, RowBlock.BlockCoder.INSTANCE));
    PCollection<BadRecord> bad =
        encoded.get(BAD_RECORDS).setCoder(BadRecord.getCoder(input.getPipeline()));

    PCollection<CommittedLoad> committed =
        encoded
            .get(EncodeRows.BLOCKS)
            .apply("Stream blocks into loads", ParDo.of(new StreamLoadFn(spec)))
            .setCoder(PreparedLoad.PreparedLoadCoder.INSTANCE)
            // No shuffle in between: the loads of a shard commit in their order.
            .apply("Commit loads", ParDo.of(new CommitFn(spec)))
            .apply("Count commits", ParDo.of(new CountCommits()));
    return PCollectionTuple.of(COMMITTED, committed).and(BAD_RECORDS, bad);
  }
}
