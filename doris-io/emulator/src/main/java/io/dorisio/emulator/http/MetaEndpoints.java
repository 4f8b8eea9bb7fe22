package io.dorisio.emulator.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.dorisio.emulator.error.DorisException;
import io.dorisio.emulator.schema.Column;
import io.dorisio.emulator.schema.TableSchema;
import io.dorisio.emulator.storage.TableStore;
import io.dorisio.emulator.transaction.TransactionManager;
import io.dorisio.emulator.transaction.TransactionRecord;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a frontend tells of single tables and loads beside their schema (doris-protocol 6). */
final class MetaEndpoints {
  private final TransactionManager transactions;
  private final TableStore store;

  MetaEndpoints(TransactionManager transactions, TableStore store) {
    this.transactions = transactions;
    this.store = store;
  }

  /** GET /api/{db}/{table}/_count. */
  void count(Exchange exchange, String db, String table) {
    try {
      require(db, table);
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("status", 200);
      data.put("size", store.countRows(db, table));
      succeed(exchange, data);
    } catch (DorisException e) {
      fail(exchange, e.frontendText());
    }
  }

  /**
   * GET /api/{db}/_load_info, in the shape that GetLoadInfoAction keeps for old clients. What it
   * says of a label it does not know is UNVERIFIED.
   */
  void loadInfo(Exchange exchange, String db) {
    String label = exchange.parameter("label");
    TransactionRecord record = transactions.record(db, label);
    Map<String, Object> answer = new LinkedHashMap<>();
    if (label.isEmpty() || record == null) {
      answer.put("status", "FAILED");
      answer.put("msg", label.isEmpty() ? "No label selected" : "label does not exist: " + label);
    } else {
      Map<String, Object> job = new LinkedHashMap<>();
      job.put("dbName", db);
      job.put("tblNames", List.of(record.table()));
      job.put("label", label);
      job.put("clusterName", "default_cluster");
      job.put("state", jobState(record));
      job.put("failMsg", record.abortReason());
      job.put("trackingUrl", "\\N");
      answer.put("status", "OK");
      answer.put("msg", "Success");
      answer.put("jobInfo", job);
    }
    exchange.reply(200, Envelope.CONTENT_TYPE, Json.compact(answer));
  }

  private static String jobState(TransactionRecord record) {
    return switch (record.state()) {
      case ABORTED -> "CANCELLED";
      case VISIBLE, COMMITTED -> "FINISHED";
      default -> "LOADING";
    };
  }

  /** GET /api/enable_light_schema_change/{db}/{table}, with a body (TableSchemaAction). */
  void lightSchemaChange(Exchange exchange, String db, String table) {
    try (InputStream in = exchange.body()) {
      require(db, table);
      JsonNode body = Json.parse(in.readAllBytes());
      TableSchema schema = store.catalog().find(db, table);
      String column = body.path("columnName").asText();
      boolean key =
          body.path("isDropColumn").asBoolean()
              && schema.columns().stream().anyMatch(c -> c.key() && c.name().equals(column));
      if (key) {
        fail(exchange, "table " + table + " disable light schema change");
      } else {
        succeed(exchange, null);
      }
    } catch (DorisException e) {
      fail(exchange, e.frontendText());
    } catch (IOException e) {
      fail(exchange, String.valueOf(e.getMessage()));
    }
  }

  /** GET /api/meta/namespaces/{ns}/databases[/{db}/tables[/{table}/schema]]. */
  void namespaces(Exchange exchange, List<String> path) {
    try {
      switch (path.size()) {
        case 5 -> succeed(exchange, List.copyOf(store.catalog().databases()));
        case 7 ->
            succeed(
                exchange,
                store.catalog().tables().stream()
                    .filter(table -> table.database().equals(path.get(5)))
                    .map(TableSchema::name)
                    .toList());
        default -> {
          require(path.get(5), path.get(7));
          succeed(exchange, describe(store.catalog().find(path.get(5), path.get(7))));
        }
      }
    } catch (DorisException e) {
      fail(exchange, e.frontendText());
    }
  }

  private static Map<String, Object> describe(TableSchema table) {
    List<Object> columns = new ArrayList<>();
    for (Column column : table.columns()) {
      Map<String, Object> view = new LinkedHashMap<>();
      view.put("Field", column.name());
      view.put("Type", column.type().primitiveName());
      view.put("Null", column.nullable() ? "Yes" : "No");
      view.put("Extra", table.aggregationWord(column));
      view.put("Default", null);
      view.put("Key", String.valueOf(column.key()).toLowerCase(Locale.ROOT));
      columns.add(view);
    }
    Map<String, Object> index = new LinkedHashMap<>();
    index.put("schema", columns);
    index.put("is_base", true);
    return Map.of(table.name(), index);
  }

  private void require(String db, String table) throws DorisException {
    store.catalog().tableForLoad(db, table);
  }

  private static void succeed(Exchange exchange, Object data) {
    exchange.reply(200, Envelope.CONTENT_TYPE, Envelope.success(data));
  }

  private static void fail(Exchange exchange, String data) {
    exchange.reply(200, Envelope.CONTENT_TYPE, Envelope.error(1, "Error", data));
  }
}
