package io.dorisio.schema;

import io.dorisio.client.KeysModel;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A table as the server declares it, without its hidden columns.
 *
 * @param sequenceColumn the column whose values order rows of equal keys; the hidden {@code
 *     __DORIS_SEQUENCE_COL__} where the table has one of its own; empty if there is none
 * @param placingColumns columns that say where a row lies (partition and distribution): the server
 *     does not change them
 * @param hiddenSequenceType of the hidden sequence column ({@code function_column.sequence_type});
 *     null if there is none
 */
public record TableSchema(
    KeysModel keysModel,
    List<Column> columns,
    String sequenceColumn,
    List<String> placingColumns,
    @Nullable DorisType hiddenSequenceType)
    implements Serializable {

  static final String HIDDEN_SEQUENCE = "__DORIS_SEQUENCE_COL__";

  public TableSchema {
    columns = List.copyOf(columns);
    placingColumns = List.copyOf(placingColumns);
  }

  /** Without a hidden sequence column. */
  public TableSchema(
      KeysModel keysModel,
      List<Column> columns,
      String sequenceColumn,
      List<String> placingColumns) {
    this(keysModel, columns, sequenceColumn, placingColumns, null);
  }

  /**
   * Reads the text of SHOW CREATE TABLE.
   *
   * @throws IllegalArgumentException if it cannot be read
   */
  public static TableSchema parse(String createTable) {
    return new CreateTableReader(createTable).read();
  }

  /**
   * The column of that name. Doris compares column names without case (Doris: {@code
   * CaseSensibility.COLUMN}).
   */
  public Optional<Column> column(String name) {
    return columns.stream().filter(column -> column.name().equalsIgnoreCase(name)).findFirst();
  }

  public boolean hasSequenceColumn() {
    return !sequenceColumn.isEmpty();
  }

  boolean isPlacing(Column column) {
    return placingColumns.stream().anyMatch(column.name()::equalsIgnoreCase);
  }
}
