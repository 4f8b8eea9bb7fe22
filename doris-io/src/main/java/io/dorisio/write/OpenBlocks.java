package io.dorisio.write;

import io.dorisio.format.RowWriter;
import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/** The open blocks of a worker, and what they may hold, each and together. */
final class OpenBlocks<T, V> {

  /** The size at which a block leaves, unless there are many. */
  static final int BLOCK_BYTES = 256 << 10;

  /** The size at which a block leaves, however many there are. */
  private static final int SMALL_BLOCK_BYTES = 64 << 10;

  /**
   * As much as many open blocks share, as long as they are not small: half of it is full on
   * average, which caches hold. Smaller blocks cost more threads' turns for as many rows.
   */
  private static final int SHARED_BYTES = 16 << 20;

  /**
   * What the open blocks hold together before the largest ones leave. Arrays that rows came in, and
   * are sent out of, are up to twice as large.
   */
  private static final long MAX_BYTES = 32L << 20;

  /** Lanes that are kept for the next bundle. */
  private static final int KEPT_LANES = 128;

  /**
   * Blocks whose writers are kept when they leave. An empty writer of long rows, or of Arrow, holds
   * up to 1 MiB of its last block, so that those beyond are given up: thousands of shards must not
   * hold one each.
   */
  private static final int KEPT_WRITERS = 128;

  private final List<Lane<T, V>> lanes = new ArrayList<>();
  private long bytes;
  private int count;
  private int blockBytes = BLOCK_BYTES;

  /** The only one that is not settled. */
  private @Nullable OpenBlock<V> latest;

  void add(Lane<T, V> lane) {
    lanes.add(lane);
  }

  /** There is one more. */
  void opened() {
    count++;
    share();
  }

  /** There is one less. */
  void closed(OpenBlock<V> block) {
    if (latest == block) {
      latest = null;
    }
    count--;
    share();
  }

  /** Blocks that are open side by side share what memory there is for them. */
  private void share() {
    blockBytes =
        Math.max(SMALL_BLOCK_BYTES, Math.min(BLOCK_BYTES, SHARED_BYTES / Math.max(1, count)));
  }

  boolean areMoreThanKept() {
    return count > KEPT_WRITERS;
  }

  /** Rows were added to a block: lets go of it if it is full, and of others if all are too much. */
  void added(Lane<T, V> lane, OpenBlock<V> block, BlockOutput out) {
    if (block != latest) {
      settle();
      latest = block;
    }
    bytes += block.measure();
    if (block.size() >= blockBytes) {
      lane.flush(block, out);
    } else if (bytes > MAX_BYTES) {
      flushLargest(out);
    }
  }

  /** See {@link RowWriter#settle}. */
  void settle() {
    if (latest != null) {
      latest.settle();
      latest = null;
    }
  }

  /** A block's rows left it. */
  void left(int blockSize) {
    bytes -= blockSize;
  }

  /** Lets go of all that are about as large as the largest, so that there is room for long. */
  private void flushLargest(BlockOutput out) {
    int largest = 0;
    for (Lane<T, V> lane : lanes) {
      for (OpenBlock<V> block : lane.blocks()) {
        largest = Math.max(largest, block.size());
      }
    }
    for (Lane<T, V> lane : lanes) {
      for (OpenBlock<V> block : List.copyOf(lane.blocks())) {
        if (block.size() > largest / 2) {
          lane.flush(block, out);
        }
      }
    }
  }

  boolean holdRows() {
    return bytes > 0;
  }

  void startOver() {
    lanes.forEach(Lane::startOver);
  }

  /**
   * Lets go of all rows.
   *
   * @return whether there are so many lanes that they should be closed
   */
  boolean flush(BlockOutput out) {
    lanes.forEach(lane -> lane.flushAll(out));
    // Sizes are approximate; with no rows left nothing is held.
    bytes = 0;
    return lanes.size() > KEPT_LANES;
  }

  /** Drops all rows, and lets go of what is kept for the next ones. */
  void close() {
    lanes.forEach(Lane::close);
    lanes.clear();
    bytes = 0;
  }
}
