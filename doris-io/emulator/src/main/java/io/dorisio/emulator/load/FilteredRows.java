package io.dorisio.emulator.load;

import io.dorisio.emulator.parse.RejectedRows;

/** Counts filtered rows and writes down the first of them (be/src/runtime/runtime_state.cpp). */
final class FilteredRows implements RejectedRows {
  /** One more than MAX_ERROR_NUM of the backend, which compares before it counts. */
  private static final int SHOWN_ROWS = 51;

  /** load_error_log_limit_bytes of the backend, here in characters. */
  private static final int LINE_LIMIT = 209_715_200;

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
    if (count > SHOWN_ROWS) {
      return;
    }
    int start = log.length();
    log.append("Reason: ").append(reason).append(". src line [").append(line).append("]; ");
    if (log.length() - start > LINE_LIMIT) {
      log.setLength(start + LINE_LIMIT);
      log.append("error log is too long");
    }
    log.append('\n');
  }

  /** A load that may not lose a row gives up at the first that the log has no place for. */
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
