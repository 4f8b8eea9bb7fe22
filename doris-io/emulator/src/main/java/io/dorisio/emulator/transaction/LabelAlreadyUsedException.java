package io.dorisio.emulator.transaction;

import io.dorisio.emulator.error.DorisException;

/** A label that a transaction owns which is not aborted (doris-protocol 3.3). */
public final class LabelAlreadyUsedException extends DorisException {
  private final TransactionState state;

  LabelAlreadyUsedException(TransactionRecord owner) {
    super(
        LABEL_ALREADY_EXISTS,
        2,
        "Label ["
            + owner.label()
            + "] has already been used, relate to txn ["
            + owner.id()
            + "], status ["
            + owner.state()
            + "].");
    this.state = owner.state();
  }

  public String existingJobStatus() {
    return state.existingJobStatus();
  }
}
