package io.dorisio.emulator.http;

import io.dorisio.emulator.access.Account;
import io.dorisio.emulator.access.Credentials;
import io.dorisio.emulator.cluster.Cluster;
import io.dorisio.emulator.cluster.Node;
import io.dorisio.emulator.config.Setting;
import io.dorisio.emulator.config.Settings;
import io.dorisio.emulator.error.DorisException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;

/**
 * How a frontend sends loads and two-phase commits on to a backend (doris-protocol 1.2, 1.3, 1.5,
 * 1.6). The body is of no use to it, so the connection is closed after the answer.
 */
final class LoadRedirect {
  private static final String CONTENT_TYPE = "text/html;charset=utf-8";
  private static final List<String> GROUP_COMMIT_MODES =
      List.of("sync_mode", "async_mode", "off_mode");

  /** BeSelectionPolicy.toString for a load. */
  private static final String BACKEND_POLICY =
      "computeNode=false | query=false | load=true | schedule=false | tags= | medium=null";

  private final Cluster cluster;
  private final Settings settings;
  private final RedirectForm form;

  LoadRedirect(Cluster cluster, Settings settings, RedirectForm form) {
    this.cluster = cluster;
    this.settings = settings;
    this.form = form;
  }

  /**
   * The order of the checks is the server's; an unknown table is not noticed here (doris-protocol
   * 1.5).
   */
  void load(Exchange exchange, Account account) {
    closeAfterAnswer(exchange);
    String mode = exchange.header("group_commit").toLowerCase(Locale.ROOT);
    if (!mode.isEmpty() && !GROUP_COMMIT_MODES.contains(mode)) {
      fail(exchange, "Header `group_commit` can only be `sync_mode`, `async_mode` or `off_mode`.");
      return;
    }
    String refusal = FrontendServer.refusal(exchange, account);
    if (refusal != null) {
      exchange.reply(200, Envelope.CONTENT_TYPE, refusal);
    } else if (!exchange.hasHeader("Expect")) {
      fail(exchange, "There is no 100-continue header");
    } else if (exchange.path().get(1).isEmpty()) {
      fail(exchange, "No database selected.");
    } else if (exchange.path().get(2).isEmpty()) {
      fail(exchange, "No table selected.");
    } else {
      toBackend(exchange);
    }
  }

  void transaction(Exchange exchange, Account account) {
    closeAfterAnswer(exchange);
    String refusal = FrontendServer.refusal(exchange, account);
    String operation = exchange.header("txn_operation");
    if (refusal != null) {
      exchange.reply(200, Envelope.CONTENT_TYPE, refusal);
    } else if (exchange.path().get(1).isEmpty()) {
      fail(exchange, "No database selected.");
    } else if (exchange.header("txn_id").isEmpty() && exchange.header("label").isEmpty()) {
      fail(exchange, "No transaction id or label selected.");
    } else if (!operation.equalsIgnoreCase("commit") && !operation.equalsIgnoreCase("abort")) {
      fail(exchange, "No transaction operation('commit' or 'abort') selected.");
    } else {
      toBackend(exchange);
    }
  }

  private void closeAfterAnswer(Exchange exchange) {
    if (form.drainBytes() == 0) {
      exchange.closeConnection();
    }
  }

  /** What followers do with what only the master knows (RestBaseController.redirectToMaster). */
  void toMaster(Exchange exchange) {
    Node master = cluster.master();
    redirect(exchange, new NodeAddress(master.host(), master.port()));
  }

  private void toBackend(Exchange exchange) {
    Node backend = cluster.nextBackend();
    if (backend == null) {
      fail(
          exchange,
          "errCode = 2, detailMessage = No backend available for load, please check the status of"
              + " your backends., policy: "
              + BACKEND_POLICY);
      return;
    }
    String policy = exchange.header("redirect-policy");
    try {
      redirect(
          exchange,
          RedirectPolicy.target(
              policy.isEmpty() ? settings.get(Setting.STREAMLOAD_REDIRECT_POLICY) : policy,
              backend,
              exchange.header("Host")));
    } catch (DorisException e) {
      fail(exchange, e.detail());
    }
  }

  private static void fail(Exchange exchange, String message) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("status", "FAILED");
    fields.put("msg", message);
    exchange.reply(200, Envelope.CONTENT_TYPE, Json.compact(fields));
  }

  private void redirect(Exchange exchange, NodeAddress target) {
    Credentials credentials = Credentials.parse(exchange.header("Authorization"));
    String userInfo =
        form.userInfo() && credentials != null
            ? credentials.user() + ":" + credentials.password()
            : null;
    try {
      URI location =
          new URI(
              "http",
              userInfo,
              target.host(),
              target.port(),
              "/" + String.join("/", exchange.path()),
              null,
              null);
      String query = exchange.rawQuery();
      String tail = query != null ? "?" + query : form.danglingQuestionMark() ? "?" : "";
      exchange.setHeader(HttpHeader.LOCATION, location.toASCIIString() + tail);
      Duration idle =
          Duration.ofMillis(
              settings.number(Setting.STREAM_LOAD_REDIRECT_BOUNDED_DRAIN_MAX_IDLE_TIME_MS));
      exchange.reply(307, CONTENT_TYPE, "", form.drainBytes(), idle);
    } catch (URISyntaxException e) {
      fail(exchange, e.getMessage());
    }
  }
}
