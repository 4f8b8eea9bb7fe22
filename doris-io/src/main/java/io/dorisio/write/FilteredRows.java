package io.dorisio.write;

import io.dorisio.client.ErrorLogEntry;
import io.dorisio.client.LoadFailedException;
import io.dorisio.client.LoadFailure;
import io.dorisio.client.TableName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Names each row that the server filtered out of a load. The error log names them, as far as it
 * goes: about fifty, and none of those that are found bad only as they are written. Others are
 * found in the load's own rows, which are halved and tried again until a range holds none of them,
 * or nothing else, or the log names the rest. The load itself is not touched.
 *
 * <p>One row that the log does not name costs about one more transfer of the load, in as many
 * trials as halving it down to one row takes.
 */
final class FilteredRows {

  /** Of a load's failed rows; they are held in memory until the bundle ends. */
  private static final long MAX_CHARACTERS = 16L << 20;

  private static final int ABOUT_OVERHEAD = 100;

  private static final String NOT_SEPARABLE =
      "rows of this format cannot be told apart in a block of them";
  private static final String CHANGING = "the server filters other rows each time they are sent";

  private final TableName table;
  private final SpooledRows rows;
  private final TrialLoads trials;
  private final List<FailedRow> found = new ArrayList<>();
  private long characters;

  FilteredRows(TableName table, SpooledRows rows, TrialLoads trials) {
    this.table = table;
    this.rows = rows;
    this.trials = trials;
  }

  /**
   * Finds them all.
   *
   * @param whole what the server said of the whole load
   * @throws LoadFailedException if they cannot be named, saying how far it came and what is wrong
   *     with some
   */
  List<FailedRow> find(Filtering whole) throws IOException, InterruptedException {
    try {
      name(0, rows.count(), whole);
      if (found.size() != whole.filtered()) {
        throw definitive(CHANGING);
      }
    } catch (LoadFailedException e) {
      throw new LoadFailedException(
          e.failure(),
          String.format(
              "%d of %d rows into %s were filtered, and only %d of them could be named after %d"
                  + " trial loads: %s. Reasons: %s. Mend the rows, or do not collect failed rows",
              whole.filtered(),
              rows.count(),
              table,
              found.size(),
              trials.count(),
              e.getMessage(),
              whole.reason()),
          e);
    }
    return found;
  }

  private void name(long from, long to, Filtering range) throws IOException, InterruptedException {
    if (range.filtered() == 0) {
      return;
    }
    if (range.namesAll()) {
      for (ErrorLogEntry entry : range.entries()) {
        add(entry.row(), entry.reason());
      }
      return;
    }
    if (range.filtered() == to - from) {
      addAll(from, to, range);
      return;
    }
    OptionalLong middle = rows.middle(from, to);
    if (middle.isEmpty()) {
      throw definitive(NOT_SEPARABLE);
    }
    halve(from, middle.getAsLong(), to, range);
  }

  private void halve(long from, long middle, long to, Filtering range)
      throws IOException, InterruptedException {
    Filtering first = trials.run(from, middle);
    long left = range.filtered() - first.filtered();
    if (left < 0) {
      throw definitive(CHANGING);
    }
    name(from, middle, first);
    name(middle, to, rest(middle, to, left, range));
  }

  /** What the rows that were not tried must hold; they are tried only if that may name them. */
  private Filtering rest(long from, long to, long filtered, Filtering range)
      throws IOException, InterruptedException {
    if (filtered == 0) {
      return Filtering.NONE;
    }
    if (filtered == range.filtered()) {
      return range;
    }
    return range.logNamesRows() ? trials.run(from, to) : Filtering.counted(filtered);
  }

  /** All rows of the range are bad. */
  private void addAll(long from, long to, Filtering range)
      throws IOException, InterruptedException {
    String reason = (range.isTold() ? range : trials.run(from, to)).reason();
    if (!rows.texts(from, to, text -> add(text, reason))) {
      throw definitive(NOT_SEPARABLE);
    }
  }

  private void add(String row, String reason) throws LoadFailedException {
    characters += row.length() + reason.length() + ABOUT_OVERHEAD;
    if (characters > MAX_CHARACTERS) {
      throw definitive("they are too many, or too large, to be collected");
    }
    found.add(FailedRow.ofLoad(table.toString(), row, reason));
  }

  private static LoadFailedException definitive(String why) {
    return new LoadFailedException(LoadFailure.DEFINITIVE, why);
  }
}
