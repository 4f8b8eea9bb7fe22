package io.dorisio.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.Field;
import org.apache.beam.sdk.values.Row;

/**
 * Compares rows of one Beam schema with one table before they are sent, so that a bad one is told
 * apart from its good neighbours. What the server would reject or silently change is refused; a
 * text in a column of another type is left to the server to read. Made once, and cheap for a row
 * that is good. Safe for use by several threads.
 */
public final class RowCheck {

  /** Hidden columns, such as the delete sign, that a load may name though no schema shows them. */
  private static final String HIDDEN_PREFIX = "__DORIS_";

  private record Cell(
      int field, Column column, Glance glance, ValueCheck check, boolean refusesNull) {

    boolean refusesAnything() {
      return refusesNull || check != ValueCheck.NONE;
    }
  }

  private final Cell[] cells;

  private RowCheck(Cell[] cells) {
    this.cells = cells;
  }

  /**
   * The check of rows of this schema.
   *
   * @throws IllegalArgumentException if no row of it can be written: a field has no column (where
   *     this is refused) or one of a type that does not fit, two fields have the same column, or a
   *     column that needs a value has no field; all of these are named
   */
  public static RowCheck of(Schema rows, TableSchema table, RowCheckOptions options) {
    List<String> problems = new ArrayList<>();
    List<Cell> cells = new ArrayList<>();
    Map<String, String> fieldOfColumn = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 0; i < rows.getFieldCount(); i++) {
      Field field = rows.getField(i);
      Optional<Column> column = table.column(field.getName());
      if (column.isEmpty()) {
        if (options.unknownFields() == UnknownFields.REFUSE && !isHidden(field.getName())) {
          problems.add("field " + field.getName() + " has no column");
        }
        continue;
      }
      String other = fieldOfColumn.put(column.get().name(), field.getName());
      if (other != null) {
        problems.add(
            "fields " + other + " and " + field.getName() + " are one column, whatever their case");
      }
      try {
        cells.add(cell(i, field, column.get(), options));
      } catch (IllegalArgumentException e) {
        problems.add("field " + field.getName() + ": " + e.getMessage());
      }
    }
    for (Column column : table.columns()) {
      boolean mustBeFilled = options.partialUpdate() ? column.key() : !column.isOptional();
      if (mustBeFilled && !fieldOfColumn.containsKey(column.name())) {
        problems.add(
            "column "
                + column.name()
                + (column.key() && options.partialUpdate()
                    ? " is a key, and no field fills it"
                    : " is NOT NULL, has no default, and no field fills it"));
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          "Rows of this schema do not fit the table: " + String.join("; ", problems));
    }
    return new RowCheck(cells.stream().filter(Cell::refusesAnything).toArray(Cell[]::new));
  }

  private static Cell cell(int index, Field field, Column column, RowCheckOptions options) {
    ValueCheck check = FieldCheck.of(field.getType(), column.type(), options);
    if (options.exactTypes()) {
      ExactType.check(field.getType(), column.type());
    }
    // A default stands in for a missing value, not for a null that is sent (Doris: JSON and CSV
    // readers, "is not nullable").
    boolean refusesNull =
        field.getType().getNullable() && !column.nullable() && !column.filledByServer();
    Glance glance = Glance.of(field.getType(), column.type(), check, options);
    return new Cell(index, column, glance, check, refusesNull);
  }

  private static boolean isHidden(String name) {
    return name.toUpperCase(Locale.ROOT).startsWith(HIDDEN_PREFIX);
  }

  /**
   * Compares a row.
   *
   * @throws IllegalArgumentException if it cannot be written as it is; the message names the
   *     column, its limit, and the value up to 100 characters
   */
  public void check(Row row) {
    for (Cell cell : cells) {
      Object value = row.getValue(cell.field());
      if (value == null) {
        if (cell.refusesNull()) {
          throw refusal(cell.column(), "is null, and the column is NOT NULL");
        }
      } else if (!cell.glance().isFine(value)) {
        String problem = cell.check().problem(value);
        if (problem != null) {
          throw refusal(cell.column(), problem);
        }
      }
    }
  }

  /**
   * Whether rows surely can be written as they are. If not, some still may be.
   *
   * @param rows the values of each row
   * @param count of the first rows, which are looked at
   */
  public boolean passes(List<Object>[] rows, int count) {
    for (Cell cell : cells) {
      if (!cell.glance().areFine(rows, count, cell.field(), !cell.refusesNull())) {
        return false;
      }
    }
    return true;
  }

  private static IllegalArgumentException refusal(Column column, String problem) {
    return new IllegalArgumentException(
        "The value of column " + column.name() + " (" + column.type() + ") " + problem);
  }
}
