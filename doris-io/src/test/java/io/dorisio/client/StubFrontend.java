package io.dorisio.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A frontend that answers what a test tells it to, and refuses everything else. */
public final class StubFrontend implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String REFUSAL =
      "{\"msg\":\"Error\",\"code\":1,\"data\":\"errCode = 2, detailMessage = refused\",\"count\":0}";

  private final HttpServer server;
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final Map<String, Runnable> events = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  public StubFrontend() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Answers a path, or a statement, with this data in the envelope of a success. */
  public StubFrontend with(String pathOrStatement, String data) {
    answers.put(
        pathOrStatement, "{\"msg\":\"success\",\"code\":0,\"data\":" + data + ",\"count\":0}");
    return this;
  }

  /** Refuses a statement in these words. */
  public StubFrontend refuse(String statement, String words) {
    Map<String, Object> refusal =
        Map.of(
            "msg",
            "Error",
            "code",
            1,
            "data",
            "Failed to execute sql: errCode = 2, detailMessage = " + words,
            "count",
            0);
    answers.put(statement, JSON.valueToTree(refusal).toString());
    return this;
  }

  /** Lets something happen once, while the statement is answered as it would be without it. */
  public StubFrontend during(String statement, Runnable event) {
    events.put(statement, event);
    return this;
  }

  /** Answers a statement with one row. */
  public StubFrontend withRow(String statement, Map<String, String> row) {
    List<Map<String, String>> meta =
        row.keySet().stream().map(name -> Map.of("name", name, "type", "CHAR")).toList();
    Map<String, Object> data =
        Map.of(
            "type",
            "result_set",
            "meta",
            meta,
            "data",
            List.of(List.copyOf(row.values())),
            "time",
            1);
    return with(statement, JSON.valueToTree(data).toString());
  }

  /** Paths and statements, in the order in which they came. */
  public List<String> asked() {
    return asked;
  }

  public DorisConnection connection() {
    return DorisConnection.of("127.0.0.1:" + server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String question =
        body.length == 0
            ? exchange.getRequestURI().getPath()
            : JSON.readTree(body).path("stmt").asText();
    asked.add(question);
    byte[] answer = answers.getOrDefault(question, REFUSAL).getBytes(StandardCharsets.UTF_8);
    Runnable event = events.remove(question);
    if (event != null) {
      event.run();
    }
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
