package io.dorisio.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The bounded hand-over of a load's body from the bundle's thread to the thread that sends it.
 * Holds at most {@link #CAPACITY} blocks; a writer waits while there are as many as it wants at the
 * most, and is woken when the sender ends for whatever reason.
 */
final class BodyPipe {

  static final int CAPACITY = 4;

  /** What the sender takes out of the pipe. */
  enum Taken {
    BLOCK,
    /** Nothing came within the time given. */
    NOTHING_YET,
    END
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<ByteBuffer> blocks = new ArrayDeque<>(CAPACITY);
  private boolean ended;
  private boolean senderGone;
  private ByteBuffer last;

  /** Puts a block in, where there may be {@link #CAPACITY} of them. */
  boolean put(ByteBuffer block, Duration timeout) throws IOException, InterruptedException {
    return put(block, CAPACITY, timeout);
  }

  /**
   * Puts a block in.
   *
   * @param most how many blocks may be in the pipe then, at least 1 and at most {@link #CAPACITY}
   * @return false if the sender has ended, so that nobody will take it
   * @throws IOException if there was no room for so long
   */
  boolean put(ByteBuffer block, int most, Duration timeout)
      throws IOException, InterruptedException {
    lock.lock();
    try {
      long nanos = timeout.toNanos();
      while (blocks.size() >= most && !senderGone) {
        if (nanos <= 0) {
          throw new IOException("the backend took nothing for " + timeout.toMillis() + " ms");
        }
        nanos = changed.awaitNanos(nanos);
      }
      if (senderGone) {
        return false;
      }
      blocks.add(block);
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** The body is complete: the sender ends it after what is still in the pipe. */
  void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The sender is gone: what is in the pipe is dropped, and writers do not wait any more. */
  void senderGone() {
    lock.lock();
    try {
      senderGone = true;
      blocks.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the next block, which {@link #last} then returns. Called by the sender only. */
  Taken take(Duration timeout) throws InterruptedException {
    lock.lock();
    try {
      long nanos = timeout.toNanos();
      while (blocks.isEmpty() && !ended && !senderGone) {
        if (nanos <= 0) {
          return Taken.NOTHING_YET;
        }
        nanos = changed.awaitNanos(nanos);
      }
      last = blocks.poll();
      changed.signalAll();
      return last == null ? Taken.END : Taken.BLOCK;
    } finally {
      lock.unlock();
    }
  }

  ByteBuffer last() {
    return last;
  }
}
