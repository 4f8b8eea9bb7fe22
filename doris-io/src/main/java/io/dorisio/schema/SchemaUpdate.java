package io.dorisio.schema;

import io.dorisio.client.DorisException;
import io.dorisio.client.StatementRefusedException;
import io.dorisio.client.Statements;
import io.dorisio.client.TableName;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.schemas.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes a table until it holds rows of a schema. Each step is planned anew from what the server
 * says, so that writers that change one table at once, each for itself, come to the same end.
 */
final class SchemaUpdate {

  private static final Logger LOG = LoggerFactory.getLogger(SchemaUpdate.class);

  private final Statements statements;
  private final SchemaReader reader;
  private final Duration limit;

  SchemaUpdate(Statements statements, SchemaReader reader, Duration limit) {
    this.statements = statements;
    this.reader = reader;
    this.limit = limit;
  }

  /**
   * Changes the table.
   *
   * @return the table as it is then
   * @throws IllegalArgumentException if it cannot be changed to hold the rows
   * @throws DorisException if the server refuses a change, or it takes longer than the limit
   */
  TableSchema run(TableName table, Schema rows, TableSetup setup)
      throws IOException, InterruptedException {
    Patience patience = new Patience(limit);
    while (true) {
      TableSchema schema = reader.read(table);
      List<SchemaChange> changes =
          SchemaPlan.of(rows, schema, setup.definition(), setup.evolution());
      if (changes.isEmpty()) {
        return schema;
      }
      String statement = changes.get(0).statement(table);
      try {
        statements.execute(table.database(), statement);
        LOG.info("Changed {}: {}", table, statement);
        awaitJob(table, patience);
      } catch (StatementRefusedException e) {
        if (!isPassing(e)) {
          throw e;
        }
        if (!patience.pause()) {
          throw late(table, statement, e);
        }
      }
    }
  }

  /** Whether another writer did it, or does something else to the table just now. */
  private static boolean isPassing(StatementRefusedException e) {
    return switch (e.reason()) {
      case COLUMN_EXISTS, TABLE_BUSY, NOTHING_CHANGED -> true;
      default -> false;
    };
  }

  /**
   * Waits for the newest change of the table. Light ones are done when they are taken; others run
   * until the server has rewritten the table, and only then show in its schema (Doris: {@code
   * SchemaChangeJobV2.java}, {@code SchemaChangeProcDir.java}).
   */
  private void awaitJob(TableName table, Patience patience)
      throws IOException, InterruptedException {
    String question =
        "SHOW ALTER TABLE COLUMN FROM "
            + Sql.name(table.database())
            + " WHERE TableName = "
            + Sql.text(table.table())
            + " ORDER BY JobId DESC LIMIT 1";
    while (true) {
      List<Map<String, String>> jobs = statements.rows(table.database(), question);
      String state = jobs.isEmpty() ? "FINISHED" : jobs.get(0).get("State");
      if ("FINISHED".equals(state)) {
        return;
      }
      if ("CANCELLED".equals(state)) {
        throw new DorisException(
            "The change of "
                + table
                + " was cancelled by the server, which says: "
                + jobs.get(0).get("Msg"));
      }
      if (!patience.pause()) {
        throw late(table, "job " + jobs.get(0).get("JobId") + " is " + state, null);
      }
    }
  }

  private DorisException late(TableName table, String what, Exception cause) {
    return new DorisException(
        table
            + " was not changed to hold the rows within "
            + limit.toSeconds()
            + " s ("
            + what
            + "); see SHOW ALTER TABLE COLUMN, and run the job again when it is done",
        cause);
  }
}
