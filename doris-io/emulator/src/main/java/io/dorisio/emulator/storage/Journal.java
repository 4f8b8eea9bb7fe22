package io.dorisio.emulator.storage;

import io.dorisio.emulator.transaction.TransactionRecord;
import io.dorisio.emulator.transaction.TransactionState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is remembered of transactions: a row for each change of state, because rows that are only
 * ever added never conflict between connections. Without a data directory nothing is written.
 */
final class Journal {
  private static final String TABLE = Names.META + ".transactions";
  private static final int COLUMNS = 15;

  private final DuckDatabase database;

  Journal(DuckDatabase database) throws SQLException {
    this.database = database;
    database.inTransaction(
        "CREATE TABLE IF NOT EXISTS "
            + TABLE
            + "(id BIGINT, db VARCHAR, tbl VARCHAR, label VARCHAR, state VARCHAR, loaded BIGINT,"
            + " filtered BIGINT, bytes BIGINT, began BIGINT, precommitted BIGINT, committed BIGINT,"
            + " finished BIGINT, reason VARCHAR, coordinator VARCHAR, timeout BIGINT)");
  }

  /** Writes within the connection's transaction. */
  void write(Connection connection, TransactionRecord record) throws SQLException {
    if (!database.isDurable()) {
      return;
    }
    String places = "?" + ", ?".repeat(COLUMNS - 1);
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO " + TABLE + " VALUES (" + places + ")")) {
      Object[] values = {
        record.id(),
        record.db(),
        record.table(),
        record.label(),
        record.state().name(),
        record.loadedRows(),
        record.filteredRows(),
        record.bytes(),
        micros(record.beginTime()),
        micros(record.preCommitTime()),
        micros(record.commitTime()),
        micros(record.finishTime()),
        record.abortReason(),
        record.coordinator(),
        record.timeout().toSeconds()
      };
      for (int i = 0; i < values.length; i++) {
        insert.setObject(i + 1, values[i]);
      }
      insert.execute();
    }
  }

  /** The last record of each transaction; older ones are forgotten. */
  Collection<TransactionRecord> read() throws SQLException {
    database.inTransaction(
        "DELETE FROM "
            + TABLE
            + " WHERE rowid NOT IN (SELECT max(rowid) FROM "
            + TABLE
            + " GROUP BY id)");
    Map<Long, TransactionRecord> records = new TreeMap<>();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM " + TABLE)) {
      while (rows.next()) {
        records.put(
            rows.getLong(1),
            new TransactionRecord(
                rows.getLong(1),
                rows.getString(2),
                rows.getString(3),
                rows.getString(4),
                rows.getString(14),
                Duration.ofSeconds(rows.getLong(15)),
                TransactionState.valueOf(rows.getString(5)),
                rows.getLong(6),
                rows.getLong(7),
                rows.getLong(8),
                instant(rows, 9),
                instant(rows, 10),
                instant(rows, 11),
                instant(rows, 12),
                rows.getString(13)));
      }
    }
    return records.values();
  }

  /** The newest transaction stays: ids go on from it. */
  void forget(Collection<Long> ids) throws SQLException {
    if (database.isDurable() && !ids.isEmpty()) {
      database.inTransaction(
          "DELETE FROM "
              + TABLE
              + " WHERE id IN ("
              + ids.stream().map(String::valueOf).collect(Collectors.joining(", "))
              + ") AND id < (SELECT max(id) FROM "
              + TABLE
              + ")");
    }
  }

  private static Long micros(Instant instant) {
    return instant == null
        ? null
        : instant.getEpochSecond() * 1_000_000L + instant.getNano() / 1_000;
  }

  private static Instant instant(ResultSet rows, int column) throws SQLException {
    long micros = rows.getLong(column);
    return rows.wasNull()
        ? null
        : Instant.ofEpochSecond(
            Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000);
  }
}
