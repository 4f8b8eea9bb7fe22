package io.dorisio.cdc.write;

import io.dorisio.cdc.rules.KeyRules;
import io.dorisio.cdc.rules.MetadataColumns;
import io.dorisio.cdc.rules.MetadataColumns.Entry;
import io.dorisio.schema.TableDefinition;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;

/**
 * How tables are made that do not exist yet: UNIQUE by {@code keys}, merged on write, with the
 * types of {@link io.dorisio.cdc.mysql.DorisColumnType}. Columns other than keys are nullable, so
 * that rows of tables which lack them can join.
 *
 * @param buckets of each table; 0, the default, leaves it to the server
 * @param properties such as {@code replication_num}; none by default
 * @param sequenceColumn a column of this name orders the rows of a key; it is LARGEINT and filled
 *     from the place in the source, unless the source has a column of that name. Empty, the
 *     default, for none
 * @param keys which columns are the key of a table; by default those of the source's
 */
public record NewTables(
    int buckets, Map<String, String> properties, String sequenceColumn, KeyRules keys)
    implements Serializable {

  public static final NewTables DEFAULT = new NewTables(0, Map.of(), "", KeyRules.parse(""));

  private static final String SEQUENCE_TYPE = "LARGEINT";

  public NewTables {
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
  }

  public NewTables withBuckets(int value) {
    return new NewTables(value, properties, sequenceColumn, keys);
  }

  /** Beside those that are set already. */
  public NewTables withProperties(Map<String, String> values) {
    Map<String, String> all = new LinkedHashMap<>(properties);
    all.putAll(values);
    return new NewTables(buckets, all, sequenceColumn, keys);
  }

  public NewTables withSequenceColumn(String value) {
    return new NewTables(buckets, properties, value, keys);
  }

  /** Metadata columns may be among them: then tables that become one need no disjoint keys. */
  public NewTables withKeys(KeyRules value) {
    return new NewTables(buckets, properties, sequenceColumn, value);
  }

  /**
   * Refuses metadata that differs between the changes of a row.
   *
   * @throws IllegalArgumentException naming the column
   */
  void checkKeys(MetadataColumns metadata) {
    for (Entry entry : metadata.entries()) {
      if (!entry.item().tellsTablesApart()
          && keys.named().stream().anyMatch(entry.column()::equalsIgnoreCase)) {
        throw new IllegalArgumentException(
            "The metadata column "
                + entry.column()
                + " cannot be a key: it differs between the changes of a row. database_name,"
                + " table_name and server_name can");
      }
    }
  }

  /** The columns of the source, and that of the sequence if they have none of its name. */
  List<TargetColumn> columns(List<TargetColumn> columns) {
    List<TargetColumn> all = new ArrayList<>(columns);
    if (!sequenceColumn.isEmpty() && find(columns, sequenceColumn).isEmpty()) {
      all.add(new TargetColumn(sequenceColumn, SEQUENCE_TYPE, SEQUENCE_TYPE));
    }
    return all;
  }

  /**
   * The definition of a table of these columns.
   *
   * @throws IllegalArgumentException if it has no key, or a key that is no column
   */
  TableDefinition definition(List<TargetColumn> columns, List<String> keys, String comment) {
    if (keys.isEmpty()) {
      throw new IllegalArgumentException(
          "the source's table has no key, so none can be made in Doris; create the table yourself,"
              + " or name the columns that tell its rows apart");
    }
    TableDefinition definition =
        TableDefinition.unique(keys.toArray(String[]::new))
            .withBuckets(buckets)
            .withComment(comment);
    for (TargetColumn column : columns) {
      boolean key = keys.stream().anyMatch(column.name()::equalsIgnoreCase);
      definition = definition.withColumnType(column.name(), key ? column.keyType() : column.type());
    }
    for (Map.Entry<String, String> property : properties.entrySet()) {
      definition = definition.withProperty(property.getKey(), property.getValue());
    }
    return sequenceColumn.isEmpty() ? definition : definition.withSequenceColumn(sequenceColumn);
  }

  /** The fields of rows of these columns, all of them text, whatever the columns' types. */
  static Schema fields(List<TargetColumn> columns, List<String> keys) {
    Schema.Builder schema = Schema.builder();
    for (TargetColumn column : columns) {
      boolean key = keys.stream().anyMatch(column.name()::equalsIgnoreCase);
      schema.addField(column.name(), FieldType.STRING.withNullable(!key));
    }
    return schema.build();
  }

  private static Optional<TargetColumn> find(List<TargetColumn> columns, String name) {
    return columns.stream().filter(column -> column.name().equalsIgnoreCase(name)).findFirst();
  }
}
