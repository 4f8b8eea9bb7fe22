package io.dorisio.emulator.http;

import io.dorisio.emulator.access.Account;
import io.dorisio.emulator.load.ErrorLogs;
import io.dorisio.emulator.load.StreamLoad;
import io.dorisio.emulator.storage.Catalog;
import io.dorisio.emulator.transaction.TransactionManager;
import java.util.List;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What a backend's HTTP port answers (doris-protocol 1.1). */
public final class BackendServer extends Handler.Abstract {
  /** libevent's default, which the handlers leave as it is (doris-protocol 1.7). */
  static final String CONTENT_TYPE = "text/html; charset=ISO-8859-1";

  private final StreamLoadEndpoint loads;
  private final TwoPhaseCommitEndpoint commits;
  private final ErrorLogs errorLogs;

  public BackendServer(
      StreamLoad loads,
      TransactionManager transactions,
      Catalog catalog,
      Account account,
      ErrorLogs errorLogs) {
    this.loads = new StreamLoadEndpoint(loads);
    this.commits = new TwoPhaseCommitEndpoint(transactions, catalog, account);
    this.errorLogs = errorLogs;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Exchange exchange = new Exchange(request, response, callback);
    List<String> path = exchange.path();
    String last = path.get(path.size() - 1);
    boolean api = path.get(0).equals("api");
    boolean put = exchange.method().equals("PUT");
    if (api && put && path.size() == 4 && last.equals("_stream_load")) {
      loads.handle(exchange, Request.getLocalAddr(request), Request.getLocalPort(request));
    } else if (api
        && put
        && (path.size() == 3 || path.size() == 4)
        && last.equals("_stream_load_2pc")) {
      commits.handle(exchange);
    } else if (api && path.size() == 2 && last.equals("_load_error_log")) {
      errorLog(exchange);
    } else if (api && path.size() == 2 && last.equals("health")) {
      exchange.reply(200, "application/json", "{\"status\": \"OK\",\"msg\": \"To Be Added\"}");
    } else {
      exchange.reply(404, CONTENT_TYPE, "Not Found");
    }
    return true;
  }

  private void errorLog(Exchange exchange) {
    String text = errorLogs.read(exchange.parameter("file"));
    if (text == null) {
      exchange.reply(404, CONTENT_TYPE, "file not exist");
    } else {
      exchange.reply(200, "text/plain; charset=utf-8", text);
    }
  }
}
