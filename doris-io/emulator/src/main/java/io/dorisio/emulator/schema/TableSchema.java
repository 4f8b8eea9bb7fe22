package io.dorisio.emulator.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A table as declared.
 *
 * @param id stays the same for as long as the table lives, whatever it is called
 * @param lastColumnId the highest column id ever given, because ids are never used again
 * @param sequenceType of a table with a sequence column of its own; null for all others
 */
public record TableSchema(
    long id,
    String database,
    String name,
    KeysModel model,
    List<Column> columns,
    int lastColumnId,
    TableLayout layout,
    Map<String, String> properties,
    ColumnType sequenceType) {
  public static final String SEQUENCE_COLUMN_PROPERTY = "function_column.sequence_col";
  public static final String SEQUENCE_TYPE_PROPERTY = "function_column.sequence_type";

  public List<Column> keyColumns() {
    return columns.stream().filter(Column::key).toList();
  }

  /** The columns a load may name: those of the schema, then the hidden ones. */
  public List<Column> loadColumns() {
    List<Column> all = new ArrayList<>(columns);
    if (model == KeysModel.UNIQUE) {
      all.add(Column.deleteSign());
      if (sequenceType != null) {
        all.add(Column.sequence(sequenceType));
      }
    }
    return all;
  }

  /** Position of the column of that name, or -1. */
  public int indexOf(String column) {
    return indexOf(columns, column);
  }

  /** Position of the column of that name, whatever its case, or -1. */
  public static int indexOf(List<Column> columns, String name) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equalsIgnoreCase(name)) {
        return i;
      }
    }
    return -1;
  }

  /** Of a UNIQUE table; the default since 2.1. */
  public boolean isMergeOnWrite() {
    return model == KeysModel.UNIQUE
        && !"false".equalsIgnoreCase(properties.get("enable_unique_key_merge_on_write"));
  }

  /** The column of the schema whose values are the sequence; null where there is none. */
  public Column sequenceMapColumn() {
    String name = properties.get(SEQUENCE_COLUMN_PROPERTY);
    int index = name == null ? -1 : indexOf(name);
    return index < 0 ? null : columns.get(index);
  }

  public boolean hasSequence() {
    return sequenceType != null || sequenceMapColumn() != null;
  }

  /** The aggregation word of a value column in the schema interface (doris-protocol 6). */
  public String aggregationWord(Column column) {
    if (column.key()) {
      return "";
    }
    if (model == KeysModel.AGGREGATE) {
      return column.aggregation().name();
    }
    return model == KeysModel.UNIQUE && !isMergeOnWrite() ? "REPLACE" : "NONE";
  }

  public TableSchema renamed(String newName) {
    return new TableSchema(
        id, database, newName, model, columns, lastColumnId, layout, properties, sequenceType);
  }

  public TableSchema withId(long newId) {
    return new TableSchema(
        newId, database, name, model, columns, lastColumnId, layout, properties, sequenceType);
  }

  public TableSchema withColumns(List<Column> newColumns, int newLastColumnId) {
    return new TableSchema(
        id,
        database,
        name,
        model,
        List.copyOf(newColumns),
        newLastColumnId,
        layout,
        properties,
        sequenceType);
  }

  public TableSchema with(TableLayout newLayout, Map<String, String> newProperties) {
    return new TableSchema(
        id, database, name, model, columns, lastColumnId, newLayout, newProperties, sequenceType);
  }
}
