package io.dorisio.pipelines.mysql;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The properties that Debezium's connector is started with. */
final class ConnectorProperties {
  /** Topic of the messages that tell of the snapshot's end. */
  static final String NOTIFICATIONS = "__dorisio-notifications";

  static final String HEARTBEATS = "__debezium-heartbeat";

  /** How often the place moves on while nothing happens in our tables. */
  private static final String HEARTBEAT_MILLIS = "2000";

  /** The server sends a heartbeat when nothing at all happens for 80 % of this. */
  private static final String SERVER_HEARTBEAT_MILLIS = "2500";

  private static final String POLL_MILLIS = "50";
  private static final String BATCH_RECORDS = "1024";
  private static final String QUEUE_RECORDS = "2048";

  private ConnectorProperties() {}

  /**
   * All that a task needs.
   *
   * @param historyId under which {@link CheckpointedSchemaHistory} finds its store
   */
  static Map<String, String> of(MySqlServer server, ReadSpec spec, String historyId) {
    Map<String, String> properties = new HashMap<>();
    properties.put("max.batch.size", BATCH_RECORDS);
    properties.put("max.queue.size", QUEUE_RECORDS);
    properties.put("poll.interval.ms", POLL_MILLIS);
    properties.put("skipped.operations", "none");
    properties.put("schema.history.internal.store.only.captured.tables.ddl", "true");
    properties.put("schema.history.internal.store.only.captured.databases.ddl", "true");
    properties.putAll(spec.properties());

    properties.put("name", server.name());
    properties.put("task.id", "0");
    properties.put("connector.class", spec.connector().className());
    properties.put("topic.prefix", server.name());
    properties.put("database.hostname", server.host());
    properties.put("database.port", Integer.toString(server.port()));
    properties.put("database.user", server.user());
    properties.put("database.password", server.password().get());
    properties.put("database.server.id", Long.toString(server.serverId()));
    properties.put("database.include.list", spec.databases());
    properties.put("table.include.list", "(" + spec.databases() + ")\\.(" + spec.tables() + ")");
    properties.put("snapshot.mode", spec.snapshotMode().debeziumName());
    properties.put("include.schema.changes", "true");
    properties.put("tombstones.on.delete", "false");
    properties.put("topic.heartbeat.prefix", HEARTBEATS);
    properties.put("heartbeat.interval.ms", HEARTBEAT_MILLIS);
    // Debezium's own reconnection repeats a transaction in the middle of its count of events; the
    // task is started anew instead. The interval still sets the server's heartbeat.
    properties.put("connect.keep.alive", "false");
    properties.put("connect.keep.alive.interval.ms", SERVER_HEARTBEAT_MILLIS);
    properties.put("errors.max.retries", "0");
    properties.put("notification.enabled.channels", "sink");
    properties.put("notification.sink.topic.name", NOTIFICATIONS);
    properties.put("schema.history.internal", CheckpointedSchemaHistory.class.getName());
    properties.put(CheckpointedSchemaHistory.ID, historyId);
    // MBeans of two tasks in one JVM would take each other's name.
    properties.put("custom.metric.tags", "reader=" + UUID.randomUUID());
    return properties;
  }
}
