package io.dorisio.pipelines.mysql;

import io.debezium.config.Configuration;
import io.debezium.connector.binlog.BinlogSourceInfo;
import io.debezium.connector.binlog.jdbc.BinlogConnectorConnection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.errors.ConnectException;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Which server answers, and the binlogs that it has. A place in the binlog means nothing on another
 * server, be it the replica that took over: it may lie anywhere there, or nowhere.
 *
 * @param identity MySQL's {@code server_uuid}; for MariaDB, which has none that lasts, its {@code
 *     server_id}, in which servers that replicate from one another differ
 * @param binlogs names and sizes in bytes
 */
record ServerState(String identity, Map<String, Long> binlogs) {
  private static final String UUID = "server_uuid";
  private static final String ID = "server_id";

  ServerState {
    binlogs = Collections.unmodifiableMap(new TreeMap<>(binlogs));
  }

  /**
   * Asks the server.
   *
   * @param properties of Debezium's connector
   * @throws ConnectException if it does not answer
   */
  static ServerState ask(Connector connector, Map<String, String> properties) {
    Map<String, String> variables = new TreeMap<>();
    Map<String, Long> binlogs = new TreeMap<>();
    try (BinlogConnectorConnection connection = connector.connect(Configuration.from(properties))) {
      connection.query(
          "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('" + UUID + "', '" + ID + "')",
          rows -> {
            while (rows.next()) {
              variables.put(rows.getString(1), rows.getString(2));
            }
          });
      connection.query(
          "SHOW BINARY LOGS",
          rows -> {
            while (rows.next()) {
              binlogs.put(rows.getString(1), rows.getLong(2));
            }
          });
    } catch (SQLException e) {
      throw new ConnectException("The server's state cannot be asked for: " + e.getMessage(), e);
    }
    String uuid = variables.get(UUID);
    return new ServerState(
        uuid == null ? ID + " " + variables.get(ID) : UUID + " " + uuid, binlogs);
  }

  /**
   * Requires that the reading can go on here.
   *
   * @param server for messages
   * @param before the identity of the server that has been read; null if it is not known
   * @param offset Debezium's, where to go on; null for a snapshot
   * @throws PlaceLostException if it cannot
   */
  void requirePlace(
      MySqlServer server, @Nullable String before, @Nullable Map<String, Object> offset) {
    if (before != null && !before.equals(identity)) {
      throw new PlaceLostException(
          "the job has read the server with "
              + before
              + ", and at "
              + server
              + " is now one with "
              + identity
              + ", where its place in the binlog means nothing");
    }
    if (offset == null) {
      return;
    }
    String file = String.valueOf(offset.get(BinlogSourceInfo.BINLOG_FILENAME_OFFSET_KEY));
    long position =
        ((Number) offset.getOrDefault(BinlogSourceInfo.BINLOG_POSITION_OFFSET_KEY, 0L)).longValue();
    Long size = binlogs.get(file);
    if (size == null) {
      throw new PlaceLostException(
          "the job left off in "
              + file
              + ", and "
              + server
              + " has only "
              + binlogs.keySet()
              + ": older binlogs have been purged, or begun anew");
    }
    if (position > size) {
      throw new PlaceLostException(
          "the job left off at "
              + file
              + ":"
              + position
              + ", and that binlog of "
              + server
              + " ends at "
              + size
              + ": it has been begun anew");
    }
  }

  /** What changed since the job left off can no longer be read. */
  static final class PlaceLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PlaceLostException(String what) {
      super(
          what
              + ". Start the job without its state, so that it makes a new snapshot. Before that,"
              + " empty its Doris tables: they may hold rows that have been deleted since, and a"
              + " sequence column would keep rows of greater places over those of the snapshot");
    }
  }
}
