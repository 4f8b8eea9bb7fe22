package io.dorisio.write;

import io.dorisio.format.RowFormat;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.joda.time.Instant;

/**
 * Packs rows into blocks: rows of a block have one table, one shard and one shape. A block leaves
 * when it is full, when all blocks together hold more than the packer may, and at the end of the
 * bundle.
 *
 * <p>Where the encoder takes columns, rows that follow each other wait for some more, {@link
 * #settle} at the latest.
 */
final class RowPacker<T, V> {

  private final Packing<T, V> packing;
  private final Map<Object, TableLanes<T, V>> tableOfKey = new HashMap<>();

  /** That of the last row. */
  private @Nullable TableLanes<T, V> latest;

  private @Nullable ColumnRun<T, V> run;

  /** Of the last one; the next one will be alike. */
  private int runLength;

  RowPacker(RowSpec<T> spec, RowFormat<T, V> format, TableAccess tables) {
    this.packing = new Packing<>(spec, format, tables);
  }

  /**
   * Adds the row of an element.
   *
   * @param key of {@link Destinations}, which stands for its table
   * @param refusals are given elements that cannot be rows, this one or some before it; nothing
   *     else is lost with them
   * @throws IOException if the table is missing, or Doris cannot be asked for it
   */
  void add(Object key, T element, Instant timestamp, BlockOutput out, Refusals<T> refusals)
      throws IOException, InterruptedException {
    V row;
    TableLanes<T, V> lanes = null;
    Lane<T, V> lane;
    try {
      lanes = lanesOf(key);
      row = packing.format().toRow(element);
      lane = lanes.laneOf(row);
    } catch (IllegalArgumentException | NullPointerException | ClassCastException e) {
      refusals.accept(lanes == null ? null : lanes.table(), element, timestamp, e);
      return;
    }
    if (lanes.isNew()) {
      // Not before a row can come to it: a table that takes none leaves nothing behind.
      tableOfKey.put(key, lanes);
    }
    boolean follows = lanes == latest;
    if (!follows) {
      latest = lanes;
    }
    if (run != null && (run.lane() != lane || run.isFull())) {
      settle(out, refusals);
    }
    lanes.goTo(lane, out);
    if (follows && lane.takesColumns()) {
      addToRun(lane, element, row, timestamp);
      return;
    }
    try {
      lane.add(element, row, timestamp, out);
    } catch (IllegalArgumentException | NullPointerException | ClassCastException e) {
      refusals.accept(lanes.table(), element, timestamp, e);
    }
  }

  private void addToRun(Lane<T, V> lane, T element, V row, Instant timestamp) {
    if (run == null) {
      run = new ColumnRun<>(lane, runLength);
    }
    run.add(element, row, packing.format().beamRow(row), timestamp);
  }

  private TableLanes<T, V> lanesOf(Object key) {
    if (latest != null && latest.key().equals(key)) {
      return latest;
    }
    TableLanes<T, V> known = tableOfKey.get(key);
    return known == null ? new TableLanes<>(packing, key) : known;
  }

  /**
   * Encodes the rows that wait for others, and lets go of arrays that rows came in.
   *
   * @param refusals see {@link #add}
   * @throws IOException if Doris cannot be asked for their table
   */
  void settle(BlockOutput out, Refusals<T> refusals) throws IOException, InterruptedException {
    if (run != null) {
      ColumnRun<T, V> waiting = run;
      run = null;
      runLength = waiting.size();
      waiting.encode(out, refusals);
    }
    packing.blocks().settle();
  }

  /** Begins a bundle: rows of one that failed are dropped. */
  void start() {
    if (run != null || packing.blocks().holdRows()) {
      close();
    }
    packing.blocks().startOver();
  }

  /** Lets go of all rows. No one waits, since all were {@link #settle settled}. */
  void flush(BlockOutput out) {
    if (packing.blocks().flush(out)) {
      close();
    }
  }

  /** Drops all rows, and lets go of what is kept for the next ones. */
  void close() {
    packing.blocks().close();
    tableOfKey.clear();
    latest = null;
    run = null;
  }
}
