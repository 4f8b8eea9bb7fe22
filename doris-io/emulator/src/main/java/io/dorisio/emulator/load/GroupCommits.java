package io.dorisio.emulator.load;

import io.dorisio.emulator.clock.AdjustableClock;
import io.dorisio.emulator.error.DorisException;
import io.dorisio.emulator.transaction.TransactionManager;
import io.dorisio.emulator.transaction.TransactionRecord;
import io.dorisio.emulator.transaction.TransactionState;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits the loads of group commits once their interval is over by the cluster's clock
 * (be/src/load/group_commit/group_commit_mgr.cpp). A server puts all loads of a table in one
 * interval into one transaction; here each has its own.
 */
public final class GroupCommits implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GroupCommits.class);
  private static final Pattern LABEL = Pattern.compile("group_commit_[0-9a-f]+_[0-9a-f]+");
  private static final long STOP_MILLIS = 60_000;

  /** group_commit_replay_wal_retry_num of the backend. */
  private static final int ATTEMPTS = 10;

  /** group_commit_replay_wal_retry_interval_seconds of the backend. */
  private static final Duration ATTEMPT_INTERVAL = Duration.ofSeconds(5);

  /**
   * A load that waits.
   *
   * @param committed completes with the commit; null where the load is answered for already
   */
  private record Waiting(
      TransactionRecord transaction, Instant due, int attempt, CompletableFuture<Void> committed) {}

  private final TransactionManager transactions;
  private final AdjustableClock clock;
  private final Thread thread = new Thread(this::run, "doris-group-commit");
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final PriorityQueue<Waiting> queue =
      new PriorityQueue<>(
          Comparator.comparing(Waiting::due).thenComparing(w -> w.transaction().id()));
  private boolean closed;

  public GroupCommits(TransactionManager transactions, AdjustableClock clock) {
    this.transactions = transactions;
    this.clock = clock;
    clock.onAdvance(this::wake);
    thread.setDaemon(true);
    thread.start();
  }

  /** Commits what an earlier run had answered for, as the replay of its log does. */
  public void replay() {
    for (TransactionRecord record : transactions.records()) {
      boolean open = record.state() == TransactionState.PRECOMMITTED;
      if (open && LABEL.matcher(record.label()).matches()) {
        addAnswered(record, clock.instant());
      }
    }
  }

  /** Has a pre-committed load committed when it is due; it fails where the commit does. */
  CompletableFuture<Void> add(TransactionRecord transaction, Instant due) {
    CompletableFuture<Void> committed = new CompletableFuture<>();
    enqueue(new Waiting(transaction, due, 1, committed));
    return committed;
  }

  /** Has a load committed that its client was told of; what fails is tried again. */
  void addAnswered(TransactionRecord transaction, Instant due) {
    enqueue(new Waiting(transaction, due, 1, null));
  }

  private void enqueue(Waiting waiting) {
    lock.lock();
    try {
      queue.add(waiting);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for a commit, for as long as a load may take at most. */
  static void await(CompletableFuture<Void> committed, Duration timeout) throws DorisException {
    try {
      committed.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw DorisException.backend(DorisException.INTERNAL_ERROR, e.getCause().getMessage());
    } catch (TimeoutException e) {
      throw DorisException.backend(DorisException.INTERNAL_ERROR, "the group commit took too long");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw DorisException.backend(DorisException.CANCELLED, "the group commit was interrupted");
    }
  }

  private void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      for (Waiting next = take(); next != null; next = take()) {
        commit(next);
      }
    } catch (InterruptedException e) {
      LOG.debug("group commits were interrupted", e);
    }
  }

  /** The next that is due; null at the end. */
  private Waiting take() throws InterruptedException {
    lock.lock();
    try {
      while (!closed) {
        Waiting next = queue.peek();
        Duration left = next == null ? null : Duration.between(clock.instant(), next.due());
        if (left == null) {
          changed.await();
        } else if (left.compareTo(Duration.ZERO) > 0) {
          changed.awaitNanos(left.toNanos());
        } else {
          return queue.poll();
        }
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  private void commit(Waiting waiting) {
    TransactionRecord transaction = waiting.transaction();
    try {
      transactions.commit(transaction.db(), transaction.id());
      if (waiting.committed() != null) {
        waiting.committed().complete(null);
      }
    } catch (DorisException | IOException | RuntimeException e) {
      LOG.warn("group commit {} failed", transaction.label(), e);
      if (waiting.committed() == null && waiting.attempt() < ATTEMPTS) {
        Instant due = waiting.due().plus(ATTEMPT_INTERVAL);
        enqueue(new Waiting(transaction, due, waiting.attempt() + 1, null));
        return;
      }
      transactions.rollBack(transaction.id(), e.getMessage());
      if (waiting.committed() != null) {
        waiting.committed().completeExceptionally(e);
      }
    }
  }

  /** Commits nothing more; what waits is committed after the next start. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
      for (Waiting waiting : queue) {
        if (waiting.committed() != null) {
          waiting.committed().completeExceptionally(new IOException("the backend is down"));
        }
      }
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
