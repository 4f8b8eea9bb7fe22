package io.dorisio.cdc.mysql;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * A MySQL table's columns, in their order.
 *
 * @param primaryKey names of columns, in the key's order; empty if the table has none
 * @param comment empty if it has none
 */
public record TableDefinition(
    SourceTable table, List<ColumnDefinition> columns, List<String> primaryKey, String comment)
    implements Serializable {

  public TableDefinition {
    columns = List.copyOf(columns);
    primaryKey = List.copyOf(primaryKey);
  }

  /** The column of this name, in any case: MySQL's column names know none. */
  public Optional<ColumnDefinition> column(String name) {
    return columns.stream().filter(column -> column.name().equalsIgnoreCase(name)).findFirst();
  }
}
