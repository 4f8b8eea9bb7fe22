package io.dorisio.format;

import java.io.Serializable;
import java.util.Map;

/**
 * One shape of rows in one format of Stream Load.
 *
 * @param <V> the type of the rows
 */
public interface RowEncoder<V> extends Serializable {

  RowWriter<V> newWriter();

  /** Whether {@link RowWriter#writeColumns} of its writers is of use. */
  default boolean takesColumns() {
    return false;
  }

  /** The headers of Stream Load that tell the server the format and the columns. */
  Map<String, String> loadProperties();
}
