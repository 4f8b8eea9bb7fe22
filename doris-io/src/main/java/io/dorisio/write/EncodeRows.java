package io.dorisio.write;

import io.dorisio.client.TableName;
import io.dorisio.format.RowEncoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.errorhandling.BadRecordRouter;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;

/**
 * Encodes elements into rows and packs them into blocks of about {@link #BLOCK_BYTES}, which leave
 * when they are full and at the end of the bundle. An element that cannot be a row goes to the bad
 * records, and nothing else is lost with it. Holds one block a shard at the most.
 */
final class EncodeRows<T> extends DoFn<T, KV<ShardKey, RowBlock>> {

  static final int BLOCK_BYTES = 256 << 10;

  static final TupleTag<KV<ShardKey, RowBlock>> BLOCKS = new TupleTag<>("blocks") {};

  private final Counter badRows = Metrics.counter(EncodeRows.class, "rowsNotEncoded");

  private final TableName table;
  private final RowEncoder<T> encoder;
  private final Sharding<T> sharding;
  private final BadRecordRouter badRecords;
  private final Coder<T> elementCoder;
  private transient List<Shard> shards;
  private transient int nextShard;

  EncodeRows(
      TableName table,
      RowEncoder<T> encoder,
      Sharding<T> sharding,
      BadRecordRouter badRecords,
      Coder<T> elementCoder) {
    this.table = table;
    this.encoder = encoder;
    this.sharding = sharding;
    this.badRecords = badRecords;
    this.elementCoder = elementCoder;
  }

  private final class Shard {
    private final BlockBuffer buffer = new BlockBuffer();
    private RowEncoder.Writer<T> writer = encoder.writerTo(buffer);

    void add(T element) throws IOException {
      writer.write(element);
      buffer.endRow();
    }

    void dropPartialRow() {
      buffer.dropPartialRow();
      writer = encoder.writerTo(buffer);
    }
  }

  @Setup
  public void setup() {
    shards = new ArrayList<>(Collections.nCopies(sharding.buffers(), null));
  }

  @StartBundle
  public void startBundle() {
    // Rows of a bundle that failed in this instance.
    shards.replaceAll(shard -> shard == null || shard.buffer.size() > 0 ? null : shard);
    nextShard = ThreadLocalRandom.current().nextInt(sharding.shards());
  }

  @ProcessElement
  public void process(@Element T element, MultiOutputReceiver out) throws Exception {
    int index;
    Shard shard = null;
    try {
      index = sharding.bufferOf(element);
      shard = shard(index);
      shard.add(element);
    } catch (IllegalArgumentException | NullPointerException | ClassCastException e) {
      if (shard != null) {
        shard.dropPartialRow();
      }
      badRows.inc();
      badRecords.route(out, element, elementCoder, e, "Could not encode a row for " + table);
      return;
    }
    if (shard.buffer.size() >= BLOCK_BYTES) {
      out.get(BLOCKS).output(drain(index, shard));
    }
  }

  private Shard shard(int index) {
    Shard shard = shards.get(index);
    if (shard == null) {
      shard = new Shard();
      shards.set(index, shard);
    }
    return shard;
  }

  private KV<ShardKey, RowBlock> drain(int index, Shard shard) {
    int number = index;
    if (sharding.buffers() == 1) {
      number = nextShard;
      nextShard = (nextShard + 1) % sharding.shards();
    }
    return KV.of(new ShardKey(table, number), shard.buffer.drain());
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    for (int i = 0; i < shards.size(); i++) {
      Shard shard = shards.get(i);
      if (shard != null && shard.buffer.rows() > 0) {
        context.output(
            BLOCKS, drain(i, shard), GlobalWindow.INSTANCE.maxTimestamp(), GlobalWindow.INSTANCE);
      }
    }
  }
}
