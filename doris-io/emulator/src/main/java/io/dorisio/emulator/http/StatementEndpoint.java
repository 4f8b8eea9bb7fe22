package io.dorisio.emulator.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.dorisio.emulator.error.DorisException;
import io.dorisio.emulator.show.StatementRunner;
import io.dorisio.emulator.storage.QueryResult;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** POST /api/query/{ns}/{db} (doris-protocol 6). */
final class StatementEndpoint {
  private static final int DEFAULT_LIMIT = 1_000;
  private static final int MAX_LIMIT = 10_000;
  private static final DateTimeFormatter DATETIME =
      new DateTimeFormatterBuilder()
          .appendPattern("yyyy-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 6, true)
          .toFormatter();

  private final StatementRunner statements;

  StatementEndpoint(StatementRunner statements) {
    this.statements = statements;
  }

  void handle(Exchange exchange, String db) {
    long start = System.nanoTime();
    JsonNode body;
    try (InputStream in = exchange.body()) {
      body = Json.parse(in.readAllBytes());
    } catch (IOException e) {
      body = null;
    }
    String statement = body == null ? "" : body.path("stmt").asText("");
    if (statement.isBlank()) {
      exchange.reply(
          200,
          Envelope.CONTENT_TYPE,
          Envelope.error(403, "Bad Request", "Missing statement request body"));
      return;
    }
    int limit = Math.min(body.path("limit").asInt(DEFAULT_LIMIT), MAX_LIMIT);
    QueryResult result;
    try {
      result = statements.run(statement, db, limit);
    } catch (DorisException e) {
      exchange.reply(
          200,
          Envelope.CONTENT_TYPE,
          Envelope.error(1, "Error", "Failed to execute sql: " + e.frontendText()));
      return;
    }
    Map<String, Object> data = data(result);
    data.put("time", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
    boolean streamed =
        result.isResultSet() && !exchange.header("X-Doris-Stream").equalsIgnoreCase("false");
    exchange.reply(200, Envelope.CONTENT_TYPE, streamed ? streamed(data) : Envelope.success(data));
  }

  private static Map<String, Object> data(QueryResult result) {
    Map<String, Object> data = new LinkedHashMap<>();
    if (!result.isResultSet()) {
      data.put("type", "exec_status");
      data.put("status", Map.of());
      return data;
    }
    data.put("type", "result_set");
    data.put(
        "meta",
        result.columns().stream()
            .map(
                column -> {
                  Map<String, Object> meta = new LinkedHashMap<>();
                  meta.put("name", column.name());
                  meta.put("type", column.type());
                  return meta;
                })
            .toList());
    data.put("data", result.rows().stream().map(StatementEndpoint::row).toList());
    return data;
  }

  /** What the streaming writer makes: no count, and the data first. */
  private static String streamed(Map<String, Object> data) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("data", data);
    fields.put("msg", "success");
    fields.put("code", 0);
    return Json.compact(fields);
  }

  private static List<Object> row(List<Object> values) {
    List<Object> row = new ArrayList<>(values.size());
    values.forEach(value -> row.add(value(value)));
    return row;
  }

  private static Object value(Object value) {
    if (value instanceof LocalDateTime time) {
      return DATETIME.format(time);
    }
    boolean plain = value == null || value instanceof Boolean || value instanceof Number;
    return plain ? value : value.toString();
  }
}
