package io.dorisio.pipelines.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dorisio.pipelines.demo.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The REST interface of a Flink JobManager. */
final class FlinkRest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final HttpClient http = HttpClient.newHttpClient();
  private final String address;

  FlinkRest(int port) {
    this.address = "http://127.0.0.1:" + port;
  }

  int taskSlots() throws InterruptedException {
    try {
      return get("/overview").path("slots-total").asInt();
    } catch (IOException e) {
      return 0;
    }
  }

  /** The newest job. */
  String newestJob() throws IOException, InterruptedException {
    String newest = null;
    long start = -1;
    for (JsonNode job : get("/jobs/overview").path("jobs")) {
      if (job.path("start-time").asLong() > start) {
        start = job.path("start-time").asLong();
        newest = job.path("jid").asText();
      }
    }
    return newest;
  }

  String state(String job) throws IOException, InterruptedException {
    return get("/jobs/" + job).path("state").asText();
  }

  /** The messages of what made the job fail, the newest first. */
  String failures(String job) throws IOException, InterruptedException {
    return get("/jobs/" + job + "/exceptions?maxExceptions=20").toString();
  }

  /** Metrics are fetched when they are first asked for; until then the answer is empty. */
  int restarts(String job) throws IOException, InterruptedException {
    JsonNode[] metric = new JsonNode[1];
    Await.<IOException>until(
        "the number of restarts of job " + job,
        PATIENCE,
        () -> {
          metric[0] = get("/jobs/" + job + "/metrics?get=numRestarts").path(0).path("value");
          return !metric[0].isMissingNode();
        });
    return metric[0].asInt();
  }

  long completedCheckpoints(String job) throws IOException, InterruptedException {
    return get("/jobs/" + job + "/checkpoints").path("counts").path("completed").asLong();
  }

  /** How often the job has gone back to a checkpoint or savepoint. */
  int restores(String job) throws IOException, InterruptedException {
    return get("/jobs/" + job + "/checkpoints").path("counts").path("restored").asInt();
  }

  /** The path of the newest checkpoint or savepoint that is complete. */
  String newestCheckpoint(String job) throws IOException, InterruptedException {
    JsonNode latest = get("/jobs/" + job + "/checkpoints").path("latest").path("completed");
    return latest.path("external_path").asText();
  }

  void cancel(String job) throws IOException, InterruptedException {
    send("PATCH", "/jobs/" + job + "?mode=cancel", "");
    awaitState(job, "CANCELED");
  }

  void awaitState(String job, String state) throws InterruptedException {
    Await.<RuntimeException>until(
        "job " + job + " to be " + state,
        PATIENCE,
        () -> {
          try {
            return state(job).equals(state);
          } catch (IOException e) {
            return false;
          }
        });
  }

  /** Takes a savepoint of a job that goes on; returns its path. */
  String savepoint(String job) throws IOException, InterruptedException {
    return awaitSavepoint(
        job, send("POST", "/jobs/" + job + "/savepoints", "{\"cancel-job\":false}"));
  }

  /** Stops the job with a savepoint, drained or not; returns its path. */
  String stop(String job, boolean drain) throws IOException, InterruptedException {
    String path =
        awaitSavepoint(job, send("POST", "/jobs/" + job + "/stop", "{\"drain\":" + drain + "}"));
    awaitState(job, "FINISHED");
    return path;
  }

  private String awaitSavepoint(String job, JsonNode trigger)
      throws IOException, InterruptedException {
    String request = trigger.path("request-id").asText();
    JsonNode[] done = new JsonNode[1];
    Await.<IOException>until(
        "savepoint of job " + job,
        PATIENCE,
        () -> {
          done[0] = get("/jobs/" + job + "/savepoints/" + request);
          return done[0].path("status").path("id").asText().equals("COMPLETED");
        });
    JsonNode operation = done[0].path("operation");
    if (operation.has("failure-cause")) {
      throw new IOException("The savepoint failed: " + operation.path("failure-cause"));
    }
    return operation.path("location").asText();
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    return send("GET", path, null);
  }

  private JsonNode send(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest.BodyPublisher publisher =
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body);
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(URI.create(address + path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .method(method, publisher)
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() >= 300) {
      throw new IOException(method + " " + path + ": " + response.body());
    }
    return JSON.readTree(response.body());
  }
}
