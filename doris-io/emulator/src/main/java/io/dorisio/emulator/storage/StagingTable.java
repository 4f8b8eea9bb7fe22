package io.dorisio.emulator.storage;

import io.dorisio.emulator.parse.RowSink;
import io.dorisio.emulator.parse.RowValues;
import io.dorisio.emulator.schema.Column;
import io.dorisio.emulator.schema.ColumnType;
import io.dorisio.emulator.schema.TableSchema;
import io.dorisio.emulator.transaction.StagedLoad;
import io.dorisio.emulator.transaction.TransactionRecord;
import java.io.IOException;
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
  private final DuckDBAppender appender;
  private final ColumnAppend[] columns;

  StagingTable(DuckDBConnection connection, Journal journal, TableSchema table, long transaction)
      throws SQLException {
    this.connection = connection;
    this.journal = journal;
    List<Column> declared = table.columns();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE " + Names.staging(transaction) + columns(declared));
    }
    this.appender = connection.createAppender(Names.STAGING, Names.stagingTable(transaction));
    this.appender.setWriteInlinedStrings(true);
    this.columns =
        declared.stream().map(c -> ColumnAppend.of(c.type())).toArray(ColumnAppend[]::new);
  }

  static String columns(List<Column> columns) {
    return columns.stream()
        .map(c -> Names.quoted(c.name()) + " " + c.type().duckdbType())
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
    try {
      appender.close();
      journal.write(connection, preCommitted);
      connection.commit();
    } catch (SQLException e) {
      throw new IOException("the load could not be stored: " + e.getMessage(), e);
    }
  }

  /** Lets go of the connection; what was not persisted is gone. */
  @Override
  public void close() throws SQLException {
    try (connection) {
      if (!appender.isClosed()) {
        appender.close();
      }
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
