package io.dorisio.emulator.transaction;

import io.dorisio.emulator.cluster.Coordinator;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;

/** A transaction and the lock that keeps its changes of state one after the other. */
final class Transaction {
  final ReentrantLock changing = new ReentrantLock();

  /** Null where it was begun before the last start. */
  final Coordinator coordinator;

  /** Set once and for all when the object is made, as TransactionState does. */
  private final Duration preCommitTimeout;

  private volatile TransactionRecord record;

  Transaction(TransactionRecord record, Coordinator coordinator, Duration preCommitTimeout) {
    this.record = record;
    this.coordinator = coordinator;
    this.preCommitTimeout = preCommitTimeout;
  }

  TransactionRecord record() {
    return record;
  }

  void become(TransactionRecord next) {
    record = next;
  }

  /** TransactionState.isTimeout: later than, not at. */
  boolean isTimedOut(Instant now) {
    TransactionRecord current = record;
    return switch (current.state()) {
      case PREPARE -> now.isAfter(current.beginTime().plus(current.timeout()));
      case PRECOMMITTED -> now.isAfter(current.preCommitTime().plus(preCommitTimeout));
      default -> false;
    };
  }

  /** HeartbeatMgr aborts what is in preparation on a backend lost for so long. */
  boolean hasLostCoordinator(Instant now, Duration patience) {
    Instant diedAt = coordinator == null ? null : coordinator.diedAt();
    return record.state() == TransactionState.PREPARE
        && diedAt != null
        && !now.isBefore(diedAt.plus(patience));
  }
}
