package io.dorisio.format;

import java.io.Serializable;

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

  /** The encoder for rows of this row's shape; called once for each shape that a worker meets. */
  RowEncoder<V> encoderFor(V row);

  /** The row as people read it, for messages and dead letters. */
  String describe(V row);
}
