package io.dorisio.emulator.http;

import io.dorisio.emulator.access.Account;
import io.dorisio.emulator.access.Credentials;
import io.dorisio.emulator.admin.RequestLog;
import io.dorisio.emulator.admin.ServedRequest;
import io.dorisio.emulator.cluster.Node;
import io.dorisio.emulator.error.DorisException;
import io.dorisio.emulator.fault.FaultKind;
import io.dorisio.emulator.fault.FaultTarget;
import io.dorisio.emulator.fault.Faults;
import io.dorisio.emulator.fault.Strike;
import io.dorisio.emulator.storage.Catalog;
import io.dorisio.emulator.transaction.TransactionManager;
import io.dorisio.emulator.transaction.TransactionRecord;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** PUT /api/{db}/_stream_load_2pc on a backend (doris-protocol 4.2, 4.4). */
final class TwoPhaseCommitEndpoint {
  private static final String ABORT_REASON = "User Abort";

  private final TransactionManager transactions;
  private final Catalog catalog;
  private final Account account;
  private final Faults faults;
  private final ReplyFaults replyFaults;
  private final RequestLog log;
  private final InstantSource clock;

  TwoPhaseCommitEndpoint(
      TransactionManager transactions,
      Catalog catalog,
      Account account,
      Faults faults,
      RequestLog log,
      InstantSource clock) {
    this.transactions = transactions;
    this.catalog = catalog;
    this.account = account;
    this.faults = faults;
    this.replyFaults = new ReplyFaults(faults);
    this.log = log;
    this.clock = clock;
  }

  void handle(Exchange exchange, Node node) {
    long start = System.nanoTime();
    TransactionRecord asked = asked(exchange);
    FaultTarget target =
        new FaultTarget(
            exchange.path().get(1),
            asked == null ? "" : asked.table(),
            asked == null ? exchange.header("label") : asked.label(),
            node.name());
    if (strikesBefore(exchange, target)) {
      return;
    }
    String status;
    String message;
    try {
      // FrontendServiceImpl.loadTxn2PC answers NOT_MASTER before it looks at anything.
      if (faults.strike(FaultKind.NOT_MASTER, target) != null) {
        throw DorisException.backend("NOT_MASTER", "TStatus: FE is not master");
      }
      message = run(exchange);
      status = "Success";
    } catch (DorisException e) {
      status = e.code();
      message = e.getMessage();
    } catch (IOException e) {
      status = DorisException.INTERNAL_ERROR;
      message = e.getMessage();
    }
    boolean commit = exchange.header("txn_operation").equalsIgnoreCase("commit");
    FaultKind loss = commit ? FaultKind.REPLY_LOST_AFTER_COMMIT : FaultKind.REPLY_LOST_AFTER_ABORT;
    replyFaults.beforeReply(exchange, status.equals("Success") ? loss : null, target);
    log.add(
        new ServedRequest(
            clock.instant(),
            commit ? ServedRequest.What.COMMIT : ServedRequest.What.ABORT,
            node.name(),
            target.database(),
            target.table(),
            target.label(),
            asked == null ? -1 : asked.id(),
            status,
            message,
            0,
            0,
            0,
            TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start),
            !exchange.isAborted()));
    // Lower-case keys, strings only (doris-protocol 4.4).
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("status", status);
    fields.put("msg", message);
    exchange.reply(200, BackendServer.CONTENT_TYPE, Json.pretty(fields));
  }

  private boolean strikesBefore(Exchange exchange, FaultTarget target) {
    Strike hangs = faults.strike(FaultKind.BACKEND_HANGS, target);
    if (hangs != null) {
      try {
        LoadFaults.await(hangs);
      } catch (IOException e) {
        exchange.abort();
      }
    }
    if (faults.strike(FaultKind.CONNECTION_CLOSED, target) != null) {
      exchange.abort();
    }
    return exchange.isAborted();
  }

  private TransactionRecord asked(Exchange exchange) {
    try {
      String id = exchange.header("txn_id");
      return id.isEmpty()
          ? transactions.record(exchange.path().get(1), exchange.header("label"))
          : transactions.record(transactionId(id));
    } catch (DorisException e) {
      return null;
    }
  }

  private String run(Exchange exchange) throws DorisException, IOException {
    String idHeader = exchange.header("txn_id");
    String label = exchange.header("label");
    String operation = exchange.header("txn_operation");
    long id = idHeader.isEmpty() ? -1 : transactionId(idHeader);
    boolean commit = operation.equalsIgnoreCase("commit");
    if (!commit && !operation.equalsIgnoreCase("abort")) {
      throw DorisException.backend(
          DorisException.INTERNAL_ERROR, "transaction operation should be 'commit' or 'abort'");
    }
    Credentials credentials = Credentials.parse(exchange.header("Authorization"));
    account.check(
        credentials == null ? new Credentials("", "") : credentials, exchange.clientAddress());
    String db = exchange.path().get(1);
    if (!catalog.hasDatabase(db)) {
      throw DorisException.analysis("unknown database, database=" + db);
    }
    if (id >= 0) {
      if (commit) {
        transactions.commit(db, id);
      } else {
        transactions.abort(db, id, ABORT_REASON);
      }
    } else if (commit) {
      transactions.commitLabel(db, label);
    } else {
      transactions.abortLabel(db, label, ABORT_REASON);
    }
    return (label.isEmpty() ? "" : "label [" + label + "] ")
        + (id < 0 ? "" : "transaction [" + id + "] ")
        + (commit ? "commit" : "abort")
        + " successfully.";
  }

  /** Reads as far as there are digits, as the server's stoull does. */
  private static long transactionId(String header) throws DorisException {
    String text = header.strip();
    int end = 0;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    try {
      return Long.parseLong(text.substring(0, end));
    } catch (NumberFormatException e) {
      throw DorisException.backend(
          DorisException.INTERNAL_ERROR, "convert txn_id [" + header + "] failed, reason=stoull");
    }
  }
}
