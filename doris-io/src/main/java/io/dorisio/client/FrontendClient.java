package io.dorisio.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The frontends' REST API. Frontends are tried in order: one that cannot be reached passes it on.
 */
final class FrontendClient {

  private final DorisConnection connection;
  private final HttpRequests requests;
  private final AvoidedNodes avoided = new AvoidedNodes();

  FrontendClient(DorisConnection connection, HttpRequests requests) {
    this.connection = connection;
    this.requests = requests;
  }

  /** A request that any frontend may serve. */
  private interface Call<R> {
    R at(HostPort frontend) throws IOException;
  }

  /**
   * Asks a frontend for the backend that is to take this request. No body is sent: the frontend
   * only redirects (Doris: {@code LoadAction.java}). The address is all that is taken from its
   * Location; the credentials in it are ours, and are sent again by ourselves.
   */
  HostPort redirect(String path, Map<String, String> headers) throws IOException {
    return anyFrontend(
        "PUT " + path,
        frontend -> {
          HttpRequests.Answer answer = requests.put(frontend, path, headers);
          if (answer.location() == null) {
            throw Replies.refusal(
                Replies.parse(answer.body(), "PUT " + path, frontend), "PUT " + path, frontend);
          }
          return address(answer.location(), frontend);
        });
  }

  /** The backends that are alive. */
  List<HostPort> backends() throws IOException {
    String path = "/api/backends?is_alive=true";
    return anyFrontend(
        "GET " + path,
        frontend -> {
          JsonNode data =
              Replies.frontendData(requests.get(frontend, path).body(), "GET " + path, frontend);
          List<HostPort> alive = new ArrayList<>();
          for (JsonNode backend : data.path("backends")) {
            alive.add(
                connection.reachable(
                    new HostPort(backend.path("ip").asText(), backend.path("http_port").asInt())));
          }
          return alive;
        });
  }

  /** The state of the newest transaction with this label. A follower redirects to the master. */
  LoadState loadState(String database, String label) throws IOException {
    String path =
        "/api/"
            + StreamLoadRequest.encode(database)
            + "/get_load_state?label="
            + StreamLoadRequest.encode(label);
    return anyFrontend(
        "GET " + path,
        frontend -> {
          HostPort node = frontend;
          HttpRequests.Answer answer = requests.get(node, path);
          if (answer.location() != null) {
            node = address(answer.location(), frontend);
            answer = requests.get(node, path);
          }
          JsonNode data = Replies.frontendData(answer.body(), "GET " + path, node);
          return LoadState.parse(data.asText());
        });
  }

  /** The data of an answer to a GET. */
  JsonNode data(String path) throws IOException {
    return anyFrontend(
        "GET " + path,
        frontend ->
            Replies.frontendData(requests.get(frontend, path).body(), "GET " + path, frontend));
  }

  /** Runs a query or SHOW statement; each row by the names of its columns. */
  List<Map<String, String>> show(String database, String statement) throws IOException {
    JsonNode data = execute(database, statement);
    List<Map<String, String>> rows = new ArrayList<>();
    for (JsonNode values : data.path("data")) {
      Map<String, String> row = new HashMap<>();
      for (int i = 0; i < values.size(); i++) {
        row.put(data.path("meta").path(i).path("name").asText(), values.path(i).asText());
      }
      rows.add(row);
    }
    return rows;
  }

  /** Runs a statement; the data of its answer. */
  JsonNode execute(String database, String statement) throws IOException {
    String path = "/api/query/default_cluster/" + StreamLoadRequest.encode(database);
    return anyFrontend(
        statement,
        frontend -> {
          String body = requests.postJson(frontend, path, Map.of("stmt", statement)).body();
          JsonNode answer = Replies.parse(body, statement, frontend);
          if (answer.path("code").asInt(-1) == 0) {
            return answer.path("data");
          }
          throw new StatementRefusedException(statement, frontend, Replies.words(answer));
        });
  }

  private <R> R anyFrontend(String request, Call<R> call) throws IOException {
    List<String> failures = new ArrayList<>();
    IOException last = null;
    for (HostPort frontend : inOrder()) {
      try {
        R answer = call.at(frontend);
        avoided.remove(frontend);
        return answer;
      } catch (DorisException refused) {
        // It answered: another frontend would say the same.
        throw refused;
      } catch (IOException unreachable) {
        avoided.add(frontend);
        failures.add(frontend + ": " + unreachable);
        last = unreachable;
      }
    }
    throw new IOException(
        "No frontend of "
            + connection.frontends()
            + " could be asked for "
            + request
            + " "
            + failures,
        last);
  }

  /** As configured, but those that failed lately last. */
  private List<HostPort> inOrder() {
    List<HostPort> ordered = new ArrayList<>(connection.frontends());
    // A stable sort: false before true.
    ordered.sort(Comparator.comparing(avoided::contains));
    return ordered;
  }

  private HostPort address(String location, HostPort frontend) throws DorisException {
    try {
      URI uri = new URI(location);
      // A password with unusual characters can leave the authority unparsed: host and port stand
      // last.
      String authority = uri.getRawAuthority();
      String hostPort = authority.substring(authority.lastIndexOf('@') + 1);
      return connection.reachable(HostPort.parse(hostPort));
    } catch (URISyntaxException | RuntimeException e) {
      // The location is not shown, nor the cause that holds it: it carries the password.
      throw new DorisException(
          "FE "
              + frontend
              + " redirected to an address that cannot be read as http://host:port/path");
    }
  }
}
