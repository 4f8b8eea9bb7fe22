package io.dorisio.cdc;

import com.fasterxml.jackson.databind.JsonNode;
import io.dorisio.cdc.ChangeEvent.Ignored;
import io.dorisio.cdc.ChangeEvent.SchemaChange;
import io.dorisio.cdc.ChangeEvent.Truncate;
import io.dorisio.cdc.ChangeRecord.Column;
import io.dorisio.cdc.mysql.MySqlType;
import io.dorisio.cdc.mysql.SourceTable;
import io.dorisio.cdc.mysql.SourceValue;
import io.dorisio.cdc.mysql.SourceValue.BytesIn;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Canal's FlatMessage: several rows of one statement, all values text.
 *
 * <p>Its fields, from Canal's {@code FlatMessage} and {@code MQMessageUtils.messageConverter}:
 * {@code data} holds the rows after an insert or update, or before a delete; {@code old} the
 * columns that an update changed, row by row; {@code pkNames}, {@code mysqlType}; {@code es} the
 * time of the statement in ms; {@code isDdl} with {@code sql}. It has no place in the binlog, so
 * the message's offset orders changes. Bytes are text in ISO 8859-1, ENUM and SET the binlog's
 * numbers ({@code LogEventConvert}, {@code RowsLogBuffer}).
 */
final class CanalParser extends JsonEventParser {

  private static final long serialVersionUID = 1L;

  CanalParser(ParserOptions options) {
    super(ChangeFormat.CANAL_JSON, options);
  }

  @Override
  List<ChangeEvent> event(byte @Nullable [] key, byte[] value, RecordOffset offset) {
    JsonNode message = EventJson.object(value);
    String type = EventJson.text(message, "type");
    Instant time = EventJson.time(EventJson.number(message, "es"), ChronoUnit.MILLIS);
    SourcePosition position = SourcePosition.ofKafka(offset, 0);
    return switch (type) {
      case "INSERT", "UPDATE", "DELETE" -> rows(message, type, time, offset);
      case "TRUNCATE" -> List.of(new Truncate(table(message), time, position));
      case "CREATE", "ALTER", "ERASE", "RENAME", "CINDEX", "DINDEX" ->
          List.of(schemaChange(message, time, position));
      case "QUERY" ->
          // Statements on databases, and those that change nothing when rows are logged.
          message.path("isDdl").asBoolean()
              ? List.of(schemaChange(message, time, position))
              : List.of(new Ignored(Ignored.Reason.NOTICE));
      case "MHEARTBEAT" -> List.of(new Ignored(Ignored.Reason.HEARTBEAT));
      case "GTID", "XACOMMIT", "XAROLLBACK" -> List.of(new Ignored(Ignored.Reason.TRANSACTION));
      default -> throw new IllegalArgumentException("its type \"" + type + "\" is not known");
    };
  }

  private static SourceTable table(JsonNode message) {
    return new SourceTable(EventJson.text(message, "database"), EventJson.text(message, "table"));
  }

  private static SchemaChange schemaChange(
      JsonNode message, Instant time, SourcePosition position) {
    return new SchemaChange(
        EventJson.textOrEmpty(message, "database"),
        EventJson.text(message, "sql"),
        List.of(),
        List.of(),
        time,
        position);
  }

  private List<ChangeEvent> rows(JsonNode message, String type, Instant time, RecordOffset offset) {
    SourceTable table = table(message);
    JsonNode data = message.path("data");
    JsonNode old = message.path("old");
    if (!data.isArray() || data.isEmpty()) {
      throw new IllegalArgumentException("its field \"data\" is no list of rows");
    }
    if (old.isArray() && old.size() != data.size()) {
      throw new IllegalArgumentException(
          "it has " + data.size() + " rows in \"data\", but " + old.size() + " in \"old\"");
    }
    List<ChangeEvent> events = new ArrayList<>();
    for (int i = 0; i < data.size(); i++) {
      RowChange change =
          new RowChange(
              table,
              EventJson.texts(message, "pkNames"),
              time,
              SourcePosition.ofKafka(offset, i),
              EventJson.textOrEmpty(message, "gtid"),
              options.keys());
      List<Column> row = columns(table, data.get(i), message.path("mysqlType"));
      switch (type) {
        case "DELETE" -> events.addAll(change.delete(row));
        case "INSERT" -> events.addAll(change.upsert(row, List.of()));
        default ->
            events.addAll(
                change.upsert(
                    row,
                    old.isArray()
                        ? columns(table, old.get(i), message.path("mysqlType"))
                        : List.of()));
      }
    }
    return events;
  }

  private List<Column> columns(SourceTable table, JsonNode row, JsonNode types) {
    if (!row.isObject()) {
      throw new IllegalArgumentException("a row of it is no object");
    }
    List<Column> columns = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : row.properties()) {
      String name = field.getKey();
      MySqlType type =
          types.path(name).isTextual()
              ? MySqlType.parse(types.path(name).textValue())
              : options.types().of(table, name);
      columns.add(new Column(name, value(name, field.getValue(), type), type));
    }
    return columns;
  }

  private static @Nullable Object value(String column, JsonNode value, MySqlType type) {
    if (value.isNull()) {
      return null;
    }
    if (!value.isValueNode()) {
      throw new IllegalArgumentException("its column \"" + column + "\" is no text");
    }
    try {
      return SourceValue.ofText(value.asText(), type, BytesIn.ISO_8859_1);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("its column \"" + column + "\": " + e.getMessage(), e);
    }
  }
}
