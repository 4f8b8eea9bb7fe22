package io.dorisio.pipelines.demo;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** SQL over a Doris frontend's HTTP interface; the same for the local Doris and a real one. */
public final class DorisSql {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();
  private static final int MAX_ROWS = 10_000;
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
  private final URI address;
  private final String authorization;

  /**
   * @param feNode {@code host:port}
   * @param database the session's database; it must exist
   */
  public DorisSql(String feNode, String database, String user, String password) {
    this.address = URI.create("http://" + feNode + "/api/query/internal/" + database);
    byte[] credentials = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    this.authorization = "Basic " + Base64.getEncoder().encodeToString(credentials);
  }

  /** Runs a statement that returns no rows. */
  public void execute(String sql) throws IOException, InterruptedException {
    send(sql);
  }

  /** The rows of a query, up to 10,000 of them, each value as its text; null is null. */
  public List<List<String>> query(String sql) throws IOException, InterruptedException {
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode row : send(sql).path("data")) {
      List<String> values = new ArrayList<>(row.size());
      row.forEach(value -> values.add(value.isNull() ? null : value.asText()));
      rows.add(values);
    }
    return rows;
  }

  private JsonNode send(String sql) throws IOException, InterruptedException {
    byte[] body = JSON.writeValueAsBytes(Map.of("stmt", sql, "is_sync", true, "limit", MAX_ROWS));
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(TIMEOUT)
            .header("Authorization", authorization)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new IOException(
          String.format(
              "Doris at %s answered HTTP %d to: %s%n%s",
              address,
              response.statusCode(),
              sql,
              new String(response.body(), StandardCharsets.UTF_8)));
    }
    JsonNode reply = JSON.readTree(response.body());
    if (reply.path("code").asInt(-1) != 0) {
      throw new IOException(
          String.format(
              "Doris at %s refused: %s%n%s %s",
              address, sql, reply.path("msg").asText(), reply.path("data").asText()));
    }
    return reply.path("data");
  }
}
