package io.dorisio.write;

import io.dorisio.client.TableName;
import io.dorisio.format.RowEncoder;
import io.dorisio.format.RowFormat;
import io.dorisio.format.RowKind;
import io.dorisio.format.RowWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.Row;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Packs rows into blocks: rows of a block have one table, one shard and one shape. A block leaves
 * when it is full, when all blocks together hold more than the packer may, and at the end of the
 * bundle.
 *
 * <p>Without a key, the first blocks of a table go to a shard that the table's name decides, and
 * the next ones round robin: little data makes one load, whatever number of workers packs it.
 */
final class RowPacker<T, V> {

  /** The size at which a block leaves, unless there are many. */
  static final int BLOCK_BYTES = 256 << 10;

  /** The size at which a block leaves, however many there are. */
  private static final int SMALL_BLOCK_BYTES = 64 << 10;

  /**
   * As much as many open blocks share, as long as they are not small: half of it is full on
   * average, which caches hold. Smaller blocks cost more threads' turns for as many rows.
   */
  private static final int SHARED_BYTES = 16 << 20;

  /** What the open blocks of a worker hold together before the largest ones leave. */
  static final long MAX_BYTES = 32L << 20;

  /** Lanes that are kept for the next bundle. */
  private static final int KEPT_LANES = 128;

  /**
   * Blocks whose writers are kept when they leave. An empty writer of long rows, or of Arrow, holds
   * up to 1 MiB of its last block, so that those beyond are given up: thousands of shards must not
   * hold one each.
   */
  private static final int KEPT_WRITERS = 128;

  /** Takes the blocks. */
  @FunctionalInterface
  interface Output {
    void accept(ShardKey key, RowBlock block);
  }

  /** A block that is being packed. */
  private static final class OpenBlock<V> {
    private final RowWriter<V> writer;
    private final int buffer;
    private int size;
    private long oldestMillis = RowBlock.NO_TIME;

    private OpenBlock(RowWriter<V> writer, int buffer) {
      this.writer = writer;
      this.buffer = buffer;
    }
  }

  /** Rows of one table and one shape, with an open block for each of its shards. */
  private final class Lane {
    private final TableName table;
    private final Object shape;
    private final TableAccess.@Nullable Entry entry;
    private final RowEncoder<V> encoder;
    private final Map<String, String> properties;
    private final Map<Integer, OpenBlock<V>> openBlocks = new HashMap<>();

    /** The only open block, where there are no keys: most rows come here. */
    private @Nullable OpenBlock<V> unkeyed;

    private int flushed;
    private long flushedBytes;

    private Lane(TableName table, Object shape, V row) throws IOException, InterruptedException {
      this.table = table;
      this.shape = shape;
      Row beamRow = format.beamRow(row);
      this.entry =
          beamRow == null
              ? null
              : tables.open(table, beamRow.getSchema(), destinations.setup(table));
      this.encoder = format.encoderFor(row, destinations.loadProperties(table));
      this.properties = encoder.loadProperties();
    }

    private void check(V row) throws IOException, InterruptedException {
      if (entry != null) {
        entry.check(format.beamRow(row));
      }
    }

    private OpenBlock<V> openBlock(T element) {
      OpenBlock<V> open = unkeyed;
      if (open != null) {
        return open;
      }
      int buffer = sharding.bufferOf(element);
      open = openBlocks.get(buffer);
      if (open == null) {
        open = new OpenBlock<>(encoder.newWriter(), buffer);
        openBlocks.put(buffer, open);
        opened(1);
      }
      if (!sharding.isKeyed()) {
        unkeyed = open;
      }
      return open;
    }

    /** Lets go of a block's rows, and of the block itself where there are too many. */
    private void flush(OpenBlock<V> open, Output out) {
      flushRows(open, out);
      if (openBlockCount > KEPT_WRITERS) {
        openBlocks.remove(open.buffer);
        release(open);
      }
    }

    private void flushRows(OpenBlock<V> open, Output out) {
      int rows = open.writer.rows();
      if (rows == 0) {
        return;
      }
      int shard =
          sharding.isKeyed() ? open.buffer : sharding.shardOfBlock(table, flushed, flushedBytes);
      flushed++;
      flushedBytes += open.size;
      bytes -= open.size;
      open.size = 0;
      RowBlock block = new RowBlock(open.writer.drain(), rows, properties, open.oldestMillis);
      open.oldestMillis = RowBlock.NO_TIME;
      out.accept(new ShardKey(table, shard), block);
    }

    private void startOver() {
      flushed = 0;
      flushedBytes = 0;
    }

    private void flushAll(Output out) {
      List.copyOf(openBlocks.values()).forEach(open -> flush(open, out));
    }

    private void release(OpenBlock<V> open) {
      open.writer.close();
      opened(-1);
      if (unkeyed == open) {
        unkeyed = null;
      }
    }

    private void close() {
      openBlocks.values().forEach(this::release);
      openBlocks.clear();
    }
  }

  /** The lanes of one table; one, unless its rows have several shapes. */
  private final class Lanes {
    private final TableName table;
    private final Map<Object, Lane> byShape = new HashMap<>();
    private @Nullable Lane last;

    private Lanes(TableName table) {
      this.table = table;
    }

    private Lane lane(Object shape, V row) throws IOException, InterruptedException {
      if (last != null && (shape == last.shape || shape.equals(last.shape))) {
        return last;
      }
      Lane lane = byShape.get(shape);
      if (lane == null) {
        lane = new Lane(table, shape, row);
        byShape.put(shape, lane);
        lanes.add(lane);
        // Not before: a table that takes no rows leaves nothing behind.
        lanesOfTables.put(table, this);
      }
      return lane;
    }
  }

  private final @Nullable SerializableFunction<T, RowKind> kinds;
  private final RowFormat<T, V> format;
  private final Destinations<T> destinations;
  private final Sharding<T> sharding;
  private final boolean orderedShapes;
  private final TableAccess tables;
  private final List<Lane> lanes = new ArrayList<>();
  private final Map<TableName, Lanes> lanesOfTables = new HashMap<>();
  private @Nullable Lanes last;
  private long bytes;
  private int openBlockCount;
  private int blockBytes = BLOCK_BYTES;

  RowPacker(RowSpec<T> spec, RowFormat<T, V> format, TableAccess tables) {
    this.kinds = spec.kinds();
    this.format = format;
    this.destinations = spec.destinations();
    this.sharding = spec.sharding();
    this.orderedShapes = spec.orderedShapes();
    this.tables = tables;
  }

  /**
   * Adds the row of an element.
   *
   * @param eventMillis when it happened, {@link RowBlock#NO_TIME} if that is not known
   * @throws IllegalArgumentException if it cannot be a row of the table; nothing else is lost
   * @throws IOException if the table is missing, or Doris cannot be asked for it
   */
  void add(TableName table, T element, long eventMillis, Output out)
      throws IOException, InterruptedException {
    V row = format.toRow(element);
    Lanes ofTable = lanesOf(table);
    Lane lane = ofTable.lane(format.shapeOf(row), row);
    lane.check(row);
    if (lane != ofTable.last) {
      // Rows of one table leave in their order, whatever their shapes.
      if (orderedShapes && ofTable.last != null) {
        ofTable.last.flushAll(out);
      }
      ofTable.last = lane;
    }
    OpenBlock<V> open = lane.openBlock(element);
    open.writer.write(row, kinds == null ? RowKind.UPSERT : kinds.apply(element));
    open.oldestMillis = Math.min(open.oldestMillis, eventMillis);
    int size = open.writer.size();
    bytes += size - open.size;
    open.size = size;
    if (size >= blockBytes) {
      lane.flush(open, out);
    } else if (bytes > MAX_BYTES) {
      flushLargest(out);
    }
  }

  private Lanes lanesOf(TableName table) {
    if (last == null || !table.equals(last.table)) {
      Lanes known = lanesOfTables.get(table);
      last = known == null ? new Lanes(table) : known;
    }
    return last;
  }

  /** Blocks that are open side by side share what memory there is for them. */
  private void opened(int blocks) {
    openBlockCount += blocks;
    blockBytes =
        Math.max(
            SMALL_BLOCK_BYTES, Math.min(BLOCK_BYTES, SHARED_BYTES / Math.max(1, openBlockCount)));
  }

  /** Lets go of all that are about as large as the largest, so that there is room for long. */
  private void flushLargest(Output out) {
    int largest = 0;
    for (Lane lane : lanes) {
      for (OpenBlock<V> open : lane.openBlocks.values()) {
        largest = Math.max(largest, open.size);
      }
    }
    for (Lane lane : lanes) {
      for (OpenBlock<V> open : List.copyOf(lane.openBlocks.values())) {
        if (open.size > largest / 2) {
          lane.flush(open, out);
        }
      }
    }
  }

  /** Begins a bundle: rows of one that failed are dropped. */
  void start() {
    if (bytes > 0) {
      close();
    }
    lanes.forEach(Lane::startOver);
  }

  /** Lets go of all rows. */
  void flush(Output out) {
    lanes.forEach(lane -> lane.flushAll(out));
    // Sizes are approximate; with no rows left nothing is held.
    bytes = 0;
    if (lanes.size() > KEPT_LANES) {
      close();
    }
  }

  /** Drops all rows, and lets go of what is kept for the next ones. */
  void close() {
    lanes.forEach(Lane::close);
    lanes.clear();
    lanesOfTables.clear();
    last = null;
    bytes = 0;
  }
}
