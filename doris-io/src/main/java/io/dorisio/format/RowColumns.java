package io.dorisio.format;

import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.values.Row;

/**
 * Some rows, to be read column by column. To check and to encode a few rows at a time like that
 * takes fewer instructions than one by one, since no value's way depends on the type of the one
 * before.
 *
 * <p>Made anew for each few rows: the garbage collector wants to know of each reference that an old
 * array is given.
 */
public final class RowColumns {

  /** As many as stay in a processor's nearest cache with their values. */
  public static final int MAX_ROWS = 64;

  private List<Object>[] rows;
  private int count;

  /**
   * @param expected about how many rows it will hold
   */
  public RowColumns(int expected) {
    rows = lists(Math.max(1, Math.min(expected, MAX_ROWS)));
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static List<Object>[] lists(int length) {
    return new List[length];
  }

  /** Adds a row; not to be called when it is full. */
  public void add(Row row) {
    if (count == rows.length) {
      rows = Arrays.copyOf(rows, MAX_ROWS);
    }
    rows[count++] = row.getValues();
  }

  public boolean isFull() {
    return count == MAX_ROWS;
  }

  /** How many rows there are. */
  public int rows() {
    return count;
  }

  /** The value of a row in a column. */
  Object value(int row, int column) {
    return rows[row].get(column);
  }

  /** The values of each row; what is behind the last one is to be left alone. */
  public List<Object>[] values() {
    return rows;
  }
}
