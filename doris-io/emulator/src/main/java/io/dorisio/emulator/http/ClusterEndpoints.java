package io.dorisio.emulator.http;

import io.dorisio.emulator.cluster.Cluster;
import io.dorisio.emulator.cluster.Node;
import io.dorisio.emulator.schema.Column;
import io.dorisio.emulator.schema.ColumnType;
import io.dorisio.emulator.schema.TableSchema;
import io.dorisio.emulator.storage.Catalog;
import io.dorisio.emulator.transaction.TransactionManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a frontend tells of the cluster, its tables and its loads (doris-protocol 6). */
final class ClusterEndpoints {
  private final TransactionManager transactions;
  private final Catalog catalog;
  private final Cluster cluster;
  private final Instant startTime;

  ClusterEndpoints(
      TransactionManager transactions, Catalog catalog, Cluster cluster, Instant startTime) {
    this.transactions = transactions;
    this.catalog = catalog;
    this.cluster = cluster;
    this.startTime = startTime;
  }

  void health(Exchange exchange) {
    List<Node> backends = cluster.backends();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("total_backend_num", backends.size());
    data.put("online_backend_num", backends.stream().filter(cluster::isAlive).count());
    succeed(exchange, data);
  }

  void bootstrap(Exchange exchange) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("replayedJournalId", 0);
    data.put("queryPort", 0);
    data.put("rpcPort", 0);
    data.put("version", "doris-emulator");
    data.put("startTime", startTime.toEpochMilli());
    succeed(exchange, data);
  }

  void backends(Exchange exchange) {
    List<Map<String, Object>> backends = new ArrayList<>();
    boolean onlyAlive = exchange.parameter("is_alive").equalsIgnoreCase("true");
    for (Node node : cluster.backends()) {
      if (!onlyAlive || cluster.isAlive(node)) {
        Map<String, Object> backend = new LinkedHashMap<>();
        backend.put("ip", node.host());
        backend.put("http_port", node.port());
        backend.put("is_alive", cluster.isAlive(node));
        backends.add(backend);
      }
    }
    succeed(exchange, Map.of("backends", backends));
  }

  void loadState(Exchange exchange, String db) {
    String label = exchange.parameter("label");
    if (label.isEmpty()) {
      exchange.reply(
          200, Envelope.CONTENT_TYPE, Envelope.error(403, "Bad Request", "No label selected"));
    } else if (!catalog.hasDatabase(db)) {
      fail(exchange, "errCode = 7, detailMessage = unknown database, database=" + db);
    } else {
      succeed(exchange, transactions.labelState(db, label));
    }
  }

  void schema(Exchange exchange, String db, String name) {
    if (!catalog.hasDatabase(db)) {
      fail(exchange, "errCode = 7, detailMessage = unknown database, database=" + db);
      return;
    }
    TableSchema table = catalog.find(db, name);
    if (table == null) {
      fail(exchange, "errCode = 7, detailMessage = unknown table, tableName=" + name);
      return;
    }
    List<Map<String, Object>> properties = new ArrayList<>();
    for (Column column : table.columns()) {
      Map<String, Object> property = new LinkedHashMap<>();
      property.put("name", column.name());
      property.put("aggregation_type", table.aggregationWord(column));
      property.put("comment", column.comment());
      property.put("type", column.type().primitiveName());
      if (column.type().kind() == ColumnType.Kind.DECIMAL) {
        property.put("precision", String.valueOf(column.type().precision()));
        property.put("scale", String.valueOf(column.type().scale()));
      }
      properties.add(property);
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("keysType", table.model().keysType());
    data.put("properties", properties);
    data.put("status", 200);
    succeed(exchange, data);
  }

  private static void succeed(Exchange exchange, Object data) {
    exchange.reply(200, Envelope.CONTENT_TYPE, Envelope.success(data));
  }

  private static void fail(Exchange exchange, String data) {
    exchange.reply(200, Envelope.CONTENT_TYPE, Envelope.error(1, "Error", data));
  }
}
