package io.dorisio.emulator.admin;

import java.time.Instant;

/**
 * A load or a two-phase commit that a backend worked off.
 *
 * @param node that served it
 * @param status of the answer, whether it was sent or lost
 * @param answered false where a fault kept the answer back
 */
public record ServedRequest(
    Instant time,
    What what,
    String node,
    String db,
    String table,
    String label,
    long transaction,
    String status,
    String message,
    long rows,
    long filteredRows,
    long bytes,
    long millis,
    boolean answered) {

  /** What was asked for. */
  public enum What {
    LOAD,
    COMMIT,
    ABORT
  }
}
