package io.dorisio.emulator.http;

import io.dorisio.emulator.access.Account;
import io.dorisio.emulator.access.Credentials;
import io.dorisio.emulator.error.DorisException;
import io.dorisio.emulator.storage.Catalog;
import io.dorisio.emulator.transaction.TransactionManager;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** PUT /api/{db}/_stream_load_2pc on a backend (doris-protocol 4.2, 4.4). */
final class TwoPhaseCommitEndpoint {
  private static final String ABORT_REASON = "User Abort";

  private final TransactionManager transactions;
  private final Catalog catalog;
  private final Account account;

  TwoPhaseCommitEndpoint(TransactionManager transactions, Catalog catalog, Account account) {
    this.transactions = transactions;
    this.catalog = catalog;
    this.account = account;
  }

  void handle(Exchange exchange) {
    String status;
    String message;
    try {
      message = run(exchange);
      status = "Success";
    } catch (DorisException e) {
      status = e.code();
      message = e.getMessage();
    } catch (IOException e) {
      status = DorisException.INTERNAL_ERROR;
      message = e.getMessage();
    }
    // Lower-case keys, strings only (doris-protocol 4.4).
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("status", status);
    fields.put("msg", message);
    exchange.reply(200, BackendServer.CONTENT_TYPE, Json.pretty(fields));
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
