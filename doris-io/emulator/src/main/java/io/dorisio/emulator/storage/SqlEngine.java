package io.dorisio.emulator.storage;

import io.dorisio.emulator.error.DorisException;
import io.dorisio.emulator.sql.SqlParser;
import io.dorisio.emulator.sql.Statement;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;

/** Runs Doris's statements. */
public final class SqlEngine {
  private final ReentrantLock changing;
  private final TableDdl ddl;
  private final Queries queries;
  private final ShowSchema shows;
  private final SchemaChange alterations;

  SqlEngine(DuckDatabase database, Catalog catalog, ReentrantLock changing) throws SQLException {
    this.changing = changing;
    CatalogStore stored = new CatalogStore(database);
    stored.readInto(catalog);
    this.ddl = new TableDdl(database, catalog, stored);
    this.queries = new Queries(database, catalog);
    AlterJobs jobs = new AlterJobs();
    this.shows = new ShowSchema(catalog, ddl, jobs);
    this.alterations = new SchemaChange(database, catalog, ddl, jobs);
  }

  /**
   * Runs one statement.
   *
   * @param session the database of the session; null where there is none
   * @param limit rows at most
   */
  public QueryResult execute(String sql, String session, long limit) throws DorisException {
    Statement statement = SqlParser.parse(sql, session);
    if (statement instanceof Statement.Query query) {
      return queries.run(query.sql(), session, limit);
    }
    QueryResult shown = shows.run(statement, session);
    if (shown != null) {
      return shown;
    }
    changing.lock();
    try {
      change(statement, session);
      return QueryResult.none();
    } catch (SQLException e) {
      throw DorisException.analysis(e.getMessage());
    } finally {
      changing.unlock();
    }
  }

  private void change(Statement statement, String session) throws DorisException, SQLException {
    if (statement instanceof Statement.CreateDatabase create) {
      ddl.createDatabase(create);
    } else if (statement instanceof Statement.DropDatabase drop) {
      ddl.dropDatabase(drop);
    } else if (statement instanceof Statement.CreateTable create) {
      ddl.createTable(create);
    } else if (statement instanceof Statement.DropTable drop) {
      ddl.dropTable(drop, session);
    } else if (statement instanceof Statement.TruncateTable truncate) {
      ddl.truncate(truncate, session);
    } else if (statement instanceof Statement.AlterTable alter) {
      alterations.run(alter, session);
    }
  }
}
