package io.dorisio.schema;

import io.dorisio.client.TableName;
import java.util.List;
import java.util.stream.Collectors;

/** A change of a table that ALTER TABLE makes. */
sealed interface SchemaChange {

  String statement(TableName table);

  /** New columns at the end: light schema change, so that they are there at once. */
  record AddColumns(List<Column> columns) implements SchemaChange {
    @Override
    public String statement(TableName table) {
      return "ALTER TABLE "
          + Sql.name(table)
          + " ADD COLUMN ("
          + columns.stream().map(Column::alterDdl).collect(Collectors.joining(", "))
          + ")";
    }
  }

  /** A column of another type; all else of it stays, and must be said again. */
  record ModifyColumn(Column column, DorisType type) implements SchemaChange {
    @Override
    public String statement(TableName table) {
      return "ALTER TABLE "
          + Sql.name(table)
          + " MODIFY COLUMN "
          + column.withType(type).alterDdl();
    }
  }
}
