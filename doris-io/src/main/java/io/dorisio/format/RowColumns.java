package io.dorisio.format;

import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.values.Row;

/**
 * The values of some rows, column by column. To check and to encode a few rows at a time like that
 * takes fewer instructions than one by one, since no value's way depends on the type of the one
 * before.
 *
 * <p>Made anew for each few rows: the garbage collector wants to know of each reference that an old
 * array is given.
 */
public final class RowColumns {

  /** As many as stay in a processor's nearest cache with their values. */
  public static final int MAX_ROWS = 64;

  private final Object[][] columns;
  private int room;
  private int rows;

  /**
   * @param fields of each row
   * @param expected about how many rows it will hold
   */
  public RowColumns(int fields, int expected) {
    room = Math.max(1, Math.min(expected, MAX_ROWS));
    columns = new Object[fields][room];
  }

  /** Adds a row; not to be called when it is full. */
  public void add(Row row) {
    if (rows == room) {
      grow();
    }
    List<Object> values = row.getValues();
    for (int i = 0; i < columns.length; i++) {
      columns[i][rows] = values.get(i);
    }
    rows++;
  }

  private void grow() {
    room = MAX_ROWS;
    for (int i = 0; i < columns.length; i++) {
      columns[i] = Arrays.copyOf(columns[i], room);
    }
  }

  public boolean isFull() {
    return rows == MAX_ROWS;
  }

  public int rows() {
    return rows;
  }

  /** The values of all columns; those behind the last row's are to be left alone. */
  public Object[][] columns() {
    return columns;
  }
}
