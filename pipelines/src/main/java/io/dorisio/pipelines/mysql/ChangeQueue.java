package io.dorisio.pipelines.mysql;

import java.util.ArrayDeque;
import java.util.Deque;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Hands what was read from Debezium's thread to the runner's. It is full at a number of bytes, not
 * of changes; one change is always let in, however large.
 */
final class ChangeQueue {
  /**
   * What is queued.
   *
   * @param change null where only the progress has changed
   * @param progress once the change has been emitted
   * @param timestampMillis of the change; of the heartbeat, where there is no change
   */
  record Item(@Nullable MySqlChange change, Progress progress, long timestampMillis) {
    private static final long OVERHEAD_BYTES = 500;

    private long bytes() {
      if (change == null) {
        return OVERHEAD_BYTES;
      }
      int key = change.key() == null ? 0 : change.key().length;
      return OVERHEAD_BYTES + key + change.value().length;
    }
  }

  private final long maxBytes;
  private final Deque<Item> items = new ArrayDeque<>();
  private long bytes;
  private boolean closed;

  ChangeQueue(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Waits for room.
   *
   * @return false if the queue has been closed
   */
  synchronized boolean put(Item item) throws InterruptedException {
    while (!closed && bytes > 0 && bytes + item.bytes() > maxBytes) {
      wait();
    }
    if (closed) {
      return false;
    }
    items.add(item);
    bytes += item.bytes();
    return true;
  }

  synchronized @Nullable Item poll() {
    Item item = items.poll();
    if (item != null) {
      bytes -= item.bytes();
      notifyAll();
    }
    return item;
  }

  /** What is in it is dropped, and whoever waits for room goes on. */
  synchronized void close() {
    closed = true;
    items.clear();
    bytes = 0;
    notifyAll();
  }
}
