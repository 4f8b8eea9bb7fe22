package io.dorisio.emulator.transaction;

import java.time.Duration;
import java.time.Instant;

/**
 * A transaction as it stands. Times are null for what has not happened.
 *
 * @param coordinator the backend that began it, as Doris shows it
 * @param timeout of the preparation
 * @param finishTime when it became visible or was aborted
 * @param abortReason empty unless aborted
 */
public record TransactionRecord(
    long id,
    String db,
    String table,
    String label,
    String coordinator,
    Duration timeout,
    TransactionState state,
    long loadedRows,
    long filteredRows,
    long bytes,
    Instant beginTime,
    Instant preCommitTime,
    Instant commitTime,
    Instant finishTime,
    String abortReason) {

  static TransactionRecord begun(long id, BeginRequest request, Duration timeout, Instant now) {
    return new TransactionRecord(
        id,
        request.db(),
        request.table(),
        request.label(),
        request.coordinator().toString(),
        timeout,
        TransactionState.PREPARE,
        0,
        0,
        0,
        now,
        null,
        null,
        null,
        "");
  }

  TransactionRecord preCommitted(LoadedRows rows, Instant now) {
    return new TransactionRecord(
        id,
        db,
        table,
        label,
        coordinator,
        timeout,
        TransactionState.PRECOMMITTED,
        rows.loaded(),
        rows.filtered(),
        rows.bytes(),
        beginTime,
        now,
        null,
        null,
        "");
  }

  TransactionRecord committed(Instant now) {
    return next(TransactionState.COMMITTED, now, null, "");
  }

  TransactionRecord visible(Instant now) {
    return next(TransactionState.VISIBLE, commitTime, now, "");
  }

  TransactionRecord aborted(String reason, Instant now) {
    return next(TransactionState.ABORTED, null, now, reason);
  }

  private TransactionRecord next(
      TransactionState nextState, Instant committedAt, Instant finishedAt, String reason) {
    return new TransactionRecord(
        id,
        db,
        table,
        label,
        coordinator,
        timeout,
        nextState,
        loadedRows,
        filteredRows,
        bytes,
        beginTime,
        preCommitTime,
        committedAt,
        finishedAt,
        reason);
  }
}
