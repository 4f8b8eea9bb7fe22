package io.dorisio.schema;

import io.dorisio.client.KeysModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.Field;

/** What has to change in a table so that it holds rows of a schema. */
final class SchemaPlan {

  private static final String HIDDEN_PREFIX = "__DORIS_";

  private final TableSchema table;
  private final TableDefinition definition;
  private final SchemaEvolution evolution;

  private SchemaPlan(TableSchema table, TableDefinition definition, SchemaEvolution evolution) {
    this.table = table;
    this.definition = definition;
    this.evolution = evolution;
  }

  /**
   * The changes, in the order in which they are made: new columns first, all at once.
   *
   * @throws IllegalArgumentException if the table cannot be changed so that it holds them; all
   *     columns that are in the way are named
   */
  static List<SchemaChange> of(
      Schema rows, TableSchema table, TableDefinition definition, SchemaEvolution evolution) {
    return evolution == SchemaEvolution.NONE
        ? List.of()
        : new SchemaPlan(table, definition, evolution).changes(rows);
  }

  private List<SchemaChange> changes(Schema rows) {
    List<Column> added = new ArrayList<>();
    List<SchemaChange> changes = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (Field field : rows.getFields()) {
      if (!names.add(field.getName())) {
        problems.add("two fields are called " + field.getName() + ", whatever their case");
      }
      try {
        Optional<Column> column = table.column(field.getName());
        if (column.isPresent()) {
          widened(field, column.get()).ifPresent(changes::add);
        } else if (!field.getName().toUpperCase(Locale.ROOT).startsWith(HIDDEN_PREFIX)) {
          added.add(added(field));
        }
      } catch (IllegalArgumentException e) {
        problems.add(e.getMessage());
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          "The table cannot be changed to hold these rows: "
              + String.join("; ", problems)
              + ". Change it yourself, or write into another table");
    }
    if (!added.isEmpty()) {
      changes.add(0, new SchemaChange.AddColumns(added));
    }
    return changes;
  }

  /** Rows that were there before have no value for it, so it is nullable. */
  private Column added(Field field) {
    if (table.keysModel() == KeysModel.AGGREGATE) {
      throw new IllegalArgumentException(
          "a new column "
              + field.getName()
              + " of an AGGREGATE table needs an aggregation, which rows do not tell");
    }
    boolean key = definition.keyColumns().stream().anyMatch(field.getName()::equalsIgnoreCase);
    if (key) {
      throw new IllegalArgumentException(
          "the key column " + field.getName() + " is missing, and keys are not added");
    }
    Column wanted = WantedColumns.column(field, definition, false);
    return wanted.asNullableValue();
  }

  private Optional<SchemaChange> widened(Field field, Column column) {
    boolean given = WantedColumns.typeGiven(field, definition).isPresent();
    DorisType wanted = WantedColumns.column(field, definition, false).type();
    boolean fits =
        Widening.holds(column.type(), wanted)
            || (!given && !TypeMapping.isBounded(field.getType()) && isRoomy(column, wanted));
    if (fits || evolution != SchemaEvolution.ADD_AND_WIDEN) {
      return Optional.empty();
    }
    DorisType target = Widening.target(column.type(), wanted);
    if (column.key() && target.kind() == DorisType.Kind.STRING) {
      target = DorisType.varchar(DorisType.MAX_VARCHAR);
    }
    if (Widening.allowed(column.type(), target)) {
      requireChangeable(column, target);
      return Optional.of(new SchemaChange.ModifyColumn(column, target));
    }
    if (isReadable(field, column) && !Widening.isSameFamily(column.type(), wanted)) {
      return Optional.empty();
    }
    throw new IllegalArgumentException(
        "column "
            + column.name()
            + " is of type "
            + column.type()
            + ", which Doris does not change to "
            + wanted);
  }

  /** A text or decimal that does not say how long it is fits any column of its family. */
  private static boolean isRoomy(Column column, DorisType wanted) {
    return Widening.isSameFamily(column.type(), wanted)
        || column.type().kind() == DorisType.Kind.JSON;
  }

  /** Whether there are values of the field that the column takes, told apart row by row. */
  private static boolean isReadable(Field field, Column column) {
    try {
      FieldCheck.of(field.getType(), column.type(), RowCheckOptions.DEFAULT);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Doris: {@code SchemaChangeHandler.java}, processModifyColumn and createJob. */
  private void requireChangeable(Column column, DorisType target) {
    // A longer VARCHAR changes no value's place, and no tablet (modifyTableLightSchemaChange).
    boolean isLonger =
        column.type().kind() == DorisType.Kind.VARCHAR && target.kind() == DorisType.Kind.VARCHAR;
    String role =
        table.isPlacing(column) && !isLonger
            ? "a partition or distribution column"
            : column.name().equalsIgnoreCase(table.sequenceColumn())
                ? "the sequence column"
                : column.filledByServer() ? "filled by the server" : "";
    if (!role.isEmpty()) {
      throw new IllegalArgumentException(
          "column "
              + column.name()
              + " would have to become "
              + target
              + ", and as it is "
              + role
              + ", Doris does not change its type "
              + column.type());
    }
    if (target.kind() == DorisType.Kind.DECIMAL && target.precision() > DorisType.MAX_DECIMAL) {
      throw new IllegalArgumentException(
          "column "
              + column.name()
              + " of type "
              + column.type()
              + " would need "
              + target.precision()
              + " digits, and Doris holds "
              + DorisType.MAX_DECIMAL);
    }
  }
}
