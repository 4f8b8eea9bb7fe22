package io.dorisio.cdc.mysql;

import java.util.List;

/** One thing that a DDL statement does to a table. */
public sealed interface TableChange {

  SourceTable table();

  /** A table was made. */
  record CreateTable(TableDefinition definition) implements TableChange {
    @Override
    public SourceTable table() {
      return definition.table();
    }
  }

  /** A table was made with another's columns. */
  record CreateTableLike(SourceTable table, SourceTable like) implements TableChange {}

  record DropTable(SourceTable table) implements TableChange {}

  record RenameTable(SourceTable table, SourceTable to) implements TableChange {}

  record TruncateTable(SourceTable table) implements TableChange {}

  /**
   * A column was added.
   *
   * @param inOldRows what it holds in the rows that were there before it
   */
  record AddColumn(SourceTable table, ColumnDefinition column, Place place, ColumnDefault inOldRows)
      implements TableChange {}

  record DropColumn(SourceTable table, String column) implements TableChange {}

  /** A column, of this name before and after, has another definition or place. */
  record ModifyColumn(SourceTable table, ColumnDefinition column, Place place)
      implements TableChange {}

  record RenameColumn(SourceTable table, String column, String to) implements TableChange {}

  /**
   * The primary key is another.
   *
   * @param columns empty if the table has none any more
   */
  record ChangePrimaryKey(SourceTable table, List<String> columns) implements TableChange {
    public ChangePrimaryKey {
      columns = List.copyOf(columns);
    }
  }

  /**
   * Something that leaves the columns' names and types as they are: indexes, defaults, options.
   *
   * @param statement its text
   */
  record OtherChange(SourceTable table, String statement) implements TableChange {}

  /**
   * Something that cannot be followed from the statement alone: {@code CREATE TABLE … AS SELECT},
   * partitions with their rows dropped or exchanged.
   *
   * @param statement its text
   */
  record UnknownChange(SourceTable table, String statement) implements TableChange {}

  /**
   * Where a column goes.
   *
   * @param first whether before all others
   * @param after the column it follows; empty if none is named
   */
  record Place(boolean first, String after) {
    /** At the end if it is new, where it is if it is not. */
    public static final Place UNNAMED = new Place(false, "");
  }
}
