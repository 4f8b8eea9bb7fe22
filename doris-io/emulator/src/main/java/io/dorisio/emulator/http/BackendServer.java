package io.dorisio.emulator.http;

import io.dorisio.emulator.access.Account;
import io.dorisio.emulator.access.Credentials;
import io.dorisio.emulator.admin.RequestLog;
import io.dorisio.emulator.clock.AdjustableClock;
import io.dorisio.emulator.cluster.Cluster;
import io.dorisio.emulator.cluster.Node;
import io.dorisio.emulator.config.Setting;
import io.dorisio.emulator.config.Settings;
import io.dorisio.emulator.error.DorisException;
import io.dorisio.emulator.fault.Faults;
import io.dorisio.emulator.load.ErrorLogs;
import io.dorisio.emulator.load.StreamLoad;
import io.dorisio.emulator.storage.Catalog;
import io.dorisio.emulator.transaction.TransactionManager;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What a backend's HTTP port answers (doris-protocol 1.1). */
public final class BackendServer extends Handler.Abstract {
  /** libevent's default, which the handlers leave as it is (doris-protocol 1.7). */
  static final String CONTENT_TYPE = "text/html; charset=ISO-8859-1";

  private final Supplier<Node> self;
  private final Settings settings;
  private final Account account;
  private final StreamLoadEndpoint loads;
  private final TwoPhaseCommitEndpoint commits;
  private final ErrorLogs errorLogs;

  /**
   * @param self the node that this is
   */
  public BackendServer(
      Supplier<Node> self,
      Cluster cluster,
      Settings settings,
      AdjustableClock clock,
      Faults faults,
      RequestLog log,
      StreamLoad loads,
      TransactionManager transactions,
      Catalog catalog,
      Account account,
      ErrorLogs errorLogs) {
    this.self = self;
    this.settings = settings;
    this.account = account;
    this.loads = new StreamLoadEndpoint(loads, faults, cluster, log, clock);
    this.commits = new TwoPhaseCommitEndpoint(transactions, catalog, account, faults, log, clock);
    this.errorLogs = errorLogs;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Exchange exchange = new Exchange(request, response, callback);
    exchange.compressReply();
    List<String> path = exchange.path();
    String last = path.get(path.size() - 1);
    boolean api = path.get(0).equals("api");
    boolean put = exchange.method().equals("PUT");
    if (api && put && path.size() == 4 && last.equals("_stream_load")) {
      loads.handle(exchange, self.get());
    } else if (api
        && put
        && (path.size() == 3 || path.size() == 4)
        && last.equals("_stream_load_2pc")) {
      if (mayPass(exchange)) {
        commits.handle(exchange, self.get());
      }
    } else if (api && path.size() == 2 && last.equals("_load_error_log")) {
      errorLog(exchange);
    } else if (api && path.size() == 2 && last.equals("health")) {
      exchange.reply(200, "application/json", "{\"status\": \"OK\",\"msg\": \"To Be Added\"}");
    } else {
      exchange.reply(404, CONTENT_TYPE, "Not Found");
    }
    return true;
  }

  /** Real codes, but only where enable_all_http_auth is on (doris-protocol 1.5). */
  private boolean mayPass(Exchange exchange) {
    if (!settings.isOn(Setting.ENABLE_ALL_HTTP_AUTH)) {
      return true;
    }
    Credentials credentials = Credentials.parse(exchange.header("Authorization"));
    if (credentials == null) {
      exchange.setHeader(HttpHeader.WWW_AUTHENTICATE, "Basic realm=\"Restricted\"");
      exchange.reply(401, CONTENT_TYPE, "Unauthorized");
      return false;
    }
    try {
      account.check(credentials, exchange.clientAddress());
      return true;
    } catch (DorisException e) {
      exchange.reply(403, CONTENT_TYPE, "Forbidden");
      return false;
    }
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
