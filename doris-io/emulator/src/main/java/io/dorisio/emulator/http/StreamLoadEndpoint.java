package io.dorisio.emulator.http;

import io.dorisio.emulator.admin.RequestLog;
import io.dorisio.emulator.admin.ServedRequest;
import io.dorisio.emulator.cluster.Cluster;
import io.dorisio.emulator.cluster.Node;
import io.dorisio.emulator.fault.FaultKind;
import io.dorisio.emulator.fault.FaultTarget;
import io.dorisio.emulator.fault.Faults;
import io.dorisio.emulator.load.LoadReport;
import io.dorisio.emulator.load.LoadRequest;
import io.dorisio.emulator.load.StreamLoad;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;

/**
 * PUT /api/{db}/{table}/_stream_load on a backend: always 200, always a load reply (doris-protocol
 * 3).
 */
final class StreamLoadEndpoint {
  private final StreamLoad loads;
  private final Faults faults;
  private final ReplyFaults replyFaults;
  private final Cluster cluster;
  private final RequestLog log;
  private final InstantSource clock;

  StreamLoadEndpoint(
      StreamLoad loads, Faults faults, Cluster cluster, RequestLog log, InstantSource clock) {
    this.loads = loads;
    this.faults = faults;
    this.replyFaults = new ReplyFaults(faults);
    this.cluster = cluster;
    this.log = log;
    this.clock = clock;
  }

  void handle(Exchange exchange, Node node) {
    String db = exchange.path().get(1);
    String table = exchange.path().get(2);
    FaultTarget target = new FaultTarget(db, table, utf8(exchange.header("label")), node.name());
    boolean labelLost = losesLabel(exchange, target);
    LoadFaults loadFaults = new LoadFaults(faults, target, cluster, node, exchange);
    LoadRequest request =
        new LoadRequest(
            db,
            table,
            name -> labelLost && name.equals("label") ? "" : utf8(exchange.header(name)),
            exchange.clientAddress(),
            node.coordinator(),
            loadFaults::body);
    LoadReport report =
        loads.run(
            request, file -> "http://" + node.address() + "/api/_load_error_log?file=" + file);
    Map<String, Object> fields = report.fields();
    replyFaults.beforeReply(exchange, loss(fields), target);
    log.add(
        new ServedRequest(
            clock.instant(),
            ServedRequest.What.LOAD,
            node.name(),
            db,
            table,
            (String) fields.get("Label"),
            number(fields, "TxnId"),
            (String) fields.get("Status"),
            (String) fields.get("Message"),
            number(fields, "NumberLoadedRows"),
            number(fields, "NumberFilteredRows"),
            number(fields, "LoadBytes"),
            number(fields, "LoadTimeMs"),
            !exchange.isAborted()));
    exchange.reply(200, BackendServer.CONTENT_TYPE, Json.pretty(fields) + "\n");
  }

  private static long number(Map<String, Object> fields, String name) {
    return ((Number) fields.get(name)).longValue();
  }

  /** doris-protocol 2.4: newest servers take the label of a chunked load for group commit's. */
  private boolean losesLabel(Exchange exchange, FaultTarget target) {
    return exchange.header("Transfer-Encoding").toLowerCase(Locale.ROOT).contains("chunked")
        && !exchange.header("group_commit").equals("off_mode")
        && faults.strike(FaultKind.LABEL_LOST, target) != null;
  }

  private static FaultKind loss(Map<String, Object> fields) {
    if (!fields.get("Status").equals("Success")) {
      return null;
    }
    return "true".equals(fields.get("TwoPhaseCommit"))
        ? FaultKind.REPLY_LOST_AFTER_PRECOMMIT
        : FaultKind.REPLY_LOST_AFTER_COMMIT;
  }

  /**
   * Header values are UTF-8 where they are not ASCII (doris-protocol 11, 22); HTTP reads them as
   * Latin-1.
   */
  private static String utf8(String value) {
    boolean ascii = value.chars().allMatch(c -> c < 0x80);
    boolean latin = value.chars().allMatch(c -> c < 0x100);
    return ascii || !latin
        ? value
        : new String(value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
