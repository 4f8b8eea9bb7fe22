package io.dorisio.cdc;

import com.fasterxml.jackson.databind.JsonNode;
import io.dorisio.cdc.ChangeEvent.SchemaChange;
import io.dorisio.cdc.mysql.ColumnDefinition;
import io.dorisio.cdc.mysql.MySqlType;
import io.dorisio.cdc.mysql.SourceTable;
import io.dorisio.cdc.mysql.TableDefinition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An event of Debezium's schema change topic. {@code tableChanges} holds the whole tables as they
 * are after the statement (Debezium's {@code ConnectTableChangeSerializer}).
 */
final class DebeziumSchemaChange {

  private static final Pattern ID =
      Pattern.compile("\"((?:[^\"]|\"\")*+)\"\\.\"((?:[^\"]|\"\")++)\"");

  private DebeziumSchemaChange() {}

  static SchemaChange of(JsonNode payload, Instant time, SourcePosition position) {
    List<TableDefinition> tables = new ArrayList<>();
    List<SourceTable> dropped = new ArrayList<>();
    for (JsonNode change : payload.path("tableChanges")) {
      SourceTable table = table(EventJson.text(change, "id"));
      if (EventJson.text(change, "type").equals("DROP")) {
        dropped.add(table);
      } else {
        tables.add(definition(table, EventJson.object(change, "table")));
      }
    }
    return new SchemaChange(
        EventJson.textOrEmpty(payload, "databaseName"),
        EventJson.textOrEmpty(payload, "ddl"),
        tables,
        dropped,
        time,
        position);
  }

  private static TableDefinition definition(SourceTable table, JsonNode definition) {
    List<ColumnDefinition> columns = new ArrayList<>();
    for (JsonNode column : definition.path("columns")) {
      columns.add(
          new ColumnDefinition(
              EventJson.text(column, "name"),
              type(column),
              column.path("optional").asBoolean(true),
              EventJson.textOrEmpty(column, "comment")));
    }
    return new TableDefinition(
        table,
        columns,
        EventJson.texts(definition, "primaryKeyColumnNames"),
        EventJson.textOrEmpty(definition, "comment"));
  }

  private static MySqlType type(JsonNode column) {
    MySqlType type =
        ConnectType.sized(
            MySqlType.parse(EventJson.text(column, "typeName")),
            length(column.path("length")),
            length(column.path("scale")));
    return type.withMembers(
        EventJson.texts(column, "enumValues").stream()
            .map(DebeziumSchemaChange::withoutQuotes)
            .toList());
  }

  /** Longer than any length that matters is as good as none. */
  private static int length(JsonNode length) {
    return length.isIntegralNumber() && length.canConvertToInt()
        ? length.intValue()
        : MySqlType.UNKNOWN_LENGTH;
  }

  private static String withoutQuotes(String member) {
    return member.length() >= 2 && member.startsWith("'") && member.endsWith("'")
        ? member.substring(1, member.length() - 1).replace("''", "'")
        : member;
  }

  /** {@code "inventory"."customers"}: a quote in a name is doubled. */
  private static SourceTable table(String id) {
    Matcher names = ID.matcher(id);
    if (!names.matches()) {
      throw new IllegalArgumentException("its table has the id " + id);
    }
    return new SourceTable(
        names.group(1).replace("\"\"", "\""), names.group(2).replace("\"\"", "\""));
  }
}
