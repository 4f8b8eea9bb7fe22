package io.dorisio.cdc;

import com.fasterxml.jackson.databind.JsonNode;
import io.dorisio.cdc.ChangeEvent.Ignored;
import io.dorisio.cdc.ChangeEvent.Truncate;
import io.dorisio.cdc.ChangeRecord.Column;
import io.dorisio.cdc.mysql.SourceTable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Debezium's events of its MySQL and MariaDB connectors, as its documentation has them ("Data
 * change events", "Schema change topic", "Transaction metadata").
 *
 * <p>The key columns are those of the message's key. Rows that an incremental snapshot reads are
 * placed at the place in the binlog that they name; those of an initial snapshot before the changes
 * there.
 */
final class DebeziumParser extends JsonEventParser {

  private static final long serialVersionUID = 1L;
  private static final Set<String> HEARTBEAT = Set.of("ts_ms", "ts_us", "ts_ns");
  private static final Set<String> NO_SNAPSHOT = Set.of("false", "incremental", "");

  private transient @Nullable ConnectMessages keys;
  private transient @Nullable ConnectMessages values;

  DebeziumParser(ParserOptions options) {
    super(ChangeFormat.DEBEZIUM_JSON, options);
  }

  @Override
  List<ChangeEvent> event(byte @Nullable [] key, byte[] value, RecordOffset offset) {
    ConnectMessage message = values().read(value);
    JsonNode payload = message.payload();
    if (payload.isNull()) {
      return List.of(new Ignored(Ignored.Reason.TOMBSTONE));
    }
    if (EventJson.has(payload, "op")) {
      return change(key, message, EventJson.text(payload, "op"), offset);
    }
    if (payload.has("ddl") || payload.has("tableChanges")) {
      return List.of(DebeziumSchemaChange.of(payload, time(payload), position(payload, offset)));
    }
    if (payload.has("status") && payload.has("id")) {
      return List.of(new Ignored(Ignored.Reason.TRANSACTION));
    }
    List<String> fields = new ArrayList<>();
    payload.fieldNames().forEachRemaining(fields::add);
    if (!fields.isEmpty() && HEARTBEAT.containsAll(fields)) {
      return List.of(new Ignored(Ignored.Reason.HEARTBEAT));
    }
    throw new IllegalArgumentException("it has neither an operation nor a statement");
  }

  private List<ChangeEvent> change(
      byte @Nullable [] key, ConnectMessage message, String op, RecordOffset offset) {
    JsonNode payload = message.payload();
    if (op.equals("m")) {
      return List.of(new Ignored(Ignored.Reason.NOTICE));
    }
    JsonNode source = EventJson.object(payload, "source");
    SourceTable table =
        new SourceTable(EventJson.text(source, "db"), EventJson.text(source, "table"));
    SourcePosition position = position(payload, offset);
    if (op.equals("t")) {
      return List.of(new Truncate(table, time(payload), position));
    }
    List<Column> keyRow = key(key, table);
    RowChange change =
        new RowChange(
            table,
            keyRow.stream().map(Column::name).toList(),
            time(payload),
            position,
            EventJson.textOrEmpty(source, "gtid"),
            options.keys(),
            EventJson.textOrEmpty(source, "name"));
    List<Column> before =
        EventJson.has(payload, "before")
            ? message.field("before").columns(table, options)
            : List.of();
    return switch (op) {
      case "c", "r" -> change.upsert(after(message, table), List.of());
      case "u" -> change.upsert(after(message, table), before);
      case "d" -> {
        if (before.isEmpty() && keyRow.isEmpty()) {
          throw new IllegalArgumentException("it deletes a row, but has neither that nor a key");
        }
        yield change.delete(before.isEmpty() ? keyRow : before);
      }
      default -> throw new IllegalArgumentException("its operation \"" + op + "\" is not known");
    };
  }

  private List<Column> after(ConnectMessage message, SourceTable table) {
    EventJson.object(message.payload(), "after");
    return message.field("after").columns(table, options);
  }

  private List<Column> key(byte @Nullable [] key, SourceTable table) {
    if (key == null) {
      return List.of();
    }
    ConnectMessage message = keys().read(key);
    return message.payload().isNull() ? List.of() : message.columns(table, options);
  }

  private ConnectMessages keys() {
    if (keys == null) {
      keys = new ConnectMessages();
    }
    return keys;
  }

  private ConnectMessages values() {
    if (values == null) {
      values = new ConnectMessages();
    }
    return values;
  }

  private static Instant time(JsonNode payload) {
    JsonNode source = payload.path("source");
    long micros = EventJson.number(source, "ts_us");
    if (micros != 0) {
      return EventJson.time(micros, ChronoUnit.MICROS);
    }
    long millis = EventJson.number(source, "ts_ms");
    return EventJson.time(
        millis != 0 ? millis : EventJson.number(payload, "ts_ms"), ChronoUnit.MILLIS);
  }

  private static SourcePosition position(JsonNode payload, RecordOffset offset) {
    JsonNode source = payload.path("source");
    boolean snapshot = !NO_SNAPSHOT.contains(source.path("snapshot").asText(""));
    return SourcePosition.ofBinlog(
            EventJson.textOrEmpty(source, "file"),
            EventJson.number(source, "pos"),
            snapshot,
            EventJson.number(source, "row"))
        .orElseGet(() -> SourcePosition.ofKafka(offset, 0));
  }
}
