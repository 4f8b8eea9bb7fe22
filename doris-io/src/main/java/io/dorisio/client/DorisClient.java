package io.dorisio.client;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/**
 * What the write path asks of a Doris cluster. Safe for use by several threads; {@link #close} ends
 * its connections, but not the loads that are open.
 */
public final class DorisClient implements AutoCloseable {

  private final DorisConnection connection;
  private final HttpRequests requests;
  private final FrontendClient frontends;
  private final Nodes nodes;
  private final TransactionClient transactions;
  private final ErrorLog errorLog;

  public DorisClient(DorisConnection connection) {
    this.connection = connection;
    this.requests = new HttpRequests(connection);
    this.frontends = new FrontendClient(connection, requests);
    this.nodes = new Nodes(connection, frontends);
    this.transactions = new TransactionClient(requests, nodes);
    this.errorLog = new ErrorLog(connection, requests);
  }

  /**
   * Opens a load on a backend, see {@link StreamLoad#open}.
   *
   * @throws LabelExistsException if a transaction that is not aborted owns the label
   * @throws LoadFailedException if no backend could be found for it, or it failed there
   */
  public StreamLoad open(StreamLoadRequest request)
      throws LoadFailedException, InterruptedException {
    HostPort backend = backendFor(request);
    try {
      return StreamLoad.open(connection, errorLog, backend, request);
    } catch (LoadFailedException e) {
      failed(backend, e.failure());
      throw e;
    }
  }

  /**
   * Tells that a load failed at this backend, so that it is avoided for a while if it is at fault.
   */
  public void failed(HostPort backend, LoadFailure failure) {
    if (failure.isNodeAtFault()) {
      nodes.avoid(backend);
    }
  }

  private HostPort backendFor(StreamLoadRequest request) throws LoadFailedException {
    try {
      return nodes.backendFor(request.path(), request.headers());
    } catch (IOException e) {
      LoadFailure failure =
          e instanceof DorisException
              ? LoadFailure.ofMessage("[ANALYSIS_ERROR]" + e.getMessage())
              : LoadFailure.UNREACHABLE;
      throw new LoadFailedException(
          failure,
          "Load "
              + request.label()
              + " into "
              + request.table()
              + " found no backend: "
              + e.getMessage(),
          e);
    }
  }

  public TransactionReply commit(String database, long transactionId) throws IOException {
    return transactions.commit(database, transactionId);
  }

  public TransactionReply abort(String database, long transactionId) throws IOException {
    return transactions.abort(database, transactionId);
  }

  /** Aborts what is PREPARE or PRECOMMITTED under this label; needs Doris 2.1. */
  public TransactionReply abort(String database, String label) throws IOException {
    return transactions.abort(database, label);
  }

  /** The state of the newest transaction with this label. */
  public LoadState loadState(String database, String label) throws IOException {
    return frontends.loadState(database, label);
  }

  /**
   * The newest transaction with this label, empty if the server knows none. Ids grow with time
   * (Doris: {@code TransactionIdGenerator.java}).
   */
  public OptionalLong transactionOf(String database, String label) throws IOException {
    String statement = "SHOW TRANSACTION WHERE LABEL = '" + label + "'";
    try {
      return frontends.show(database, statement).stream()
          .mapToLong(row -> Long.parseLong(row.get("TransactionId")))
          .max();
    } catch (StatementRefusedException unknown) {
      return OptionalLong.empty();
    }
  }

  /**
   * What the server tells of the rows that it filtered out of a load; empty where it tells nothing
   * that can be relied on, see {@link ErrorLogEntry}.
   *
   * @throws IOException if the log cannot be read
   */
  public List<ErrorLogEntry> filteredRows(StreamLoadReply reply) throws IOException {
    return reply.errorUrl().isEmpty()
        ? List.of()
        : ErrorLogEntry.parse(errorLog.read(reply.errorUrl()));
  }

  public Timeouts timeouts() {
    return connection.timeouts();
  }

  @Override
  public void close() {
    requests.close();
  }
}
