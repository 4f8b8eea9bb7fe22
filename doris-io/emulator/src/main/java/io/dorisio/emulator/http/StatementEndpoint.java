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
  private static final String STREAMED_CONTENT_TYPE = "application/json;charset=utf-8";
  private static final String RESULT_SET = "result_set";
  private static final String EXEC_STATUS = "exec_status";
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
    boolean streamed = !exchange.header("X-Doris-Stream").equalsIgnoreCase("false");
    // What is streamed has no limit (httpv2/util/streamresponse/JsonStreamResponse.java).
    long limit =
        streamed ? Long.MAX_VALUE : Math.min(body.path("limit").asInt(DEFAULT_LIMIT), MAX_LIMIT);
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
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    if (streamed) {
      exchange.reply(200, STREAMED_CONTENT_TYPE, streamed(result, millis));
    } else {
      exchange.reply(200, Envelope.CONTENT_TYPE, Envelope.success(collected(result, millis)));
    }
  }

  /** Keys as StatementSubmitter's hash maps order them. */
  private static Map<String, Object> collected(QueryResult result, long millis) {
    Map<String, Object> data = new LinkedHashMap<>();
    if (result.isResultSet()) {
      data.put("data", rows(result));
      data.put("meta", meta(result));
      data.put("time", millis);
      data.put("type", RESULT_SET);
    } else {
      data.put("time", millis);
      data.put("type", EXEC_STATUS);
      data.put("status", Map.of());
    }
    return data;
  }

  /** What JsonStreamResponse writes: no count, and the data of a query first. */
  private static String streamed(QueryResult result, long millis) {
    Map<String, Object> data = new LinkedHashMap<>();
    Map<String, Object> fields = new LinkedHashMap<>();
    if (result.isResultSet()) {
      data.put("type", RESULT_SET);
      data.put("meta", meta(result));
      data.put("data", rows(result));
      fields.put("data", data);
    } else {
      data.put("type", EXEC_STATUS);
      data.put("status", Map.of());
    }
    data.put("time", millis);
    fields.put("msg", "success");
    fields.put("code", 0);
    fields.putIfAbsent("data", data);
    return Json.compact(fields);
  }

  private static List<Map<String, Object>> meta(QueryResult result) {
    List<Map<String, Object>> meta = new ArrayList<>();
    for (QueryResult.ResultColumn column : result.columns()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("name", column.name());
      fields.put("type", column.type());
      meta.add(fields);
    }
    return meta;
  }

  private static List<List<Object>> rows(QueryResult result) {
    return result.rows().stream().map(StatementEndpoint::row).toList();
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
