package io.dorisio.write;

import io.dorisio.client.DorisClient;
import io.dorisio.client.ErrorLogEntry;
import io.dorisio.client.StreamLoadReply;
import java.io.IOException;
import java.util.List;

/**
 * How many rows of a range the server filters, and what it tells of them.
 *
 * @param entries what its log tells; may be of fewer rows
 * @param remark what else there is to say of the reasons, where the log says nothing
 */
record Filtering(long filtered, List<ErrorLogEntry> entries, String remark) {

  private static final int SHOWN = 3;

  static final Filtering NONE = new Filtering(0, List.of(), "");

  /** What this reply says, and the error log that it points to. */
  static Filtering of(StreamLoadReply reply, DorisClient client) {
    if (reply.filteredRows() == 0) {
      return NONE;
    }
    try {
      return new Filtering(reply.filteredRows(), client.filteredRows(reply), reply.firstError());
    } catch (IOException e) {
      String remark =
          reply.firstError().isEmpty()
              ? "the error log could not be read: " + e.getMessage()
              : reply.firstError();
      return new Filtering(reply.filteredRows(), List.of(), remark);
    }
  }

  /** Only the number is known. */
  static Filtering counted(long filtered) {
    return new Filtering(filtered, List.of(), "");
  }

  /** Whether the log names the rows, one and all. */
  boolean namesAll() {
    return entries.size() == filtered && entries.stream().allMatch(ErrorLogEntry::namesRow);
  }

  /** Whether asking about fewer rows may make the log name them. */
  boolean logNamesRows() {
    return !entries.isEmpty() && entries.stream().allMatch(ErrorLogEntry::namesRow);
  }

  /** Whether more is known than their number. */
  boolean isTold() {
    return !entries.isEmpty() || !remark.isEmpty();
  }

  /** What is wrong with each of them, as far as it is told. */
  String reason() {
    List<String> reasons =
        entries.stream().map(ErrorLogEntry::reason).distinct().limit(SHOWN).toList();
    return switch (reasons.size()) {
      case 0 -> "Doris filtered it" + (remark.isEmpty() ? "" : ": " + remark);
      case 1 -> reasons.get(0);
      default -> "one like these: " + String.join(" | ", reasons);
    };
  }
}
