package io.dorisio.client;

import java.util.ArrayList;
import java.util.List;

/**
 * A filtered row as the error log of its load tells of it: {@code Reason: <reason>. src line
 * [<row>]; } (Doris: {@code runtime_state.cpp}, {@code append_error_msg_to_file}).
 *
 * @param row the row in Doris's words, of one line: its values, or its JSON written anew; empty
 *     where Doris does not show it, which is so for all that is checked as a row is written to its
 *     tablet, such as lengths, decimals and partitions ({@code vtablet_block_convertor.cpp})
 */
public record ErrorLogEntry(String reason, String row) {

  private static final String REASON = "Reason: ";
  private static final String ROW = ". src line [";
  private static final String END = "];";
  private static final String TOO_MANY = "TOO MUCH ERROR!";
  private static final String SUMMARY = "Summary: ";

  /**
   * Reads a log. Servers write about 50 rows down, and cut what is long. A log in which anything is
   * not in its form, such as a value with a line break in it, or a row that was cut, says nothing
   * reliable of how many rows it names.
   *
   * @return empty if the log is not wholly in its form
   */
  static List<ErrorLogEntry> parse(String log) {
    List<ErrorLogEntry> entries = new ArrayList<>();
    for (String line : log.split("\n", -1)) {
      String text = line.stripTrailing();
      if (text.isEmpty() || text.startsWith(TOO_MANY) || text.startsWith(SUMMARY)) {
        continue;
      }
      // The first of them: what stands in the row stays in the row.
      int row = text.indexOf(ROW);
      if (!text.startsWith(REASON) || row < 0 || !text.endsWith(END)) {
        return List.of();
      }
      entries.add(
          new ErrorLogEntry(
              text.substring(REASON.length(), row),
              text.substring(row + ROW.length(), text.length() - END.length())));
    }
    return List.copyOf(entries);
  }

  /** Whether the row itself can be told from it, not only what is wrong with it. */
  public boolean namesRow() {
    return !row.isBlank() && !row.equals("Unable to display");
  }
}
