package io.dorisio.emulator;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * What the conformance tests share: a Doris of their own and short ways to speak to it.
 *
 * @param <C> the Doris
 */
abstract class DorisTest<C extends AutoCloseable> {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  static final String JSON = "format: json";
  static final String BY_LINE = "read_json_by_line: true";
  static final String TWO_PHASES = "two_phase_commit: true";

  C doris;

  abstract C start() throws Exception;

  abstract String frontendAddress();

  abstract String backendAddress();

  abstract void execute(String sql) throws Exception;

  /** What a query yields once all that is committed is visible. */
  abstract List<List<Object>> rows(String sql) throws Exception;

  @BeforeEach
  void startDoris() throws Exception {
    doris = start();
    execute("CREATE DATABASE db");
    execute(
        "CREATE TABLE db.t (k INT NOT NULL, v VARCHAR(8) NULL) DUPLICATE KEY(k)"
            + " DISTRIBUTED BY HASH(k) BUCKETS 1 PROPERTIES('replication_num' = '1')");
  }

  @AfterEach
  void stopDoris() throws Exception {
    if (doris != null) {
      doris.close();
    }
  }

  RawHttp frontend() throws IOException {
    return new RawHttp(frontendAddress());
  }

  RawHttp backend() throws IOException {
    return new RawHttp(backendAddress());
  }

  static String authorization() {
    return "Authorization: " + RealDoris.credentials();
  }

  /** A whole load straight to the backend. */
  JsonNode load(String table, String body, String... headers) throws IOException {
    return load(table, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  JsonNode load(String table, byte[] bytes, String... headers) throws IOException {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add(authorization());
    all.add("Content-Length: " + bytes.length);
    try (RawHttp http = backend()) {
      http.head("PUT /api/db/" + table + "/_stream_load", all.toArray(String[]::new)).send(bytes);
      return json(http.answer());
    }
  }

  /** A load of one row in chunks. */
  JsonNode chunked(String... headers) throws IOException {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add(authorization());
    all.add("Transfer-Encoding: chunked");
    try (RawHttp http = backend()) {
      http.head("PUT /api/db/t/_stream_load", all.toArray(String[]::new));
      return json(http.chunk("1\ta\n").lastChunk().answer());
    }
  }

  /** What the reply's ErrorURL leads to. */
  String errorLog(JsonNode reply) throws IOException {
    String url = reply.path("ErrorURL").asText();
    assertTrue(url.startsWith("http://" + backendAddress() + "/api/_load_error_log?file="));
    try (RawHttp http = backend()) {
      return http.head("GET " + url.substring(url.indexOf("/api/"))).answer().body();
    }
  }

  /** A load of one row that stays pre-committed; returns its transaction. */
  long preCommit(String label) throws IOException {
    return load("t", "1,a\n", "label: " + label, TWO_PHASES, "column_separator: ,")
        .path("TxnId")
        .asLong();
  }

  JsonNode transaction(String... headers) throws IOException {
    return transactionOf("db", headers);
  }

  JsonNode transactionOf(String db, String... headers) throws IOException {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add(authorization());
    all.add("Content-Length: 0");
    try (RawHttp http = backend()) {
      return json(
          http.head("PUT /api/" + db + "/_stream_load_2pc", all.toArray(String[]::new)).answer());
    }
  }

  JsonNode get(String path) throws IOException {
    try (RawHttp http = frontend()) {
      return json(http.head("GET " + path, authorization()).answer());
    }
  }

  static JsonNode json(RawHttp.Answer answer) throws IOException {
    return MAPPER.readTree(answer.body());
  }

  static JsonNode json(String text) throws IOException {
    return MAPPER.readTree(text);
  }
}
