package io.dorisio.emulator.http;

import io.dorisio.emulator.access.Account;
import io.dorisio.emulator.access.Credentials;
import io.dorisio.emulator.admin.RequestLog;
import io.dorisio.emulator.clock.AdjustableClock;
import io.dorisio.emulator.cluster.Cluster;
import io.dorisio.emulator.cluster.Node;
import io.dorisio.emulator.config.Settings;
import io.dorisio.emulator.error.DorisException;
import io.dorisio.emulator.fault.FaultKind;
import io.dorisio.emulator.fault.FaultTarget;
import io.dorisio.emulator.fault.Faults;
import io.dorisio.emulator.fault.Strike;
import io.dorisio.emulator.show.StatementRunner;
import io.dorisio.emulator.storage.TableStore;
import io.dorisio.emulator.transaction.TransactionManager;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What a frontend's HTTP port answers (doris-protocol 1.1, 6). */
public final class FrontendServer extends Handler.Abstract {
  private final Supplier<Node> self;
  private final Cluster cluster;
  private final Faults faults;
  private final RequestLog log;
  private final AdminEndpoint admin;
  private final Account account;
  private final LoadRedirect redirect;
  private final StatementEndpoint statements;
  private final ClusterEndpoints information;
  private final MetaEndpoints meta;

  /**
   * @param self the node that this is
   */
  public FrontendServer(
      Supplier<Node> self,
      Cluster cluster,
      Settings settings,
      AdjustableClock clock,
      Faults faults,
      RequestLog log,
      RedirectForm form,
      AdminEndpoint admin,
      Account account,
      TransactionManager transactions,
      TableStore store,
      StatementRunner statements) {
    this.self = self;
    this.cluster = cluster;
    this.faults = faults;
    this.log = log;
    this.admin = admin;
    this.account = account;
    this.redirect = new LoadRedirect(cluster, settings, form);
    this.statements = new StatementEndpoint(statements);
    this.meta = new MetaEndpoints(transactions, store);
    this.information =
        new ClusterEndpoints(transactions, store.catalog(), cluster, clock.instant());
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Exchange exchange = new Exchange(request, response, callback);
    if (!admin.handle(exchange) && !dies(exchange)) {
      answer(exchange);
    }
    return true;
  }

  private boolean dies(Exchange exchange) {
    List<String> path = exchange.path();
    boolean load = path.size() == 4 && path.get(3).equals("_stream_load");
    FaultTarget target =
        new FaultTarget(
            path.size() > 2 ? path.get(1) : "",
            load ? path.get(2) : "",
            exchange.header("label"),
            self.get().name());
    Strike down = faults.strike(FaultKind.FRONTEND_DOWN, target);
    if (down != null) {
      cluster.crash(self.get(), down);
      exchange.abort();
    }
    return down != null;
  }

  private void answer(Exchange exchange) {
    List<String> path = exchange.path();
    String last = path.get(path.size() - 1);
    int parts = path.size();
    boolean put = exchange.method().equals("PUT");
    boolean get = exchange.method().equals("GET");
    if (!path.get(0).equals("api")) {
      exchange.reply(404, Envelope.CONTENT_TYPE, Envelope.error(404, "Not Found", path.toString()));
    } else if (put && parts == 4 && last.equals("_stream_load")) {
      log.redirected();
      redirect.load(exchange, account);
    } else if (put && (parts == 3 || parts == 4) && last.equals("_stream_load_2pc")) {
      log.redirected();
      redirect.transaction(exchange, account);
    } else if (get && parts == 2 && last.equals("health")) {
      information.health(exchange);
    } else if (get && parts == 2 && last.equals("bootstrap")) {
      information.bootstrap(exchange);
    } else if (authenticated(exchange)) {
      if (get && parts == 2 && last.equals("backends")) {
        information.backends(exchange);
      } else if (get && parts == 4 && last.equals("_schema")) {
        information.schema(exchange, path.get(1), path.get(2));
      } else if (get && parts == 5 && last.equals("_schema")) {
        information.schema(exchange, path.get(2), path.get(3));
      } else if (get && parts == 4 && last.equals("_count")) {
        meta.count(exchange, path.get(1), path.get(2));
      } else if (get && parts == 3 && last.equals("_load_info")) {
        meta.loadInfo(exchange, path.get(1));
      } else if (get && parts == 4 && path.get(1).equals("enable_light_schema_change")) {
        meta.lightSchemaChange(exchange, path.get(2), last);
      } else if (get && isNamespaces(path)) {
        meta.namespaces(exchange, path);
      } else if (get && parts == 3 && last.equals("get_load_state")) {
        if (self.get() == cluster.master()) {
          information.loadState(exchange, path.get(1));
        } else {
          redirect.toMaster(exchange);
        }
      } else if (exchange.method().equals("POST")
          && (parts == 3 || parts == 4)
          && path.get(1).equals("query")) {
        statements.handle(exchange, parts == 4 ? path.get(3) : null);
      } else {
        exchange.reply(
            404, Envelope.CONTENT_TYPE, Envelope.error(404, "Not Found", exchange.rawPath()));
      }
    }
  }

  private static boolean isNamespaces(List<String> path) {
    int parts = path.size();
    return (parts == 5 || parts == 7 || parts == 9)
        && path.get(1).equals("meta")
        && path.get(2).equals("namespaces")
        && path.get(4).equals("databases")
        && (parts < 7 || path.get(6).equals("tables"))
        && (parts < 9 || path.get(8).equals("schema"));
  }

  private boolean authenticated(Exchange exchange) {
    String refusal = refusal(exchange, account);
    if (refusal != null) {
      exchange.reply(200, Envelope.CONTENT_TYPE, refusal);
    }
    return refusal == null;
  }

  /**
   * The body that refuses a client, HTTP 200 all the same (doris-protocol 1.5); null where it may
   * pass.
   */
  static String refusal(Exchange exchange, Account account) {
    Credentials credentials = Credentials.parse(exchange.header("Authorization"));
    if (credentials == null) {
      return Envelope.error(401, "Unauthorized", "Need auth information.");
    }
    try {
      account.check(credentials, exchange.clientAddress());
      return null;
    } catch (DorisException e) {
      return Envelope.error(401, "Unauthorized", e.detail());
    }
  }
}
