package io.dorisio.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dorisio.emulator.transaction.TransactionRecord;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * A cluster given by its address: {@code -Ddoris.fe=host:8030}, {@code -Ddoris.user}, {@code
 * -Ddoris.password} and, where the backend's own address does not lead there, {@code
 * -Ddoris.be=host:8040}. The databases of the tests must not exist on it; they are dropped after
 * each test.
 */
final class RealDoris implements AnyDoris {
  /** What the tests create. */
  private static final List<String> DATABASES = List.of("db", "other");

  /** Decimals come as JSON numbers and keep their digits. */
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static final String FAILURE = "Failed to execute sql: ";
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration START_TIMEOUT = Duration.ofMinutes(3);
  private static final long POLL_NANOS = Duration.ofMillis(50).toNanos();
  private static final int MOST_ROWS = 10_000;
  private static final DateTimeFormatter DATETIME =
      new DateTimeFormatterBuilder()
          .appendPattern("yyyy-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .toFormatter(Locale.ROOT);

  /** Whether the cluster was waited for; a cluster that never came is not waited for again. */
  private static final AtomicBoolean AWAITED = new AtomicBoolean();

  private final HttpClient client = HttpClient.newHttpClient();
  private final String frontend;
  private final String backend;

  private RealDoris(String frontend, String backend) throws SQLException {
    this.frontend = frontend;
    this.backend = backend.isEmpty() ? firstBackend() : backend;
  }

  static boolean isGiven() {
    return !frontendGiven().isEmpty();
  }

  private static String frontendGiven() {
    return System.getProperty("doris.fe", "");
  }

  static String user() {
    return System.getProperty("doris.user", "root");
  }

  static String password() {
    return System.getProperty("doris.password", "");
  }

  /** The value of an {@code Authorization} header. */
  static String credentials() {
    return "Basic "
        + Base64.getEncoder().encodeToString((user() + ":" + password()).getBytes(UTF_8));
  }

  static RealDoris connect() throws SQLException {
    RealDoris cluster = new RealDoris(frontendGiven(), System.getProperty("doris.be", ""));
    List<String> existing = cluster.existingDatabases();
    if (!existing.isEmpty()) {
      throw new IllegalStateException(
          "the cluster has the databases "
              + existing
              + ", which the tests would drop; drop them yourself or give another cluster");
    }
    return cluster;
  }

  @Override
  public String frontendAddress() {
    return frontend;
  }

  @Override
  public String backendAddress() {
    return backend;
  }

  /** A cluster that was just started has none at first. */
  private String firstBackend() throws SQLException {
    Duration timeout = AWAITED.getAndSet(true) ? Duration.ZERO : START_TIMEOUT;
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      try {
        JsonNode first =
            send(request("/api/backends?is_alive=true").GET().build()).path("backends").path(0);
        if (!first.isMissingNode()) {
          return first.path("ip").asText() + ":" + first.path("http_port").asInt();
        }
      } catch (SQLException e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
      }
      if (System.nanoTime() > deadline) {
        throw new SQLException("the cluster at " + frontend + " has no live backend");
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  @Override
  public void execute(String sql) throws SQLException {
    statement(sql);
  }

  @Override
  public List<List<Object>> query(String sql) throws SQLException {
    JsonNode result = statement(sql);
    List<List<Object>> rows = new ArrayList<>();
    for (JsonNode values : result.path("data")) {
      List<Object> row = new ArrayList<>();
      for (int i = 0; i < values.size(); i++) {
        row.add(value(values.get(i), result.path("meta").path(i).path("type").asText()));
      }
      rows.add(row);
    }
    return rows;
  }

  private static Object value(JsonNode value, String type) {
    if (value.isNull()) {
      return null;
    }
    String text = value.asText();
    String name = type.toUpperCase(Locale.ROOT);
    if (name.startsWith("DATETIME")) {
      return LocalDateTime.parse(text, DATETIME);
    }
    if (name.startsWith("DATE")) {
      return LocalDate.parse(text);
    }
    if (name.startsWith("DECIMAL")) {
      return value.isNumber() ? value.decimalValue() : new BigDecimal(text);
    }
    return switch (name) {
      case "BOOLEAN" -> value.asBoolean() || text.equals("1");
      case "TINYINT" -> Byte.valueOf(text);
      case "SMALLINT" -> Short.valueOf(text);
      case "INT" -> Integer.valueOf(text);
      case "BIGINT" -> Long.valueOf(text);
      case "LARGEINT" -> new BigInteger(text);
      case "FLOAT" -> Float.valueOf(text);
      case "DOUBLE" -> Double.valueOf(text);
      default -> text;
    };
  }

  private JsonNode statement(String sql) throws SQLException {
    try {
      String body = MAPPER.writeValueAsString(Map.of("stmt", sql, "limit", MOST_ROWS));
      return send(
          request("/api/query/default_cluster/information_schema")
              .header("Content-Type", "application/json;charset=UTF-8")
              .header("X-Doris-Stream", "false")
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build());
    } catch (IOException e) {
      throw new SQLException(e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://" + frontend + path))
        .timeout(REQUEST_TIMEOUT)
        .header("Authorization", credentials());
  }

  private JsonNode send(HttpRequest request) throws SQLException {
    try {
      String body = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
      JsonNode reply = MAPPER.readTree(body);
      if (reply.path("code").asInt(-1) != 0) {
        String text = reply.path("data").asText(body);
        throw new SQLException(text.startsWith(FAILURE) ? text.substring(FAILURE.length()) : text);
      }
      return reply.path("data");
    } catch (IOException e) {
      throw new SQLException("the cluster at " + frontend + " does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException(e);
    }
  }

  @Override
  public void awaitVisible(Duration timeout) throws SQLException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (anyCommitted()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("transactions are still not visible after " + timeout);
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  private boolean anyCommitted() throws SQLException {
    for (String database : existingDatabases()) {
      String transactions = "SHOW TRANSACTION FROM " + database + " WHERE LABEL LIKE '%'";
      if (query(transactions).stream().anyMatch(row -> row.contains("COMMITTED"))) {
        return true;
      }
    }
    return false;
  }

  private List<String> existingDatabases() throws SQLException {
    String names = "'" + String.join("', '", DATABASES) + "'";
    return query(
            "SELECT SCHEMA_NAME FROM information_schema.schemata WHERE SCHEMA_NAME IN ("
                + names
                + ")")
        .stream()
        .map(row -> row.get(0).toString())
        .toList();
  }

  @Override
  public List<TransactionRecord> transactions() {
    return abort("only the emulator lists its transactions");
  }

  @Override
  public void close() throws SQLException {
    for (String database : DATABASES) {
      execute("DROP DATABASE IF EXISTS " + database + " FORCE");
    }
  }
}
