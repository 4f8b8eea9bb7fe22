package io.dorisio.write;

import io.dorisio.client.TableName;
import io.dorisio.schema.TableSetup;
import java.io.Serializable;
import java.util.Map;

/** Which table an element goes to, and what is asked of the loads into it. */
public interface Destinations<T> extends Serializable {

  /**
   * What stands for the element's table: equal for elements of one table, and found sooner than its
   * name.
   *
   * @throws IllegalArgumentException if there is none, saying why
   */
  Object keyOf(T element);

  /**
   * The table that a key stands for.
   *
   * @throws IllegalArgumentException if there is none, saying why
   */
  TableName tableOf(Object key);

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
      public Object keyOf(T element) {
        return table;
      }

      @Override
      public TableName tableOf(Object key) {
        return table;
      }

      @Override
      public TableSetup setup(TableName ignored) {
        return setup;
      }
    };
  }
}
