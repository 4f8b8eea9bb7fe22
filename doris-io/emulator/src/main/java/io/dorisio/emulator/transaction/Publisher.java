package io.dorisio.emulator.transaction;

import io.dorisio.emulator.fault.Strike;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes committed transactions visible, one after the other. Within a table the order is that of
 * the commits, because versions follow one another: what is held up holds up what comes after it.
 */
final class Publisher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
  private static final long STOP_MILLIS = 60_000;

  /** A committed transaction; {@code hold} is null where nothing holds it up. */
  private record Pending(long id, String table, Strike hold) {
    long nanosLeft() {
      return hold == null ? 0 : hold.nanosLeft();
    }
  }

  private final LongConsumer publish;
  private final Thread thread = new Thread(this::run, "doris-publish");
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<Long, Pending> queue = new LinkedHashMap<>();
  private boolean closed;

  Publisher(LongConsumer publish) {
    this.publish = publish;
    thread.setDaemon(true);
    thread.start();
  }

  void submit(TransactionRecord committed, Strike hold) {
    lock.lock();
    try {
      String table = committed.db() + "." + committed.table();
      queue.put(committed.id(), new Pending(committed.id(), table, hold));
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Looks again at what is held up. */
  void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      for (Pending next = take(); next != null; next = take()) {
        publish.accept(next.id());
      }
    } catch (InterruptedException e) {
      LOG.debug("the publisher was interrupted", e);
    }
  }

  /** The next that may be published; null once nothing more may be and the end is near. */
  private Pending take() throws InterruptedException {
    lock.lock();
    try {
      while (true) {
        long wait = Long.MAX_VALUE;
        Set<String> held = new HashSet<>();
        for (Iterator<Pending> i = queue.values().iterator(); i.hasNext(); ) {
          Pending pending = i.next();
          long left = pending.nanosLeft();
          if (left > 0) {
            held.add(pending.table());
            wait = Math.min(wait, left);
          } else if (!held.contains(pending.table())) {
            i.remove();
            return pending;
          }
        }
        if (closed) {
          return null;
        }
        changed.awaitNanos(wait);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Publishes what nothing holds up; the rest stays committed until the next start. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
