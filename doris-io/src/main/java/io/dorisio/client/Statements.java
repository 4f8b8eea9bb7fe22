package io.dorisio.client;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Runs SQL statements through the frontends' HTTP interface, {@code POST /api/query}, which takes
 * queries, SHOW and DDL, and no INSERT (Doris: {@code StmtExecutionAction.java}, {@code
 * StatementSubmitter.java}).
 *
 * <p>A statement whose answer is lost may have run, and is tried at the next frontend: give only
 * statements that may run twice. Safe for use by several threads.
 */
public final class Statements implements AutoCloseable {

  private final HttpRequests requests;
  private final FrontendClient frontends;

  /**
   * Opens nothing yet.
   *
   * @param answer how long one statement may take at one frontend; the creation of a table with
   *     many buckets can take longer than a short request
   */
  public Statements(DorisConnection connection, Duration answer) {
    DorisConnection patient = connection.withTimeouts(connection.timeouts().withRequest(answer));
    this.requests = new HttpRequests(patient);
    this.frontends = new FrontendClient(patient, requests);
  }

  /**
   * Runs a query or SHOW; each row by the names of its columns.
   *
   * @throws StatementRefusedException if the server refuses it
   * @throws IOException if no frontend can be reached
   */
  public List<Map<String, String>> rows(String database, String statement) throws IOException {
    return frontends.show(database, statement);
  }

  /**
   * Runs a statement that defines: CREATE, ALTER, TRUNCATE.
   *
   * @throws StatementRefusedException if the server refuses it
   * @throws IOException if no frontend can be reached; it may have run all the same
   */
  public void execute(String database, String statement) throws IOException {
    frontends.execute(database, statement);
  }

  @Override
  public void close() {
    requests.close();
  }
}
