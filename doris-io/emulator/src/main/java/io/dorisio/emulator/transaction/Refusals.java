package io.dorisio.emulator.transaction;

import io.dorisio.emulator.error.DorisException;

/**
 * What two-phase commit says of a transaction that is not in the right state (doris-protocol 4.4).
 */
final class Refusals {
  private Refusals() {}

  static DorisException notFound(long id) {
    return DorisException.analysis("transaction [" + id + "] not found");
  }

  /** A period before the reason. */
  static DorisException commit(TransactionRecord record) {
    String name = "transaction [" + record.id() + "]";
    return DorisException.analysis(
        switch (record.state()) {
          case PREPARE -> name + " is prepare, not pre-committed.";
          case COMMITTED -> name + " is already committed, not pre-committed.";
          case VISIBLE -> name + " is already visible, not pre-committed.";
          default -> name + " is already aborted. abort reason: " + record.abortReason();
        });
  }

  /** A comma before the reason. */
  static DorisException abort(TransactionRecord record) {
    String name = "transaction [" + record.id() + "]";
    return DorisException.analysis(
        record.state() == TransactionState.ABORTED
            ? name + " is already aborted, abort reason: " + record.abortReason()
            : name + " is already " + record.state() + ", could not abort.");
  }

  /** What pre-commit says (doris-protocol 4.1). */
  static DorisException preCommit(TransactionRecord record) {
    return DorisException.analysis(
        switch (record.state()) {
          case ABORTED -> record.abortReason();
          case COMMITTED -> "transaction is already committed";
          default -> "transaction is already visible";
        });
  }
}
