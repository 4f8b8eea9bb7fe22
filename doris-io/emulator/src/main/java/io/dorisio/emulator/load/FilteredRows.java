package io.dorisio.emulator.load;

import io.dorisio.emulator.parse.RejectedRows;

/** Counts filtered rows and writes down the first of them (be/src/runtime/runtime_state.cpp). */
final class FilteredRows implements RejectedRows {
  /** MAX_ERROR_NUM of the backend. */
  private static final int SHOWN_ROWS = 50;

  private static final int SHOWN_LINE_LENGTH = 1_000_000;

  private final boolean tolerant;
  private final StringBuilder log = new StringBuilder();
  private long count;

  /**
   * @param tolerant whether any filtered row is allowed at all
   */
  FilteredRows(boolean tolerant) {
    this.tolerant = tolerant;
  }

  @Override
  public void rejected(String reason, String line) {
    count++;
    if (count <= SHOWN_ROWS && log.length() < SHOWN_LINE_LENGTH) {
      log.append("Reason: ").append(reason).append(". src line [").append(line).append("]; \n");
    }
  }

  /** A load that may not lose a row gives up once the log is full, not at the first row. */
  boolean stops() {
    return !tolerant && count > SHOWN_ROWS;
  }

  long count() {
    return count;
  }

  String log() {
    return log.toString();
  }
}
