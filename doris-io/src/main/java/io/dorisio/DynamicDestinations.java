package io.dorisio;

import io.dorisio.schema.TableDefinition;
import java.io.Serializable;
import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Chooses the table of each element, and what is asked of the loads into it.
 *
 * <p>Any number of tables can take turns in one job. A worker holds {@link
 * DorisIO.Write#withMaxOpenLoads} loads open at a time. Each table that gets rows takes a
 * transaction a shard and checkpoint, which count against Doris's {@code
 * max_running_txn_num_per_db}; few rows make one load, whatever the number of shards.
 *
 * @param <T> the type of the elements
 */
public abstract class DynamicDestinations<T> implements Serializable {

  /**
   * The table of an element, as {@code database.table}. An element for which it throws {@link
   * IllegalArgumentException}, or returns something else, is a failed row.
   */
  public abstract String getTable(T element);

  /**
   * Headers of Stream Load for this table, beside those of {@link DorisIO.Write#withLoadProperty};
   * none by default. Workers ask whenever they begin with a table, so that the answer must stay the
   * same.
   *
   * @param table as {@link #getTable} gave it
   */
  public Map<String, String> getLoadProperties(String table) {
    return Map.of();
  }

  /**
   * How this table is created if it does not exist. By default as {@link
   * DorisIO.Write#withCreateIfNeeded} says, if at all.
   *
   * @param table as {@link #getTable} gave it
   */
  public @Nullable TableDefinition getTableDefinition(String table) {
    return null;
  }
}
