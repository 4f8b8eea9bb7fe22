package io.dorisio.emulator.transaction;

import io.dorisio.emulator.error.DorisException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;

/**
 * Transactions by id and by label, and how many of them run. Its lock is held for moments only and
 * never waits for a transaction's.
 */
final class TransactionIndex {
  private static final long FIRST_DATABASE_ID = 10_001;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition published = lock.newCondition();
  private final Map<Long, Transaction> transactions = new TreeMap<>();

  /** The latest transaction of each label, by database. */
  private final Map<String, Map<String, Transaction>> labels = new HashMap<>();

  /** Final ones in the order in which they became so, by database. */
  private final Map<String, Deque<Transaction>> finished = new HashMap<>();

  private final Map<String, Integer> running = new HashMap<>();
  private final Map<String, Long> databaseIds = new HashMap<>();
  private long nextId = 1;
  private int unpublished;

  /** Takes up what an earlier run left. */
  void restore(Transaction transaction, long gap) {
    TransactionRecord record = transaction.record();
    lock.lock();
    try {
      remember(transaction);
      nextId = Math.max(nextId, record.id() + gap);
      if (record.state().isFinal()) {
        finished.computeIfAbsent(record.db(), db -> new ArrayDeque<>()).add(transaction);
      } else {
        running.merge(record.db(), 1, Integer::sum);
      }
      if (record.state() == TransactionState.COMMITTED) {
        unpublished++;
      }
    } finally {
      lock.unlock();
    }
  }

  private void remember(Transaction transaction) {
    TransactionRecord record = transaction.record();
    transactions.put(record.id(), transaction);
    labels.computeIfAbsent(record.db(), db -> new HashMap<>()).put(record.label(), transaction);
  }

  /**
   * A new transaction under the label; a used label is said before the limit (doris-protocol 4.1).
   *
   * @param limited whether the limit is to be reached whatever runs
   */
  TransactionRecord begin(
      String db, String label, long limit, boolean limited, LongFunction<Transaction> make)
      throws DorisException {
    lock.lock();
    try {
      Transaction owner = labels.getOrDefault(db, Map.of()).get(label);
      if (owner != null && owner.record().state() != TransactionState.ABORTED) {
        throw new LabelAlreadyUsedException(owner.record());
      }
      int now = running.getOrDefault(db, 0);
      if (limited || now >= limit) {
        long id = databaseIds.computeIfAbsent(db, key -> FIRST_DATABASE_ID + databaseIds.size());
        throw DorisException.analysis(
            "current running txns on db "
                + id
                + " is "
                + Math.max(now, limited ? limit : 0)
                + ", larger than limit "
                + limit);
      }
      Transaction transaction = make.apply(nextId++);
      remember(transaction);
      running.merge(db, 1, Integer::sum);
      return transaction.record();
    } finally {
      lock.unlock();
    }
  }

  /** To be called by whoever holds the transaction's own lock. */
  void change(Transaction transaction, TransactionRecord next) {
    lock.lock();
    try {
      boolean wasFinal = transaction.record().state().isFinal();
      transaction.become(next);
      if (next.state() == TransactionState.COMMITTED) {
        unpublished++;
      } else if (next.state() == TransactionState.VISIBLE) {
        unpublished--;
        published.signalAll();
      }
      if (next.state().isFinal() && !wasFinal) {
        running.merge(next.db(), -1, Integer::sum);
        finished.computeIfAbsent(next.db(), db -> new ArrayDeque<>()).add(transaction);
      }
    } finally {
      lock.unlock();
    }
  }

  Transaction find(long id) {
    lock.lock();
    try {
      return transactions.get(id);
    } finally {
      lock.unlock();
    }
  }

  /** The label's latest transaction, or null. */
  Transaction find(String db, String label) {
    lock.lock();
    try {
      return labels.getOrDefault(db, Map.of()).get(label);
    } finally {
      lock.unlock();
    }
  }

  List<Transaction> all() {
    lock.lock();
    try {
      return new ArrayList<>(transactions.values());
    } finally {
      lock.unlock();
    }
  }

  /** Loses one that was not final. */
  void lose(Transaction transaction) {
    lock.lock();
    try {
      forget(transaction);
      running.merge(transaction.record().db(), -1, Integer::sum);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Forgets final ones, the oldest first, as DatabaseTransactionMgr.removeUselessTxns does: first
   * those kept for longer than {@code keep}, then those beyond {@code threshold} of a database.
   *
   * @param threshold none where it is not positive
   * @param count of what was forgotten, which is raised before it can be noticed
   * @return the ids of what was forgotten
   */
  List<Long> evict(Instant now, Duration keep, long threshold, LongAdder count) {
    List<Long> evicted = new ArrayList<>();
    lock.lock();
    try {
      for (Deque<Transaction> queue : finished.values()) {
        while (!queue.isEmpty()) {
          Instant finishTime = queue.peek().record().finishTime();
          boolean expired = Duration.between(finishTime, now).toSeconds() > keep.toSeconds();
          if (!expired && (threshold <= 0 || queue.size() <= threshold)) {
            break;
          }
          Transaction oldest = queue.remove();
          forget(oldest);
          count.increment();
          evicted.add(oldest.record().id());
        }
      }
    } finally {
      lock.unlock();
    }
    return evicted;
  }

  private void forget(Transaction transaction) {
    TransactionRecord record = transaction.record();
    transactions.remove(record.id());
    Map<String, Transaction> owners = labels.getOrDefault(record.db(), Map.of());
    if (owners.get(record.label()) == transaction) {
      owners.remove(record.label());
    }
  }

  int running(String db) {
    lock.lock();
    try {
      return running.getOrDefault(db, 0);
    } finally {
      lock.unlock();
    }
  }

  boolean awaitVisible(Duration timeout) throws InterruptedException {
    return await(timeout, () -> unpublished == 0);
  }

  boolean awaitVisible(Transaction transaction, Duration timeout) throws InterruptedException {
    return await(timeout, () -> transaction.record().state() == TransactionState.VISIBLE);
  }

  private boolean await(Duration timeout, BooleanSupplier done) throws InterruptedException {
    long left = timeout.toNanos();
    lock.lock();
    try {
      while (!done.getAsBoolean()) {
        if (left <= 0) {
          return false;
        }
        left = published.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }
}
