package io.dorisio.emulator.storage;

import io.dorisio.emulator.parse.RowSink;
import io.dorisio.emulator.parse.RowValues;
import io.dorisio.emulator.schema.Column;
import io.dorisio.emulator.schema.ColumnType;
import io.dorisio.emulator.schema.TableSchema;
import io.dorisio.emulator.transaction.StagedLoad;
import io.dorisio.emulator.transaction.TransactionRecord;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * The rows of one load on their way. They go into a table of their own inside a DuckDB transaction
 * that stays open until the pre-commit, so whatever ends the load before, a crash included, leaves
 * nothing behind.
 */
public final class StagingTable implements RowSink, StagedLoad, AutoCloseable {
  private final DuckDBConnection connection;
  private final Journal journal;
  private final StagedLoads loads;
  private final long transaction;
  private final TableSchema table;
  private final StagedLoads.Shape shape;
  private final DuckDBAppender appender;
  private final ColumnAppend[] columns;

  StagingTable(
      DuckDBConnection connection,
      Journal journal,
      StagedLoads loads,
      long transaction,
      TableSchema table,
      List<Column> staged,
      boolean partial)
      throws SQLException {
    this.connection = connection;
    this.journal = journal;
    this.loads = loads;
    this.transaction = transaction;
    this.table = table;
    this.shape =
        new StagedLoads.Shape(
            table.id(),
            partial,
            staged.stream().map(Names::column).collect(Collectors.toUnmodifiableSet()));
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE " + Names.staging(transaction) + columns(staged));
    }
    this.appender = connection.createAppender(Names.STAGING, Names.stagingTable(transaction));
    this.appender.setWriteInlinedStrings(true);
    this.columns = staged.stream().map(c -> ColumnAppend.of(c.type())).toArray(ColumnAppend[]::new);
  }

  static String columns(List<Column> columns) {
    return columns.stream()
        .map(c -> Names.column(c) + " " + c.type().duckdbType())
        .collect(Collectors.joining(", ", "(", ")"));
  }

  @Override
  public void append(RowValues row) throws IOException {
    try {
      appender.beginRow();
      for (int i = 0; i < columns.length; i++) {
        if (row.isNull(i)) {
          appender.appendNull();
        } else {
          columns[i].append(appender, row, i);
        }
      }
      appender.endRow();
    } catch (SQLException e) {
      throw new IOException("the row could not be stored: " + e.getMessage(), e);
    }
  }

  @Override
  public void persist(TransactionRecord preCommitted) throws IOException {
    try (Statement statement = connection.createStatement()) {
      endAppending();
      loads.add(statement, transaction, shape);
      journal.write(connection, preCommitted);
      connection.commit();
    } catch (SQLException e) {
      throw new IOException("the load could not be stored: " + e.getMessage(), e);
    }
  }

  private void endAppending() throws SQLException {
    if (!appender.isClosed()) {
      appender.close();
    }
  }

  /**
   * Takes out the rows that do not fulfil a condition.
   *
   * @param condition in the store's words
   * @return how many they were
   */
  public long keepOnly(String condition) throws SQLException {
    endAppending();
    try (Statement statement = connection.createStatement()) {
      return statement.executeLargeUpdate(
          "DELETE FROM "
              + Names.staging(transaction)
              + " WHERE NOT coalesce("
              + condition
              + ", false)");
    }
  }

  /**
   * The key of a staged row that the table does not have, as the server shows it; null where there
   * is none. Rows marked deleted do not count.
   */
  public String newKey() throws SQLException {
    endAppending();
    String key =
        table.keyColumns().stream()
            .map(c -> "coalesce(CAST(s." + Names.column(c) + " AS VARCHAR), 'NULL')")
            .collect(Collectors.joining(", ", "concat_ws(', ', ", ")"));
    String sign = Names.quoted(Column.DELETE_SIGN);
    String notDeleted = shape.columns().contains(sign) ? " AND s." + sign + " = 0" : "";
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT "
                    + key
                    + " FROM "
                    + Names.staging(transaction)
                    + " AS s WHERE NOT EXISTS (SELECT 1 FROM "
                    + Names.table(table)
                    + " AS t WHERE t."
                    + sign
                    + " = 0 AND "
                    + Merge.sameKey(table)
                    + ")"
                    + notDeleted
                    + " ORDER BY s.rowid LIMIT 1")) {
      return rows.next() ? rows.getString(1) : null;
    }
  }

  /** Lets go of the connection; what was not persisted is gone. */
  @Override
  public void close() throws SQLException {
    try (connection) {
      endAppending();
      connection.rollback();
    }
  }

  /** Appends one column's value in the cheapest form the appender has for its type. */
  @FunctionalInterface
  private interface ColumnAppend {
    void append(DuckDBAppender appender, RowValues row, int i) throws SQLException;

    static ColumnAppend of(ColumnType type) {
      return switch (type.kind()) {
        case BOOLEAN -> (appender, row, i) -> appender.append(row.low(i) != 0);
        case TINYINT -> (appender, row, i) -> appender.append((byte) row.low(i));
        case SMALLINT -> (appender, row, i) -> appender.append((short) row.low(i));
        case INT -> (appender, row, i) -> appender.append((int) row.low(i));
        case BIGINT -> (appender, row, i) -> appender.append(row.low(i));
        case LARGEINT -> (appender, row, i) -> appender.appendHugeInt(row.low(i), row.high(i));
        case FLOAT ->
            (appender, row, i) -> appender.append((float) Double.longBitsToDouble(row.low(i)));
        case DOUBLE -> (appender, row, i) -> appender.append(Double.longBitsToDouble(row.low(i)));
        case DECIMAL -> decimal(type.precision());
        case DATE -> (appender, row, i) -> appender.appendEpochDays((int) row.low(i));
        case DATETIME -> (appender, row, i) -> appender.appendEpochMicros(row.low(i));
        default -> (appender, row, i) -> appender.append(row.bytes(i));
      };
    }

    /** DuckDB keeps a decimal in the smallest integer that holds its precision. */
    private static ColumnAppend decimal(int precision) {
      if (precision <= 4) {
        return (appender, row, i) -> appender.appendDecimal((short) row.low(i));
      }
      if (precision <= 9) {
        return (appender, row, i) -> appender.appendDecimal((int) row.low(i));
      }
      if (precision <= 18) {
        return (appender, row, i) -> appender.appendDecimal(row.low(i));
      }
      return (appender, row, i) -> appender.appendDecimal(row.low(i), row.high(i));
    }
  }
}
