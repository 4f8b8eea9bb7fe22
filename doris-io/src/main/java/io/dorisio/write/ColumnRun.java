package io.dorisio.write;

import io.dorisio.format.RowColumns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.values.Row;
import org.joda.time.Instant;

/** Rows of one lane that follow each other and are encoded together, column by column. */
final class ColumnRun<T, V> {

  /** Fewer are encoded one by one. */
  private static final int FEW_ROWS = 4;

  private final Lane<T, V> lane;
  private final RowColumns columns;
  private final List<T> elements;
  private final List<V> rows;
  private final List<Instant> timestamps;

  /**
   * @param expected about how many rows it will hold
   */
  ColumnRun(Lane<T, V> lane, int expected) {
    this.lane = lane;
    this.columns = new RowColumns(expected);
    this.elements = new ArrayList<>(expected);
    this.rows = new ArrayList<>(expected);
    this.timestamps = new ArrayList<>(expected);
  }

  int size() {
    return columns.rows();
  }

  Lane<T, V> lane() {
    return lane;
  }

  boolean isFull() {
    return columns.isFull();
  }

  /** Adds the row of an element, unless it is full. */
  void add(T element, V row, Row beamRow, Instant timestamp) {
    columns.add(beamRow);
    elements.add(element);
    rows.add(row);
    timestamps.add(timestamp);
  }

  /**
   * Encodes the rows: one by one if they are few, or if one of them may not be good.
   *
   * @throws IOException if Doris cannot be asked for the table
   */
  void encode(BlockOutput out, Refusals<T> refusals) throws IOException, InterruptedException {
    if (size() >= FEW_ROWS && lane.addColumns(columns, elements.get(0), oldest(), out)) {
      return;
    }
    for (int i = 0; i < elements.size(); i++) {
      try {
        lane.add(elements.get(i), rows.get(i), timestamps.get(i), out);
      } catch (IllegalArgumentException | NullPointerException | ClassCastException e) {
        refusals.accept(lane.table(), elements.get(i), timestamps.get(i), e);
      }
    }
  }

  private long oldest() {
    long oldest = RowBlock.NO_TIME;
    for (Instant timestamp : timestamps) {
      oldest = Math.min(oldest, RowBlock.eventMillis(timestamp));
    }
    return oldest;
  }
}
