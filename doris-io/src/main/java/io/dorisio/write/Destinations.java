package io.dorisio.write;

import io.dorisio.client.TableName;
import io.dorisio.schema.TableSetup;
import java.io.Serializable;
import java.util.Map;

/** Which table an element goes to, and what is asked of the loads into it. */
public interface Destinations<T> extends Serializable {

  /**
   * The element's table.
   *
   * @throws IllegalArgumentException if there is none, saying why
   */
  TableName tableOf(T element);

  /** Headers of Stream Load for loads into this table, beside those of the whole write. */
  default Map<String, String> loadProperties(TableName table) {
    return Map.of();
  }

  /** What is done to the table before its first row. */
  TableSetup setup(TableName table);

  /** All elements go to one table. */
  static <T> Destinations<T> of(TableName table, TableSetup setup) {
    return new Destinations<>() {
      @Override
      public TableName tableOf(T element) {
        return table;
      }

      @Override
      public TableSetup setup(TableName ignored) {
        return setup;
      }
    };
  }
}
