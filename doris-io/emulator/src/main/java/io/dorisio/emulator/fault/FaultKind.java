package io.dorisio.emulator.fault;

/** What can go wrong on demand. */
public enum FaultKind {
  /**
   * The backend that takes the load dies after {@code afterBytes} of its body and refuses
   * connections for the fault's duration.
   */
  BACKEND_DOWN,
  /** The backend stops in the middle of a load or of a two-phase commit, connection open. */
  BACKEND_HANGS,
  /** The backend closes the connection after {@code afterBytes} of a load's body. */
  CONNECTION_CLOSED,
  /** The backend answers late. */
  SLOW_REPLY,
  /** A two-phase load is pre-committed, the connection closed without the answer. */
  REPLY_LOST_AFTER_PRECOMMIT,
  /** A transaction is committed, the connection closed without the answer. */
  REPLY_LOST_AFTER_COMMIT,
  /** A transaction is aborted on request, the connection closed without the answer. */
  REPLY_LOST_AFTER_ABORT,
  /** -235 after {@code afterBytes} of a load's body (doris-protocol 3.4). */
  TOO_MANY_VERSIONS,
  /** No transaction begins: too many are said to run (doris-protocol 3.4). */
  RUNNING_LIMIT,
  /** The frontend that is asked closes the connection and refuses new ones. */
  FRONTEND_DOWN,
  /** Two-phase commit meets a frontend that is not the master (doris-protocol 4.4). */
  NOT_MASTER,
  /** A commit does not get the table's lock; the transaction stays (doris-protocol 4.4). */
  COMMIT_LOCK_TIMEOUT,
  /** A committed transaction becomes visible late (doris-protocol 4.1). */
  PUBLISH_DELAYED,
  /** A pre-committed transaction times out at once (doris-protocol 4.5). */
  PRECOMMIT_EXPIRED,
  /** A chunked load without {@code group_commit: off_mode} loses its label (doris-protocol 2.4). */
  LABEL_LOST
}
