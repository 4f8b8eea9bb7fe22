package io.dorisio.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.Field;

/** The columns that rows of a schema ask for, as a definition has them. */
final class WantedColumns {

  private WantedColumns() {}

  /**
   * The columns of a new table: keys first and in their order, as Doris wants them (Doris: {@code
   * CreateTableInfo.java}, "Key columns should be a ordered prefix of the schema").
   *
   * @throws IllegalArgumentException if a key is no field, or a field has no column type
   */
  static List<Column> of(Schema rows, TableDefinition definition) {
    List<Column> columns = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (String key : definition.keyColumns()) {
      columns.add(column(field(rows, key, "key column"), definition, true));
      if (!taken.add(key.toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException("The key column " + key + " is given twice");
      }
    }
    Set<String> names = new HashSet<>();
    for (Field field : rows.getFields()) {
      String name = field.getName().toLowerCase(Locale.ROOT);
      if (!names.add(name)) {
        throw new IllegalArgumentException(
            "Two fields are called "
                + field.getName()
                + ", whatever their case, and would be one column");
      }
      if (!taken.contains(name)) {
        columns.add(column(field, definition, false));
      }
    }
    return columns;
  }

  /** The column of one field. */
  static Column column(Field field, TableDefinition definition, boolean key) {
    DorisType type;
    try {
      Optional<String> given = typeGiven(field, definition);
      if (given.isPresent()) {
        type = DorisType.parse(given.get());
        if (key) {
          TypeMapping.checkKey(type);
        }
      } else {
        type = key ? TypeMapping.ofKey(field.getType()) : TypeMapping.of(field.getType());
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("Field " + field.getName() + ": " + e.getMessage(), e);
    }
    Column column = Column.of(field.getName(), type, field.getType().getNullable(), key);
    return given(field, definition.columnDefaults()).map(column::withDefault).orElse(column);
  }

  static Optional<String> typeGiven(Field field, TableDefinition definition) {
    return given(field, definition.columnTypes());
  }

  private static Optional<String> given(Field field, Map<String, String> byColumn) {
    return byColumn.entrySet().stream()
        .filter(given -> given.getKey().equalsIgnoreCase(field.getName()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  static Field field(Schema rows, String name, String role) {
    return rows.getFields().stream()
        .filter(field -> field.getName().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "The "
                        + role
                        + " "
                        + name
                        + " is not a field of the rows, which are "
                        + rows.getFieldNames()));
  }
}
