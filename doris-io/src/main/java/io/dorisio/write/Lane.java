package io.dorisio.write;

import io.dorisio.client.TableName;
import io.dorisio.format.RowColumns;
import io.dorisio.format.RowEncoder;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.joda.time.Instant;

/**
 * Rows of one table and one shape, with an open block for each of its shards.
 *
 * <p>Without a key, the first blocks of a table go to a shard that the table's name decides, and
 * the next ones round robin: little data makes one load, whatever number of workers packs it.
 */
final class Lane<T, V> {

  private final Packing<T, V> packing;
  private final TableName table;
  private final Object shape;
  private final TableAccess.@Nullable Entry entry;
  private final RowEncoder<V> encoder;
  private final Map<String, String> properties;
  private final boolean takesColumns;
  private final Map<Integer, OpenBlock<V>> openBlocks = new HashMap<>();

  /** The only open block, where there are no keys: most rows come here. */
  private @Nullable OpenBlock<V> unkeyed;

  private int flushed;
  private long flushedBytes;

  /**
   * Gets the table ready for rows such as this one.
   *
   * @throws IllegalArgumentException if they cannot be rows of the table
   * @throws IOException if the table is missing, or Doris cannot be asked for it
   */
  Lane(Packing<T, V> packing, TableName table, Object shape, V row)
      throws IOException, InterruptedException {
    this.packing = packing;
    this.table = table;
    this.shape = shape;
    this.entry = packing.open(table, row);
    this.encoder = packing.encoderFor(table, row);
    this.properties = encoder.loadProperties();
    this.takesColumns =
        encoder.takesColumns() && !packing.sharding().isKeyed() && !packing.hasKinds();
  }

  TableName table() {
    return table;
  }

  boolean takes(Object rowShape) {
    return rowShape == shape || rowShape.equals(shape);
  }

  /** Whether {@link #addColumns} is of use. */
  boolean takesColumns() {
    return takesColumns;
  }

  /**
   * Adds a row.
   *
   * @throws IllegalArgumentException if it cannot be a row of the table; nothing else is lost
   * @throws IOException if Doris cannot be asked for the table
   */
  void add(T element, V row, Instant timestamp, BlockOutput out)
      throws IOException, InterruptedException {
    if (entry != null) {
      entry.check(packing.format().beamRow(row));
    }
    OpenBlock<V> block = openBlock(element);
    block.write(row, packing.kindOf(element), RowBlock.eventMillis(timestamp));
    packing.blocks().added(this, block, out);
  }

  /**
   * Adds rows column by column, if they surely are good.
   *
   * @return whether they were added, all or none; one by one, some may still be
   */
  boolean addColumns(RowColumns rows, T anyElement, long oldestEventMillis, BlockOutput out) {
    OpenBlock<V> block = openBlock(anyElement);
    try {
      if ((entry != null && !entry.passes(rows)) || !block.writeColumns(rows, oldestEventMillis)) {
        return false;
      }
    } catch (IllegalArgumentException | NullPointerException | ClassCastException e) {
      // Which of them cannot be a row, and why, is told when they come one by one.
      return false;
    }
    packing.blocks().added(this, block, out);
    return true;
  }

  private OpenBlock<V> openBlock(T element) {
    OpenBlock<V> open = unkeyed;
    if (open != null) {
      return open;
    }
    int buffer = packing.sharding().bufferOf(element);
    open = openBlocks.get(buffer);
    if (open == null) {
      open = new OpenBlock<>(encoder.newWriter(), buffer);
      openBlocks.put(buffer, open);
      packing.blocks().opened();
    }
    if (!packing.sharding().isKeyed()) {
      unkeyed = open;
    }
    return open;
  }

  Collection<OpenBlock<V>> blocks() {
    return openBlocks.values();
  }

  /** Lets go of a block's rows, and of the block itself where there are too many. */
  void flush(OpenBlock<V> block, BlockOutput out) {
    flushRows(block, out);
    if (packing.blocks().areMoreThanKept()) {
      openBlocks.remove(block.buffer());
      release(block);
    }
  }

  private void flushRows(OpenBlock<V> block, BlockOutput out) {
    if (block.isEmpty()) {
      return;
    }
    int shard =
        packing.sharding().isKeyed()
            ? block.buffer()
            : packing.sharding().shardOfBlock(table, flushed, flushedBytes);
    flushed++;
    flushedBytes += block.size();
    packing.blocks().left(block.size());
    out.accept(new ShardKey(table, shard), block.drain(properties));
  }

  /** A bundle begins. */
  void startOver() {
    flushed = 0;
    flushedBytes = 0;
  }

  /** Lets go of all rows. */
  void flushAll(BlockOutput out) {
    List.copyOf(openBlocks.values()).forEach(block -> flush(block, out));
  }

  private void release(OpenBlock<V> block) {
    block.close();
    packing.blocks().closed(block);
    if (unkeyed == block) {
      unkeyed = null;
    }
  }

  /** Drops all rows. */
  void close() {
    openBlocks.values().forEach(this::release);
    openBlocks.clear();
  }
}
