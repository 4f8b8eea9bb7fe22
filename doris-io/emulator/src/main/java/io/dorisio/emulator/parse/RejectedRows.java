package io.dorisio.emulator.parse;

/** Hears of each filtered row. */
@FunctionalInterface
public interface RejectedRows {
  /**
   * Hears of one row.
   *
   * @param line the row as the error log shows it; may be empty
   */
  void rejected(String reason, String line);
}
