package io.dorisio.emulator.transaction;

import java.time.Instant;

/**
 * A transaction as it stands. Times are null for what has not happened.
 *
 * @param abortReason empty unless aborted
 */
public record TransactionRecord(
    long id,
    String db,
    String table,
    String label,
    TransactionState state,
    long loadedRows,
    long filteredRows,
    long bytes,
    Instant beginTime,
    Instant preCommitTime,
    Instant commitTime,
    Instant visibleTime,
    String abortReason) {

  static TransactionRecord begun(long id, String db, String table, String label, Instant now) {
    return new TransactionRecord(
        id, db, table, label, TransactionState.PREPARE, 0, 0, 0, now, null, null, null, "");
  }

  TransactionRecord preCommitted(LoadedRows rows, Instant now) {
    return new TransactionRecord(
        id,
        db,
        table,
        label,
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
    return new TransactionRecord(
        id,
        db,
        table,
        label,
        TransactionState.COMMITTED,
        loadedRows,
        filteredRows,
        bytes,
        beginTime,
        preCommitTime,
        now,
        null,
        "");
  }

  TransactionRecord visible(Instant now) {
    return new TransactionRecord(
        id,
        db,
        table,
        label,
        TransactionState.VISIBLE,
        loadedRows,
        filteredRows,
        bytes,
        beginTime,
        preCommitTime,
        commitTime,
        now,
        "");
  }

  TransactionRecord aborted(String reason) {
    return new TransactionRecord(
        id,
        db,
        table,
        label,
        TransactionState.ABORTED,
        loadedRows,
        filteredRows,
        bytes,
        beginTime,
        preCommitTime,
        null,
        null,
        reason);
  }
}
