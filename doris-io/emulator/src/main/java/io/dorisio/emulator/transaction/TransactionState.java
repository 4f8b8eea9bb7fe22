package io.dorisio.emulator.transaction;

/** The states of a transaction (doris-protocol 4.1). */
public enum TransactionState {
  PREPARE("RUNNING"),
  PRECOMMITTED("PRECOMMITTED"),
  COMMITTED("FINISHED"),
  VISIBLE("FINISHED"),
  ABORTED("");

  private final String existingJobStatus;

  TransactionState(String existingJobStatus) {
    this.existingJobStatus = existingJobStatus;
  }

  /** What a load under the same label is told (doris-protocol 3.3). */
  public String existingJobStatus() {
    return existingJobStatus;
  }

  public boolean isFinal() {
    return this == VISIBLE || this == ABORTED;
  }
}
