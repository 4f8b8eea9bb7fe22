package io.dorisio.cdc;

import com.fasterxml.jackson.databind.JsonNode;
import io.dorisio.cdc.ChangeEvent.Ignored;
import io.dorisio.cdc.ChangeEvent.SchemaChange;
import io.dorisio.cdc.ChangeRecord.Column;
import io.dorisio.cdc.mysql.ColumnDefinition;
import io.dorisio.cdc.mysql.MySqlType;
import io.dorisio.cdc.mysql.SourceTable;
import io.dorisio.cdc.mysql.TableDefinition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Maxwell's messages, as its documentation ("Data Format") and its {@code RowMap} have them.
 *
 * <p>Rows: {@code insert}, {@code update} (with the changed columns' {@code old} values), {@code
 * delete}, {@code bootstrap-insert}; {@code ts} in seconds. They carry no types: bytes stay base64
 * text unless {@link ParserOptions#types} knows better. The place is {@code position} with {@code
 * xoffset}, which the last row of a transaction ({@code commit}) lacks; without {@code xoffset} the
 * message's offset orders rows of the same place, without {@code position} all rows. The key is
 * {@code primary_key_columns}.
 *
 * <p>DDL: {@code table-create} and {@code table-alter} carry the definition after them, without the
 * lengths of texts and decimals, for which the statement is to be read; {@code ts} in milliseconds.
 */
final class MaxwellParser extends JsonEventParser {

  private static final long serialVersionUID = 1L;
  private static final long LAST_ROW = 0xffff_ffffL;

  MaxwellParser(ParserOptions options) {
    super(ChangeFormat.MAXWELL_JSON, options);
  }

  @Override
  List<ChangeEvent> event(byte @Nullable [] key, byte[] value, RecordOffset offset) {
    JsonNode message = EventJson.object(value);
    String type = EventJson.text(message, "type");
    return switch (type) {
      case "insert", "update", "delete", "bootstrap-insert" -> row(message, type, offset);
      case "bootstrap-start", "bootstrap-complete" -> List.of(new Ignored(Ignored.Reason.NOTICE));
      case "heartbeat" -> List.of(new Ignored(Ignored.Reason.HEARTBEAT));
      case "table-create", "table-alter", "table-drop" ->
          List.of(schemaChange(message, type, offset));
      case "database-create", "database-alter", "database-drop" ->
          List.of(schemaChange(message, type, offset));
      default -> throw new IllegalArgumentException("its type \"" + type + "\" is not known");
    };
  }

  private List<ChangeEvent> row(JsonNode message, String type, RecordOffset offset) {
    SourceTable table = table(message);
    RowChange change =
        new RowChange(
            table,
            EventJson.texts(message, "primary_key_columns"),
            EventJson.time(EventJson.number(message, "ts"), ChronoUnit.SECONDS),
            position(message, type.equals("bootstrap-insert"), offset),
            EventJson.textOrEmpty(message, "gtid"),
            options.keys(),
            message.path("server_id").asText(""));
    List<Column> data = columns(table, EventJson.object(message, "data"));
    if (type.equals("delete")) {
      return change.delete(data);
    }
    return change.upsert(
        data,
        EventJson.has(message, "old")
            ? columns(table, EventJson.object(message, "old"))
            : List.of());
  }

  private static SourceTable table(JsonNode message) {
    return new SourceTable(EventJson.text(message, "database"), EventJson.text(message, "table"));
  }

  private static SourcePosition position(JsonNode message, boolean snapshot, RecordOffset offset) {
    String position = EventJson.textOrEmpty(message, "position");
    int colon = position.lastIndexOf(':');
    if (colon < 0 || !position.substring(colon + 1).matches("\\d{1,18}")) {
      return SourcePosition.ofKafka(offset, 0);
    }
    long row = offset.offset() & Integer.MAX_VALUE;
    if (EventJson.has(message, "xoffset")) {
      row = EventJson.number(message, "xoffset");
    } else if (message.path("commit").asBoolean()) {
      row = LAST_ROW;
    }
    return SourcePosition.ofBinlog(
            position.substring(0, colon),
            Long.parseLong(position.substring(colon + 1)),
            snapshot,
            row)
        .orElseGet(() -> SourcePosition.ofKafka(offset, 0));
  }

  private List<Column> columns(SourceTable table, JsonNode row) {
    List<Column> columns = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : row.properties()) {
      MySqlType type = options.types().of(table, field.getKey());
      columns.add(new Column(field.getKey(), TypedJson.value(field, type), type));
    }
    return columns;
  }

  private static SchemaChange schemaChange(JsonNode message, String type, RecordOffset offset) {
    Instant time = EventJson.time(EventJson.number(message, "ts"), ChronoUnit.MILLIS);
    return new SchemaChange(
        EventJson.textOrEmpty(message, "database"),
        EventJson.textOrEmpty(message, "sql"),
        EventJson.has(message, "def") && type.startsWith("table-")
            ? List.of(definition(EventJson.object(message, "def")))
            : List.of(),
        type.equals("table-drop") ? List.of(table(message)) : List.of(),
        time,
        position(message, false, offset));
  }

  private static TableDefinition definition(JsonNode def) {
    List<ColumnDefinition> columns = new ArrayList<>();
    for (JsonNode column : def.path("columns")) {
      MySqlType type = MySqlType.parse(EventJson.text(column, "type"));
      if (column.path("column-length").canConvertToInt()) {
        type = MySqlType.of(type.name(), column.path("column-length").intValue());
      }
      if (EventJson.has(column, "enum-values")) {
        type = type.withMembers(EventJson.texts(column, "enum-values"));
      }
      if (column.has("signed") && !column.path("signed").asBoolean()) {
        type = type.asUnsigned();
      }
      columns.add(new ColumnDefinition(EventJson.text(column, "name"), type, true, ""));
    }
    return new TableDefinition(table(def), columns, EventJson.texts(def, "primary-key"), "");
  }
}
