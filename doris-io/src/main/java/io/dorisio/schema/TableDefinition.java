package io.dorisio.schema;

import io.dorisio.client.KeysModel;
import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a table is created where it does not exist; its columns come from the schema of the rows, see
 * {@link TypeMapping}. Immutable.
 *
 * <pre>{@code
 * TableDefinition.unique("id").withSequenceColumn("changed_at").withBuckets(16)
 * TableDefinition.duplicate("day", "id").withPartitionBy("day", PartitionUnit.MONTH)
 * }</pre>
 *
 * @param keysModel DUPLICATE or UNIQUE; a UNIQUE table merges on write
 * @param keyColumns the keys, in order; a DUPLICATE table may have none
 * @param hashColumns whose hash says which bucket a row goes to; the keys if empty and there are
 *     any, else rows are distributed at random
 * @param random whether rows are distributed at random though there are keys; only in DUPLICATE
 *     tables
 * @param buckets how many buckets a partition has; 0, the default, leaves it to the server
 * @param partitions the PARTITION BY clause, as text; empty if there is none
 * @param columnTypes types in place of those of {@link TypeMapping}, by column
 * @param properties such as {@code replication_num}, by name
 * @param sequenceColumn the column whose highest value wins among rows of equal keys; empty if the
 *     last row written wins
 * @param comment the table's comment
 */
public record TableDefinition(
    KeysModel keysModel,
    List<String> keyColumns,
    List<String> hashColumns,
    boolean random,
    int buckets,
    String partitions,
    Map<String, String> columnTypes,
    Map<String, String> properties,
    String sequenceColumn,
    String comment)
    implements Serializable {

  /** How long the partitions are that the server makes as rows come. */
  public enum PartitionUnit {
    HOUR,
    DAY,
    WEEK,
    MONTH,
    QUARTER,
    YEAR
  }

  public TableDefinition {
    if (keysModel != KeysModel.DUPLICATE && keysModel != KeysModel.UNIQUE) {
      throw new IllegalArgumentException(
          "Tables are created as DUPLICATE or UNIQUE, not as "
              + keysModel
              + "; create others yourself");
    }
    boolean unique = keysModel == KeysModel.UNIQUE;
    if (unique && keyColumns.isEmpty()) {
      throw new IllegalArgumentException("A UNIQUE table needs a key column");
    }
    if (unique && random) {
      throw new IllegalArgumentException(
          "A UNIQUE table cannot be distributed at random: equal keys must meet");
    }
    if (random && !hashColumns.isEmpty()) {
      throw new IllegalArgumentException(
          "Rows are distributed at random or by the hash of columns, not both");
    }
    if (!unique && !sequenceColumn.isEmpty()) {
      throw new IllegalArgumentException("Only a UNIQUE table has a sequence column");
    }
    if (buckets < 0) {
      throw new IllegalArgumentException(
          "The number of buckets must be 1 or more, or 0 for the server's choice, not " + buckets);
    }
    keyColumns = List.copyOf(keyColumns);
    hashColumns = List.copyOf(hashColumns);
    columnTypes = ordered(columnTypes);
    properties = ordered(properties);
  }

  /** A table that keeps all rows, sorted by these columns; by none if there are none. */
  public static TableDefinition duplicate(String... keyColumns) {
    return of(KeysModel.DUPLICATE, keyColumns);
  }

  /** A table that keeps one row of each key. */
  public static TableDefinition unique(String... keyColumns) {
    return of(KeysModel.UNIQUE, keyColumns);
  }

  private static TableDefinition of(KeysModel model, String... keys) {
    return new TableDefinition(
        model, List.of(keys), List.of(), false, 0, "", Map.of(), Map.of(), "", "");
  }

  /** Sends rows to buckets by the hash of these columns, which are keys in a UNIQUE table. */
  public TableDefinition withHashColumns(String... columns) {
    return new TableDefinition(
        keysModel,
        keyColumns,
        List.of(columns),
        random,
        buckets,
        partitions,
        columnTypes,
        properties,
        sequenceColumn,
        comment);
  }

  /** Sends rows to buckets at random: faster loads where nothing is looked up by key. */
  public TableDefinition withRandomDistribution() {
    return new TableDefinition(
        keysModel,
        keyColumns,
        hashColumns,
        true,
        buckets,
        partitions,
        columnTypes,
        properties,
        sequenceColumn,
        comment);
  }

  /** Fixes how many buckets a partition has. */
  public TableDefinition withBuckets(int count) {
    return new TableDefinition(
        keysModel,
        keyColumns,
        hashColumns,
        random,
        count,
        partitions,
        columnTypes,
        properties,
        sequenceColumn,
        comment);
  }

  /**
   * Partitions by a clause as Doris has it, such as {@code PARTITION BY RANGE(`day`) (FROM
   * ("2024-01-01") TO ("2025-01-01") INTERVAL 1 MONTH)}.
   */
  public TableDefinition withPartitions(String clause) {
    return new TableDefinition(
        keysModel,
        keyColumns,
        hashColumns,
        random,
        buckets,
        clause,
        columnTypes,
        properties,
        sequenceColumn,
        comment);
  }

  /**
   * Has the server make partitions of this length as rows come (AUTO PARTITION, Doris 2.1 and
   * later). The column is a date that is never null, and a key in a UNIQUE table.
   */
  public TableDefinition withPartitionBy(String column, PartitionUnit unit) {
    return withPartitions(CreateTable.autoPartition(column, unit));
  }

  /** Gives a column this type, such as {@code VARCHAR(64)} or {@code DECIMAL(18,4)}. */
  public TableDefinition withColumnType(String column, String type) {
    Map<String, String> types = new LinkedHashMap<>(columnTypes);
    types.put(column, type);
    return new TableDefinition(
        keysModel,
        keyColumns,
        hashColumns,
        random,
        buckets,
        partitions,
        types,
        properties,
        sequenceColumn,
        comment);
  }

  /** Sets a property of the table, such as {@code replication_num} to {@code 3}. */
  public TableDefinition withProperty(String name, String value) {
    Map<String, String> all = new LinkedHashMap<>(properties);
    all.put(name, value);
    return new TableDefinition(
        keysModel,
        keyColumns,
        hashColumns,
        random,
        buckets,
        partitions,
        columnTypes,
        all,
        sequenceColumn,
        comment);
  }

  /** Orders rows of equal keys by this column, an integer or a date. */
  public TableDefinition withSequenceColumn(String column) {
    return new TableDefinition(
        keysModel,
        keyColumns,
        hashColumns,
        random,
        buckets,
        partitions,
        columnTypes,
        properties,
        column,
        comment);
  }

  public TableDefinition withComment(String text) {
    return new TableDefinition(
        keysModel,
        keyColumns,
        hashColumns,
        random,
        buckets,
        partitions,
        columnTypes,
        properties,
        sequenceColumn,
        text);
  }

  private static Map<String, String> ordered(Map<String, String> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
