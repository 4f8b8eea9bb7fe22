package io.dorisio.emulator.storage;

import io.dorisio.emulator.error.DorisException;
import io.dorisio.emulator.parse.BodyEngine;
import io.dorisio.emulator.schema.Column;
import io.dorisio.emulator.schema.TableSchema;
import io.dorisio.emulator.transaction.TransactionRecord;
import io.dorisio.emulator.transaction.TransactionState;
import io.dorisio.emulator.transaction.TransactionStore;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.duckdb.DuckDBConnection;

/** The tables and the loads that wait to get into them. */
public final class TableStore implements TransactionStore, AutoCloseable {
  private final EqualKeys equalKeys;
  private final DuckDatabase database;
  private final Journal journal;
  private final Catalog catalog = new Catalog();
  private final StagedLoads staged;
  private final SqlEngine sql;
  private final Collection<TransactionRecord> recovered;

  /** Held while tables change: by the publisher and by statements, never by loads. */
  private final ReentrantLock changing = new ReentrantLock();

  /**
   * @param directory null to keep everything in memory
   */
  public TableStore(Path directory, EqualKeys equalKeys) throws IOException, SQLException {
    this.equalKeys = equalKeys;
    this.database = DuckDatabase.open(directory);
    this.journal = new Journal(database);
    this.staged = new StagedLoads(database);
    this.sql = new SqlEngine(database, catalog, changing);
    this.recovered = journal.read();
    dropOrphans();
  }

  public Catalog catalog() {
    return catalog;
  }

  public SqlEngine sql() {
    return sql;
  }

  /** What loads need while they read their bodies. */
  public BodyEngine engine() {
    return new LoadEngine(database);
  }

  /** What a column is called in the rows of a staged load. */
  public static String storeName(Column column) {
    return Names.column(column);
  }

  /** How many rows of a table are visible. */
  public long countRows(String db, String table) throws DorisException {
    List<List<Object>> rows =
        sql.execute("SELECT count(*) FROM `" + db + "`.`" + table.replace("`", "``") + "`", null, 1)
            .rows();
    return ((Number) rows.get(0).get(0)).longValue();
  }

  /** What an earlier run knew of transactions. */
  public Collection<TransactionRecord> recovered() {
    return recovered;
  }

  /**
   * Opens a private table for a load.
   *
   * @param columns those the load brings
   * @param partial whether keys that exist keep the values of the other columns
   */
  public StagingTable stage(
      TransactionRecord transaction, TableSchema table, List<Column> columns, boolean partial)
      throws IOException {
    try {
      DuckDBConnection connection = database.connect();
      try {
        return new StagingTable(
            connection, journal, staged, transaction.id(), table, columns, partial);
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw new IOException("the load could not be opened: " + e.getMessage(), e);
    }
  }

  private void dropOrphans() throws SQLException {
    Set<String> wanted = new HashSet<>();
    for (TransactionRecord record : recovered) {
      if (record.state() == TransactionState.PRECOMMITTED
          || record.state() == TransactionState.COMMITTED) {
        wanted.add(Names.stagingTable(record.id()));
      }
    }
    List<String> orphans = new ArrayList<>();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet tables =
            statement.executeQuery(
                "SELECT table_name FROM duckdb_tables() WHERE schema_name = '"
                    + Names.STAGING
                    + "'")) {
      while (tables.next()) {
        if (!wanted.contains(tables.getString(1))) {
          orphans.add(tables.getString(1));
        }
      }
    }
    for (String orphan : orphans) {
      database.inTransaction("DROP TABLE " + Names.STAGING + "." + orphan);
    }
  }

  @Override
  public void checkCommittable(TransactionRecord transaction) throws DorisException {
    StagedLoads.Shape shape = staged.find(transaction.id());
    if (shape != null && catalog.find(shape.tableId()) == null) {
      throw DorisException.analysis("unknown table, tableName=" + transaction.table());
    }
  }

  @Override
  public void save(TransactionRecord transaction) throws IOException {
    if (database.isDurable()) {
      apply(transaction, List.of());
    }
  }

  @Override
  public void publish(TransactionRecord visible) throws IOException {
    StagedLoads.Shape shape = staged.find(visible.id());
    if (shape == null) {
      save(visible);
      return;
    }
    List<String> steps = new ArrayList<>();
    changing.lock();
    try {
      TableSchema table = catalog.find(shape.tableId());
      // A table dropped after the commit takes the rows with it.
      if (table != null && visible.loadedRows() > 0) {
        steps.addAll(Merge.steps(table, shape, Names.staging(visible.id()), equalKeys));
      }
      drop(visible, steps);
    } finally {
      changing.unlock();
    }
  }

  @Override
  public void discard(TransactionRecord aborted) throws IOException {
    if (staged.find(aborted.id()) == null) {
      save(aborted);
    } else {
      drop(aborted, new ArrayList<>());
    }
  }

  private void drop(TransactionRecord record, List<String> steps) throws IOException {
    steps.add("DROP TABLE " + Names.staging(record.id()));
    if (database.isDurable()) {
      steps.add(StagedLoads.remove(record.id()));
    }
    apply(record, steps);
    staged.forget(record.id());
  }

  @Override
  public void forget(Collection<Long> transactions) throws IOException {
    try {
      journal.forget(transactions);
    } catch (SQLException e) {
      throw new IOException("evicted transactions could not be forgotten", e);
    }
  }

  private void apply(TransactionRecord record, List<String> steps) throws IOException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      try {
        for (String step : steps) {
          statement.execute(step);
        }
        journal.write(connection, record);
        connection.commit();
      } catch (SQLException e) {
        connection.rollback();
        throw e;
      }
    } catch (SQLException e) {
      throw new IOException(
          "transaction " + record.id() + " could not become " + record.state(), e);
    }
  }

  @Override
  public void close() throws SQLException {
    database.close();
  }
}
