package io.dorisio.schema;

import com.google.auto.value.AutoValue;
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
 */
@AutoValue
public abstract class TableDefinition implements Serializable {

  /** How long the partitions are that the server makes as rows come. */
  public enum PartitionUnit {
    HOUR,
    DAY,
    WEEK,
    MONTH,
    QUARTER,
    YEAR
  }

  /** DUPLICATE or UNIQUE; a UNIQUE table merges on write. */
  public abstract KeysModel keysModel();

  /** The keys, in order; a DUPLICATE table may have none. */
  public abstract List<String> keyColumns();

  /**
   * Whose hash says which bucket a row goes to; the keys if empty and there are any, else rows are
   * distributed at random.
   */
  public abstract List<String> hashColumns();

  /** Whether rows are distributed at random though there are keys; only in DUPLICATE tables. */
  public abstract boolean random();

  /** How many buckets a partition has; 0, the default, leaves it to the server. */
  public abstract int buckets();

  /** The PARTITION BY clause, as text; empty if there is none. */
  public abstract String partitions();

  /** Types in place of those of {@link TypeMapping}, by column. */
  public abstract Map<String, String> columnTypes();

  /** What stands in a column where a row brings nothing for it, by column. */
  public abstract Map<String, String> columnDefaults();

  /** Such as {@code replication_num}, by name. */
  public abstract Map<String, String> properties();

  /**
   * The column whose highest value wins among rows of equal keys; empty if the last row written
   * wins.
   */
  public abstract String sequenceColumn();

  /** The table's comment. */
  public abstract String comment();

  abstract Builder toBuilder();

  @AutoValue.Builder
  abstract static class Builder {
    abstract Builder setKeysModel(KeysModel model);

    abstract Builder setKeyColumns(List<String> columns);

    abstract Builder setHashColumns(List<String> columns);

    abstract Builder setRandom(boolean random);

    abstract Builder setBuckets(int count);

    abstract Builder setPartitions(String clause);

    abstract Builder setColumnTypes(Map<String, String> types);

    abstract Builder setColumnDefaults(Map<String, String> defaults);

    abstract Builder setProperties(Map<String, String> properties);

    abstract Builder setSequenceColumn(String column);

    abstract Builder setComment(String text);

    abstract TableDefinition autoBuild();

    final TableDefinition build() {
      TableDefinition definition = autoBuild();
      definition.check();
      return definition;
    }
  }

  private void check() {
    boolean unique = keysModel() == KeysModel.UNIQUE;
    if (unique && keyColumns().isEmpty()) {
      throw new IllegalArgumentException("A UNIQUE table needs a key column");
    }
    if (unique && random()) {
      throw new IllegalArgumentException(
          "A UNIQUE table cannot be distributed at random: equal keys must meet");
    }
    if (random() && !hashColumns().isEmpty()) {
      throw new IllegalArgumentException(
          "Rows are distributed at random or by the hash of columns, not both");
    }
    if (!unique && !sequenceColumn().isEmpty()) {
      throw new IllegalArgumentException("Only a UNIQUE table has a sequence column");
    }
    if (buckets() < 0) {
      throw new IllegalArgumentException(
          "The number of buckets must be 1 or more, or 0 for the server's choice, not "
              + buckets());
    }
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
    return new AutoValue_TableDefinition.Builder()
        .setKeysModel(model)
        .setKeyColumns(List.of(keys))
        .setHashColumns(List.of())
        .setRandom(false)
        .setBuckets(0)
        .setPartitions("")
        .setColumnTypes(Map.of())
        .setColumnDefaults(Map.of())
        .setProperties(Map.of())
        .setSequenceColumn("")
        .setComment("")
        .build();
  }

  /** Sends rows to buckets by the hash of these columns, which are keys in a UNIQUE table. */
  public TableDefinition withHashColumns(String... columns) {
    return toBuilder().setHashColumns(List.of(columns)).build();
  }

  /** Sends rows to buckets at random: faster loads where nothing is looked up by key. */
  public TableDefinition withRandomDistribution() {
    return toBuilder().setRandom(true).build();
  }

  /** Fixes how many buckets a partition has. */
  public TableDefinition withBuckets(int count) {
    return toBuilder().setBuckets(count).build();
  }

  /**
   * Partitions by a clause as Doris has it, such as {@code PARTITION BY RANGE(`day`) (FROM
   * ("2024-01-01") TO ("2025-01-01") INTERVAL 1 MONTH)}.
   */
  public TableDefinition withPartitions(String clause) {
    return toBuilder().setPartitions(clause).build();
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
    return toBuilder().setColumnTypes(with(columnTypes(), column, type)).build();
  }

  /**
   * Gives a column a default, a constant as text: for rows that bring nothing for it, and, where
   * the column is added to a table, for those that were there before.
   */
  public TableDefinition withColumnDefault(String column, String value) {
    return toBuilder().setColumnDefaults(with(columnDefaults(), column, value)).build();
  }

  /** Sets a property of the table, such as {@code replication_num} to {@code 3}. */
  public TableDefinition withProperty(String name, String value) {
    return toBuilder().setProperties(with(properties(), name, value)).build();
  }

  /** Orders rows of equal keys by this column, an integer or a date. */
  public TableDefinition withSequenceColumn(String column) {
    return toBuilder().setSequenceColumn(column).build();
  }

  public TableDefinition withComment(String text) {
    return toBuilder().setComment(text).build();
  }

  private static Map<String, String> with(Map<String, String> map, String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(map);
    more.put(name, value);
    return Collections.unmodifiableMap(more);
  }
}
