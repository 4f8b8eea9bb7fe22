package io.dorisio.write;

import io.dorisio.client.TableName;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;

/** The lanes of one table; one, unless its rows have several shapes. */
final class TableLanes<T, V> {

  private final Packing<T, V> packing;
  private final Object key;
  private final TableName table;
  private final Map<Object, Lane<T, V>> byShape = new HashMap<>();
  private @Nullable Lane<T, V> latest;

  /**
   * @param key of {@link Destinations}
   * @throws IllegalArgumentException if it stands for no table
   */
  TableLanes(Packing<T, V> packing, Object key) {
    this.packing = packing;
    this.key = key;
    this.table = packing.tableOf(key);
  }

  Object key() {
    return key;
  }

  TableName table() {
    return table;
  }

  /** Whether no row has come to one of its lanes. */
  boolean isNew() {
    return latest == null;
  }

  /**
   * The lane of a row, which is there from now on.
   *
   * @throws IllegalArgumentException if such rows cannot be rows of the table
   * @throws IOException if the table is missing, or Doris cannot be asked for it
   */
  Lane<T, V> laneOf(V row) throws IOException, InterruptedException {
    Object shape = packing.format().shapeOf(row);
    if (latest != null && latest.takes(shape)) {
      return latest;
    }
    Lane<T, V> lane = byShape.get(shape);
    if (lane == null) {
      lane = new Lane<>(packing, table, shape, row);
      byShape.put(shape, lane);
      packing.blocks().add(lane);
    }
    return lane;
  }

  /** A row comes to a lane. */
  void goTo(Lane<T, V> lane, BlockOutput out) {
    if (lane == latest) {
      return;
    }
    // Rows of one table leave in their order, whatever their shapes.
    if (packing.ordersShapes() && latest != null) {
      latest.flushAll(out);
    }
    latest = lane;
  }
}
