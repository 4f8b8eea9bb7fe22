package io.dorisio.pipelines.mysql;

import io.debezium.connector.AbstractSourceInfo;
import io.debezium.connector.SnapshotRecord;
import io.debezium.connector.binlog.BinlogSourceInfo;
import io.debezium.pipeline.notification.InitialSnapshotNotificationService;
import io.debezium.pipeline.notification.Notification;
import io.debezium.relational.history.HistoryRecord;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.joda.time.Instant;

/** Turns the messages of Debezium's task into changes, and follows its progress. */
final class MessageReader {
  private static final String SNAPSHOT_COMPLETED = "COMPLETED";
  private static final String TABLE_CHANGES = HistoryRecord.Fields.TABLE_CHANGES;
  private static final String CREATE = "CREATE";

  private final ProgressTracker tracker;
  private final SchemaHistoryStore history;
  private final ConnectJson json;
  private final String server;

  MessageReader(
      String server, boolean schemas, ProgressTracker tracker, SchemaHistoryStore history) {
    this.server = server;
    this.tracker = tracker;
    this.history = history;
    this.json = new ConnectJson(schemas);
  }

  /** What is to be emitted, or null. */
  ChangeQueue.@Nullable Item read(SourceRecord message) {
    if (message.topic().startsWith(ConnectorProperties.HEARTBEATS)) {
      tracker.heartbeat(message.sourceOffset());
      return new ChangeQueue.Item(null, tracker.progress(), heartbeatTime(message));
    }
    if (message.topic().equals(ConnectorProperties.NOTIFICATIONS)) {
      return null;
    }
    return change(message);
  }

  static boolean completesSnapshot(SourceRecord message) {
    if (!message.topic().equals(ConnectorProperties.NOTIFICATIONS)) {
      return false;
    }
    Struct notification = (Struct) message.value();
    return InitialSnapshotNotificationService.INITIAL_SNAPSHOT.equals(
            notification.getString(Notification.AGGREGATE_TYPE))
        && SNAPSHOT_COMPLETED.equals(notification.getString(Notification.TYPE));
  }

  @SuppressWarnings("unchecked")
  static Map<String, ?> offset(SourceRecord message) {
    return (Map<String, ?>) message.sourceOffset();
  }

  private ChangeQueue.@Nullable Item change(SourceRecord message) {
    Struct value = (Struct) message.value();
    Struct source = value.getStruct("source");
    long file =
        BinlogPosition.fileNumber(source.getString(BinlogSourceInfo.BINLOG_FILENAME_OFFSET_KEY));
    long at = source.getInt64(BinlogSourceInfo.BINLOG_POSITION_OFFSET_KEY);
    Map<String, ?> offset = offset(message);
    BinlogPosition position =
        isOfSnapshot(source)
            ? tracker.snapshotChange(offset, file, at, !isSchemaChange(message), this::schemas)
            : tracker.change(offset, file, at);
    if (isSchemaChange(message)) {
      keepStatement(message, value);
    }
    if (position == null || (position.snapshot() && !tellsOfRowOrTable(message, value))) {
      return null;
    }
    long millis = source.getInt64(AbstractSourceInfo.TIMESTAMP_KEY);
    return new ChangeQueue.Item(
        new MySqlChange(
            message.topic(),
            message.key() == null ? null : bytes(message, message.keySchema(), message.key()),
            bytes(message, message.valueSchema(), value),
            position,
            Instant.ofEpochMilli(millis)),
        tracker.progress(),
        millis);
  }

  private boolean isSchemaChange(SourceRecord message) {
    return message.topic().equals(server);
  }

  private void keepStatement(SourceRecord message, Struct value) {
    if (value.getArray(TABLE_CHANGES).isEmpty()) {
      history.addStatement(
          new HistoryRecord(
              message.sourcePartition(),
              message.sourceOffset(),
              value.getString(HistoryRecord.Fields.DATABASE_NAME),
              null,
              value.getString(HistoryRecord.Fields.DDL_STATEMENTS),
              null,
              null));
    }
  }

  /**
   * A snapshot begins with statements that would drop all databases and tables; they are for
   * Debezium itself. What creates a table tells of its columns.
   */
  private boolean tellsOfRowOrTable(SourceRecord message, Struct value) {
    if (!isSchemaChange(message)) {
      return true;
    }
    for (Object change : value.getArray(TABLE_CHANGES)) {
      if (CREATE.equals(((Struct) change).getString("type"))) {
        return true;
      }
    }
    return false;
  }

  private List<byte[]> schemas() {
    return history.all();
  }

  private byte[] bytes(SourceRecord message, Schema schema, Object value) {
    return json.write(message.topic(), schema, value);
  }

  private static boolean isOfSnapshot(Struct source) {
    String snapshot = source.getString(AbstractSourceInfo.SNAPSHOT_KEY);
    return snapshot != null
        && !snapshot.equalsIgnoreCase(SnapshotRecord.FALSE.name())
        && !snapshot.equalsIgnoreCase(SnapshotRecord.INCREMENTAL.name());
  }

  private static long heartbeatTime(SourceRecord message) {
    return ((Struct) message.value()).getInt64(AbstractSourceInfo.TIMESTAMP_KEY);
  }
}
