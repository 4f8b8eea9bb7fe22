package io.dorisio.write;

import io.dorisio.client.TableName;
import io.dorisio.format.RowEncoder;
import io.dorisio.format.RowFormat;
import io.dorisio.format.RowKind;
import java.io.IOException;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.Row;
import org.checkerframework.checker.nullness.qual.Nullable;

/** How a worker's elements become rows of its open blocks. */
final class Packing<T, V> {

  private final @Nullable SerializableFunction<T, RowKind> kinds;
  private final RowFormat<T, V> format;
  private final Destinations<T> destinations;
  private final Sharding<T> sharding;
  private final boolean orderedShapes;
  private final TableAccess tables;
  private final OpenBlocks<T, V> blocks = new OpenBlocks<>();

  Packing(RowSpec<T> spec, RowFormat<T, V> format, TableAccess tables) {
    this.kinds = spec.kinds();
    this.format = format;
    this.destinations = spec.destinations();
    this.sharding = spec.sharding();
    this.orderedShapes = spec.orderedShapes();
    this.tables = tables;
  }

  RowFormat<T, V> format() {
    return format;
  }

  OpenBlocks<T, V> blocks() {
    return blocks;
  }

  /** Whether rows of one table leave in their order, whatever their shapes. */
  boolean ordersShapes() {
    return orderedShapes;
  }

  boolean hasKinds() {
    return kinds != null;
  }

  RowKind kindOf(T element) {
    return kinds == null ? RowKind.UPSERT : kinds.apply(element);
  }

  Sharding<T> sharding() {
    return sharding;
  }

  /**
   * The table that a key of {@link Destinations} stands for.
   *
   * @throws IllegalArgumentException if there is none
   */
  TableName tableOf(Object key) {
    return destinations.tableOf(key);
  }

  /** Null if nothing is to be done to the table, nor its rows to be checked. */
  TableAccess.@Nullable Entry open(TableName table, V row)
      throws IOException, InterruptedException {
    Row beamRow = format.beamRow(row);
    return beamRow == null
        ? null
        : tables.open(table, beamRow.getSchema(), destinations.setup(table));
  }

  RowEncoder<V> encoderFor(TableName table, V row) {
    return format.encoderFor(row, destinations.loadProperties(table));
  }
}
