package io.dorisio.emulator.storage;

import io.dorisio.emulator.error.DorisException;
import io.dorisio.emulator.schema.Column;
import io.dorisio.emulator.schema.KeysModel;
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
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;

/** The tables and the loads that wait to get into them. */
public final class TableStore implements TransactionStore, AutoCloseable {
  private final DuckDatabase database;
  private final Journal journal;
  private final Catalog catalog = new Catalog();
  private final SqlEngine sql;
  private final Collection<TransactionRecord> recovered;

  /** Held while tables change: by the publisher and by statements, never by loads. */
  private final ReentrantLock changing = new ReentrantLock();

  /**
   * @param directory null to keep everything in memory
   */
  public TableStore(Path directory) throws IOException, SQLException {
    this.database = DuckDatabase.open(directory);
    this.journal = new Journal(database);
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

  /** Opens a private table for a load. */
  public StagingTable stage(TransactionRecord transaction, TableSchema table) throws IOException {
    try {
      DuckDBConnection connection = database.connect();
      try {
        return new StagingTable(connection, journal, table, transaction.id());
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
      database.inTransaction("DROP TABLE " + Names.table(Names.STAGING, orphan));
    }
  }

  @Override
  public void checkCommittable(TransactionRecord transaction) throws DorisException {
    if (catalog.find(transaction.db(), transaction.table()) == null) {
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
    List<String> steps = new ArrayList<>();
    String staging = Names.staging(visible.id());
    changing.lock();
    try {
      TableSchema table = catalog.find(visible.db(), visible.table());
      // A table dropped after the commit takes the rows with it.
      if (table != null && visible.loadedRows() > 0) {
        steps.addAll(merge(table, staging));
      }
      steps.add("DROP TABLE " + staging);
      apply(visible, steps);
    } finally {
      changing.unlock();
    }
  }

  /** Moves staged rows into their table by the rules of its key model. */
  private static List<String> merge(TableSchema table, String staging) {
    String target = Names.table(table.database(), table.name());
    String insert = "INSERT INTO " + target + " BY NAME SELECT * FROM " + staging;
    if (table.model() == KeysModel.DUPLICATE) {
      return List.of(insert);
    }
    String sameKey =
        table.keyColumns().stream()
            .map(Column::name)
            .map(Names::quoted)
            .map(key -> "t." + key + " IS NOT DISTINCT FROM s." + key)
            .collect(Collectors.joining(" AND "));
    String keys =
        table.keyColumns().stream()
            .map(Column::name)
            .map(Names::quoted)
            .collect(Collectors.joining(", "));
    return List.of(
        "DELETE FROM " + target + " AS t USING " + staging + " AS s WHERE " + sameKey,
        // Rows keep the order of the body in rowid: the last of a key wins.
        insert + " WHERE rowid IN (SELECT max(rowid) FROM " + staging + " GROUP BY " + keys + ")");
  }

  @Override
  public void discard(TransactionRecord aborted) throws IOException {
    apply(aborted, List.of("DROP TABLE " + Names.staging(aborted.id())));
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
