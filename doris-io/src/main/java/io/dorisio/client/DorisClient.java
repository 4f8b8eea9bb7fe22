package io.dorisio.client;

import java.io.IOException;

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
    this.errorLog = new ErrorLog(requests);
  }

  /**
   * Opens a load on a backend, see {@link StreamLoad#open}.
   *
   * @throws IOException if no backend could be found for it
   */
  public StreamLoad open(StreamLoadRequest request) throws IOException, InterruptedException {
    HostPort backend;
    try {
      backend = nodes.backendFor(request.path(), request.headers());
    } catch (IOException e) {
      throw new LoadFailedException(
          "Load "
              + request.label()
              + " into "
              + request.table()
              + " found no backend: "
              + e.getMessage(),
          e);
    }
    return StreamLoad.open(connection, errorLog, backend, request);
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

  public Timeouts timeouts() {
    return connection.timeouts();
  }

  @Override
  public void close() {
    requests.close();
  }
}
