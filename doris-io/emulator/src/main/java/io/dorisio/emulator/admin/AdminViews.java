package io.dorisio.emulator.admin;

import com.fasterxml.jackson.databind.JsonNode;
import io.dorisio.emulator.clock.AdjustableClock;
import io.dorisio.emulator.cluster.Cluster;
import io.dorisio.emulator.cluster.Node;
import io.dorisio.emulator.error.DorisException;
import io.dorisio.emulator.fault.ActiveFault;
import io.dorisio.emulator.fault.Fault;
import io.dorisio.emulator.fault.FaultKind;
import io.dorisio.emulator.schema.TableSchema;
import io.dorisio.emulator.storage.TableStore;
import io.dorisio.emulator.transaction.TransactionRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the admin API shows, as maps in the order of their fields. */
final class AdminViews {
  private final AdjustableClock clock;
  private final Cluster cluster;
  private final TableStore store;

  AdminViews(AdjustableClock clock, Cluster cluster, TableStore store) {
    this.clock = clock;
    this.cluster = cluster;
    this.store = store;
  }

  Map<String, Object> clock() {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("now", clock.instant().toString());
    view.put("aheadSeconds", clock.ahead().toSeconds());
    return view;
  }

  List<Object> nodes() {
    List<Object> views = new ArrayList<>();
    for (List<Node> nodes : List.of(cluster.frontends(), cluster.backends())) {
      for (Node node : nodes) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("name", node.name());
        view.put("address", node.address());
        view.put("running", node.isRunning());
        view.put("alive", cluster.isAlive(node));
        view.put("master", node == cluster.master());
        view.put("openConnections", node.isRunning() ? node.openConnections() : 0);
        views.add(view);
      }
    }
    return views;
  }

  List<Object> tables() throws DorisException {
    List<Object> views = new ArrayList<>();
    for (TableSchema table : store.catalog().tables()) {
      Map<String, Object> view = new LinkedHashMap<>();
      view.put("db", table.database());
      view.put("table", table.name());
      view.put("keysType", table.model().keysType());
      view.put("rows", store.countRows(table.database(), table.name()));
      views.add(view);
    }
    return views;
  }

  Map<String, Object> transaction(TransactionRecord record) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", record.id());
    view.put("db", record.db());
    view.put("table", record.table());
    view.put("label", record.label());
    view.put("state", record.state());
    view.put("coordinator", record.coordinator());
    view.put("rows", record.loadedRows());
    view.put("filteredRows", record.filteredRows());
    view.put("bytes", record.bytes());
    view.put("began", text(record.beginTime()));
    view.put("preCommitted", text(record.preCommitTime()));
    view.put("committed", text(record.commitTime()));
    view.put("finished", text(record.finishTime()));
    view.put("reason", record.abortReason());
    return view;
  }

  Map<String, Object> request(ServedRequest request) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("time", text(request.time()));
    view.put("what", request.what());
    view.put("node", request.node());
    view.put("db", request.db());
    view.put("table", request.table());
    view.put("label", request.label());
    view.put("transaction", request.transaction());
    view.put("status", request.status());
    view.put("message", request.message());
    view.put("rows", request.rows());
    view.put("filteredRows", request.filteredRows());
    view.put("bytes", request.bytes());
    view.put("millis", request.millis());
    view.put("answered", request.answered());
    return view;
  }

  Map<String, Object> fault(ActiveFault active) {
    Fault fault = active.fault();
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", active.id());
    view.put("kind", fault.kind());
    view.put("database", fault.database());
    view.put("table", fault.table());
    view.put("label", fault.label());
    view.put("node", fault.node());
    view.put("afterBytes", fault.afterBytes());
    view.put("spreadBytes", fault.spreadBytes());
    view.put("durationMillis", fault.duration().toMillis());
    view.put("times", fault.times());
    view.put("probability", fault.probability());
    view.put("seed", fault.seed());
    view.put("struck", active.struck());
    return view;
  }

  /** A fault as the admin API takes it; what is missing is as {@link Fault#of} has it. */
  Fault read(JsonNode body) {
    if (body == null || !body.has("kind")) {
      throw new IllegalArgumentException("a fault needs a kind");
    }
    Fault any = Fault.of(FaultKind.valueOf(body.path("kind").asText()));
    return any.database(body.path("database").asText(any.database()))
        .table(body.path("table").asText(any.table()))
        .label(body.path("label").asText(any.label()))
        .node(body.path("node").asText(any.node()))
        .afterBytes(body.path("afterBytes").asLong(any.afterBytes()))
        .spreadBytes(body.path("spreadBytes").asLong(any.spreadBytes()))
        .lasting(Duration.ofMillis(body.path("durationMillis").asLong(0)))
        .times(body.path("times").asInt(any.times()))
        .probability(body.path("probability").asDouble(any.probability()))
        .seed(body.path("seed").asLong(any.seed()));
  }

  private static String text(Instant instant) {
    return instant == null ? null : instant.toString();
  }
}
