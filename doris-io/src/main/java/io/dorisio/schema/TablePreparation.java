package io.dorisio.schema;

import io.dorisio.client.DorisConnection;
import io.dorisio.client.DorisException;
import io.dorisio.client.StatementRefusedException;
import io.dorisio.client.StatementRefusedException.Reason;
import io.dorisio.client.Statements;
import io.dorisio.client.TableName;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.beam.sdk.schemas.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets a table ready for rows: creates it if it is to be, changes it to hold them, and empties it
 * or sees that it is empty. It speaks to the frontends only, and needs CREATE, ALTER, DROP (for
 * TRUNCATE) or SELECT on the table for what it is asked to do.
 */
public final class TablePreparation implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TablePreparation.class);

  /** Longer than a master waits for the tablets of a table, by default. */
  private static final Duration ANSWER = Duration.ofMinutes(2);

  private final Statements statements;
  private final SchemaReader reader;
  private final Duration limit;

  /**
   * Opens nothing yet.
   *
   * @param limit how long a table may take to be created or changed, in all; a change that rewrites
   *     a large table can take hours
   */
  public TablePreparation(DorisConnection connection, Duration limit) {
    this(connection, limit.compareTo(ANSWER) < 0 ? limit : ANSWER, limit);
  }

  TablePreparation(DorisConnection connection, Duration answer, Duration limit) {
    this.statements = new Statements(connection, answer);
    this.reader = new SchemaReader(statements);
    this.limit = limit;
  }

  /**
   * Does all that is asked for: {@link #createAndEvolve}, then {@link #clear}. Call it once, when a
   * job starts: every call with TRUNCATE deletes what was written before it.
   *
   * @return the table as it is then
   */
  public TableSchema prepare(TableName table, Schema rows, TableSetup setup)
      throws IOException, InterruptedException {
    TableSchema schema = createAndEvolve(table, rows, setup);
    clear(table, setup.write());
    return schema;
  }

  /**
   * Creates the table if it is missing and to be created, and changes it as its evolution allows.
   * May be called by several workers at once, and again: who finds the table as it should be does
   * nothing to it.
   *
   * @return the table as it is then
   * @throws IllegalArgumentException if the definition does not fit the rows, or the table cannot
   *     be changed to hold them
   * @throws DorisException if the table is missing and not to be created, the server refuses, or it
   *     takes longer than the limit
   * @throws IOException if no frontend can be reached
   */
  public TableSchema createAndEvolve(TableName table, Schema rows, TableSetup setup)
      throws IOException, InterruptedException {
    if (setup.create() == CreateDisposition.CREATE_IF_NEEDED && reader.find(table).isEmpty()) {
      create(table, CreateTable.statement(table, rows, setup.definition()));
    }
    return new SchemaUpdate(statements, reader, limit).run(table, rows, setup);
  }

  /**
   * Deals with the rows that the table has. Call it once, when a job starts, and before rows are
   * written. Loads that are committed and not yet visible are not seen, and may show up later.
   *
   * @throws DorisException if it has rows and must not, or the server refuses
   * @throws IOException if no frontend can be reached
   */
  public void clear(TableName table, WriteDisposition write)
      throws IOException, InterruptedException {
    switch (write) {
      case APPEND -> {}
      case TRUNCATE -> truncate(table);
      case FAIL_IF_NOT_EMPTY -> requireEmpty(table);
    }
  }

  /**
   * The tablets are there when the statement returns; other frontends hear of it a moment later.
   */
  private void create(TableName table, String statement) throws IOException, InterruptedException {
    try {
      statements.execute(table.database(), statement);
      LOG.info("Created {}", table);
    } catch (StatementRefusedException e) {
      if (e.reason() == Reason.DATABASE_MISSING) {
        throw new DorisException(
            "Database " + table.database() + " does not exist; create it: " + e.getMessage(), e);
      }
      if (e.reason() != Reason.TABLE_EXISTS) {
        throw e;
      }
    }
    Patience patience = new Patience(limit);
    Optional<TableSchema> created = reader.find(table);
    while (created.isEmpty()) {
      if (!patience.pause()) {
        throw new DorisException(
            table
                + " was created, but no frontend knew it within "
                + limit.toSeconds()
                + " s; see whether the frontends agree (SHOW FRONTENDS)");
      }
      created = reader.find(table);
    }
  }

  private void truncate(TableName table) throws IOException, InterruptedException {
    Patience patience = new Patience(limit);
    while (true) {
      try {
        statements.execute(table.database(), "TRUNCATE TABLE " + Sql.name(table));
        LOG.info("Truncated {}", table);
        return;
      } catch (StatementRefusedException e) {
        if (e.reason() != Reason.TABLE_BUSY || !patience.pause()) {
          throw e;
        }
      }
    }
  }

  /**
   * Asks for one row: {@code GET _count} is an estimate that lags (Doris: {@code OlapTable.java},
   * proximateRowCount).
   */
  private void requireEmpty(TableName table) throws IOException {
    String question = "SELECT 1 FROM " + Sql.name(table) + " LIMIT 1";
    if (!statements.rows(table.database(), question).isEmpty()) {
      throw new DorisException(
          table
              + " has rows, and the write was to fail then; empty it, or write with APPEND or"
              + " TRUNCATE");
    }
  }

  @Override
  public void close() {
    statements.close();
  }
}
