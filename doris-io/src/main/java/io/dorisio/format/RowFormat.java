package io.dorisio.format;

import java.io.Serializable;
import java.util.Map;
import org.apache.beam.sdk.values.Row;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * How elements become rows. Rows of one shape share an encoder, and can share a load.
 *
 * @param <T> the type of the elements
 * @param <V> the type of the rows
 */
public interface RowFormat<T, V> extends Serializable {

  /**
   * The row of an element.
   *
   * @throws IllegalArgumentException if there is none, saying why
   */
  V toRow(T element);

  /** What the row has in common with those that share its encoder: a value with equality. */
  Object shapeOf(V row);

  /**
   * The encoder for rows of this row's shape; called when a worker meets a shape and table, for the
   * first time or again after many others.
   *
   * @param loadProperties headers of Stream Load that go before those of the format
   * @throws IllegalArgumentException if there is none for such rows, saying why
   */
  RowEncoder<V> encoderFor(V row, Map<String, String> loadProperties);

  /** The row with its schema, where it has one, so that it can be compared with the table's. */
  default @Nullable Row beamRow(V row) {
    return null;
  }

  /** The row as people read it, for messages and dead letters. */
  String describe(V row);
}
