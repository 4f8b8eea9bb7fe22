package io.dorisio.schema;

import io.dorisio.client.KeysModel;
import io.dorisio.client.TableName;
import io.dorisio.schema.DorisType.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.beam.sdk.schemas.Schema;

/** Writes CREATE TABLE (Doris documentation, CREATE TABLE). */
public final class CreateTable {

  private static final String MERGE_ON_WRITE = "enable_unique_key_merge_on_write";
  private static final String WITHOUT_KEYS = "enable_duplicate_without_keys_by_default";
  private static final String SEQUENCE_COLUMN = "function_column.sequence_col";

  private CreateTable() {}

  /**
   * The statement that creates a table for these rows, unless there is one.
   *
   * @throws IllegalArgumentException if the definition does not fit the rows, or Doris has no such
   *     table; the message names the column
   */
  public static String statement(TableName table, Schema rows, TableDefinition definition) {
    List<Column> columns = WantedColumns.of(rows, definition);
    checkSequenceColumn(rows, definition);
    checkPlacing(rows, definition);
    StringBuilder ddl = new StringBuilder("CREATE TABLE IF NOT EXISTS ");
    ddl.append(Sql.name(table)).append(" (\n  ");
    ddl.append(columns.stream().map(Column::ddl).collect(Collectors.joining(",\n  ")));
    ddl.append("\n)");
    if (!definition.keyColumns().isEmpty()) {
      ddl.append('\n').append(definition.keysModel()).append(" KEY(");
      ddl.append(Sql.names(definition.keyColumns())).append(')');
    }
    if (!definition.comment().isEmpty()) {
      ddl.append("\nCOMMENT ").append(Sql.text(definition.comment()));
    }
    if (!definition.partitions().isBlank()) {
      ddl.append('\n').append(definition.partitions());
    }
    ddl.append('\n').append(distribution(definition));
    return ddl.append(properties(definition)).toString();
  }

  static String autoPartition(String column, TableDefinition.PartitionUnit unit) {
    return "AUTO PARTITION BY RANGE (date_trunc("
        + Sql.name(column)
        + ", '"
        + unit.name().toLowerCase(Locale.ROOT)
        + "')) ()";
  }

  private static String distribution(TableDefinition definition) {
    String buckets =
        " BUCKETS " + (definition.buckets() == 0 ? "AUTO" : String.valueOf(definition.buckets()));
    List<String> hashed =
        definition.hashColumns().isEmpty() ? definition.keyColumns() : definition.hashColumns();
    return definition.random() || hashed.isEmpty()
        ? "DISTRIBUTED BY RANDOM" + buckets
        : "DISTRIBUTED BY HASH(" + Sql.names(hashed) + ")" + buckets;
  }

  private static String properties(TableDefinition definition) {
    Map<String, String> all = new LinkedHashMap<>();
    if (definition.keysModel() == KeysModel.UNIQUE) {
      // The default since 2.1 only; merging on read would make every query pay.
      all.put(MERGE_ON_WRITE, "true");
    }
    if (definition.keyColumns().isEmpty()) {
      // Else Doris makes keys of the first columns, and refuses a STRING there.
      all.put(WITHOUT_KEYS, "true");
    }
    if (!definition.sequenceColumn().isEmpty()) {
      all.put(SEQUENCE_COLUMN, definition.sequenceColumn());
    }
    all.putAll(definition.properties());
    return all.isEmpty()
        ? ""
        : all.entrySet().stream()
            .map(property -> Sql.text(property.getKey()) + " = " + Sql.text(property.getValue()))
            .collect(Collectors.joining(",\n  ", "\nPROPERTIES (\n  ", "\n)"));
  }

  /** Doris: {@code PropertyAnalyzer.java}, analyzeSequenceMapCol. */
  private static void checkSequenceColumn(Schema rows, TableDefinition definition) {
    String name = definition.sequenceColumn();
    if (name.isEmpty()) {
      return;
    }
    Column column =
        WantedColumns.column(WantedColumns.field(rows, name, "sequence column"), definition, false);
    Kind kind = column.type().kind();
    if (!kind.isInteger() && kind != Kind.DATE && kind != Kind.DATETIME) {
      throw new IllegalArgumentException(
          "The sequence column "
              + name
              + " must be an integer or a date, and is of type "
              + column.type());
    }
  }

  private static void checkPlacing(Schema rows, TableDefinition definition) {
    boolean unique = definition.keysModel() == KeysModel.UNIQUE;
    for (String name : definition.hashColumns()) {
      WantedColumns.field(rows, name, "distribution column");
      if (unique && definition.keyColumns().stream().noneMatch(name::equalsIgnoreCase)) {
        throw new IllegalArgumentException(
            "The distribution column " + name + " of a UNIQUE table must be one of its keys");
      }
    }
  }
}
