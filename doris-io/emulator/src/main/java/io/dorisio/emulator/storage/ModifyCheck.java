package io.dorisio.emulator.storage;

import io.dorisio.emulator.error.DorisException;
import io.dorisio.emulator.schema.Column;
import io.dorisio.emulator.schema.ColumnType;
import io.dorisio.emulator.schema.TableSchema;
import java.util.List;
import java.util.Objects;

/**
 * What MODIFY COLUMN must not touch, whatever the types (fe-core alter/SchemaChangeHandler.java,
 * processModifyColumn and createJob; fe-catalog Column.java, checkSchemaChangeAllowed).
 */
final class ModifyCheck {
  private ModifyCheck() {}

  static void check(TableSchema table, Column column, Column wanted) throws DorisException {
    boolean same =
        column.type().equals(wanted.type())
            && column.nullable() == wanted.nullable()
            && column.key() == wanted.key()
            && column.comment().equals(wanted.comment())
            && Objects.equals(column.defaultValue(), wanted.defaultValue());
    if (same) {
      throw DorisException.analysis("Nothing is changed. please check your alter stmt.");
    }
    if (!column.type().equals(wanted.type()) && column.equals(table.sequenceMapColumn())) {
      throw DorisException.analysis("Can not alter sequence column[" + column.name() + "]");
    }
    checkKeys(table, column, wanted);
    // A longer VARCHAR is a light change, of which nothing else is checked.
    if (column.type().kind() == ColumnType.Kind.VARCHAR
        && wanted.type().kind() == ColumnType.Kind.VARCHAR) {
      return;
    }
    TypeChange.check(column.type(), wanted.type());
    if (!Objects.equals(column.defaultValue(), wanted.defaultValue())) {
      throw DorisException.analysis("Can not change default value");
    }
    String role =
        table.layout().partitions(column.name())
            ? "partition"
            : table.layout().distributes(column.name()) ? "distribution" : null;
    if (role != null) {
      throw DorisException.analysis(
          "Can not modify " + role + " column[" + column.name() + "]. index[" + table.name() + "]");
    }
  }

  /** A key that is said to be none would be a value among keys, or leave none. */
  private static void checkKeys(TableSchema table, Column column, Column wanted)
      throws DorisException {
    if (column.key() == wanted.key()) {
      return;
    }
    List<Column> keys = table.keyColumns();
    if (column.key() && keys.size() == 1) {
      throw DorisException.analysis("No key column left. index[" + table.name() + "]");
    }
    if (!column.key() || !keys.get(keys.size() - 1).equals(column)) {
      throw DorisException.analysis(
          "Invalid column order. value should be after key. index[" + table.name() + "]");
    }
    throw DorisException.analysis("Can not change aggregation type");
  }
}
