package io.dorisio.write;

import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupIntoBatches;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Duration;

/**
 * Holds the blocks of each shard back in state, and lets them go together: for runners whose
 * bundles are so small that a load for each would be a storm of small files. It changes when rows
 * are loaded, not what is guaranteed.
 */
final class GroupBlocks
    extends PTransform<PCollection<KV<ShardKey, RowBlock>>, PCollection<KV<ShardKey, RowBlock>>> {

  private final Triggering triggering;

  GroupBlocks(Triggering triggering) {
    this.triggering = triggering;
  }

  @Override
  public PCollection<KV<ShardKey, RowBlock>> expand(PCollection<KV<ShardKey, RowBlock>> blocks) {
    Triggering limits = triggering;
    return blocks
        .apply(
            "Hold back",
            GroupIntoBatches.<ShardKey, RowBlock>ofByteSize(limits.bytes(), limits::weight)
                .withMaxBufferingDuration(Duration.millis(limits.every().toMillis())))
        .apply("Let go together", ParDo.of(new LetGo()))
        .setCoder(KvCoder.of(ShardKey.KeyCoder.INSTANCE, RowBlock.BlockCoder.INSTANCE));
  }

  private static final class LetGo
      extends DoFn<KV<ShardKey, Iterable<RowBlock>>, KV<ShardKey, RowBlock>> {
    @ProcessElement
    public void process(
        @Element KV<ShardKey, Iterable<RowBlock>> group,
        OutputReceiver<KV<ShardKey, RowBlock>> out) {
      for (RowBlock block : group.getValue()) {
        out.output(KV.of(group.getKey(), block));
      }
    }
  }
}
