package io.dorisio.emulator.http;

import io.dorisio.emulator.access.Account;
import io.dorisio.emulator.access.Credentials;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpHeader;

/**
 * How a frontend sends loads and two-phase commits on to a backend (doris-protocol 1.2, 1.3, 1.5,
 * 1.6). The body is never read, so the connection is of no further use and closed.
 */
public final class LoadRedirect {
  private static final String CONTENT_TYPE = "text/html;charset=utf-8";
  private static final List<String> GROUP_COMMIT_MODES =
      List.of("sync_mode", "async_mode", "off_mode");

  private final List<NodeAddress> backends;
  private final boolean danglingQuestionMark;
  private final AtomicInteger turn = new AtomicInteger();

  /**
   * @param danglingQuestionMark whether the Location ends with {@code ?} where there is no query,
   *     as up to about 4.0
   */
  public LoadRedirect(List<NodeAddress> backends, boolean danglingQuestionMark) {
    this.backends = backends;
    this.danglingQuestionMark = danglingQuestionMark;
  }

  List<NodeAddress> backends() {
    return backends;
  }

  /**
   * The order of the checks is the server's; an unknown table is not noticed here (doris-protocol
   * 1.5).
   */
  void load(Exchange exchange, Account account) {
    exchange.closeConnection();
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
      redirect(exchange);
    }
  }

  void transaction(Exchange exchange, Account account) {
    exchange.closeConnection();
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
      redirect(exchange);
    }
  }

  private static void fail(Exchange exchange, String message) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("status", "FAILED");
    fields.put("msg", message);
    exchange.reply(200, Envelope.CONTENT_TYPE, Json.compact(fields));
  }

  private void redirect(Exchange exchange) {
    NodeAddress backend = backends.get(Math.floorMod(turn.getAndIncrement(), backends.size()));
    Credentials credentials = Credentials.parse(exchange.header("Authorization"));
    String userInfo = credentials.user() + ":" + credentials.password();
    try {
      URI target =
          new URI(
              "http",
              userInfo,
              backend.host(),
              backend.port(),
              "/" + String.join("/", exchange.path()),
              null,
              null);
      String query = exchange.rawQuery();
      String tail = query != null ? "?" + query : danglingQuestionMark ? "?" : "";
      exchange.setHeader(HttpHeader.LOCATION, target.toASCIIString() + tail);
      exchange.reply(307, CONTENT_TYPE, "");
    } catch (URISyntaxException e) {
      fail(exchange, e.getMessage());
    }
  }
}
