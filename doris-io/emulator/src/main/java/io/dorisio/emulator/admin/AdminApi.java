package io.dorisio.emulator.admin;

import com.fasterxml.jackson.databind.JsonNode;
import io.dorisio.emulator.clock.AdjustableClock;
import io.dorisio.emulator.cluster.Cluster;
import io.dorisio.emulator.cluster.Node;
import io.dorisio.emulator.error.DorisException;
import io.dorisio.emulator.fault.FaultKind;
import io.dorisio.emulator.fault.Faults;
import io.dorisio.emulator.storage.TableStore;
import io.dorisio.emulator.transaction.TransactionManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The switches that no real server has, under {@code /_emulator} of each frontend and of the admin
 * port, which no fault strikes. Answers are JSON.
 *
 * <ul>
 *   <li>{@code GET /_emulator/state}: clock, nodes, tables, transactions, faults and counters
 *   <li>{@code GET /_emulator/counters}
 *   <li>{@code GET /_emulator/requests?limit=n}: the latest loads and two-phase commits
 *   <li>{@code GET /_emulator/transactions?limit=n}: the latest transactions
 *   <li>{@code GET /_emulator/faults}; {@code POST} one, {@code {"kind":"TOO_MANY_VERSIONS",
 *       "table":"t", "times":3}}, with the fields of {@link io.dorisio.emulator.fault.Fault} and
 *       {@code durationMillis}; {@code DELETE /_emulator/faults/{id}}; {@code DELETE
 *       /_emulator/faults}
 *   <li>{@code POST /_emulator/faults/mix}: {@code {"seed":1, "probability":0.05, "kinds":[…]}}
 *   <li>{@code POST /_emulator/clock/advance?seconds=n}
 *   <li>{@code POST /_emulator/nodes/{be-0}/stop} and {@code …/start}
 *   <li>{@code POST /_emulator/transactions/{id}/expire}
 * </ul>
 */
public final class AdminApi {
  /** An answer. */
  public record Reply(int status, Object body) {}

  private static final int DEFAULT_LIMIT = 200;

  private final AdjustableClock clock;
  private final Cluster cluster;
  private final Faults faults;
  private final TransactionManager transactions;
  private final RequestLog requests;
  private final Watch watch;
  private final AdminViews views;

  public AdminApi(
      AdjustableClock clock,
      Cluster cluster,
      Faults faults,
      TransactionManager transactions,
      TableStore store,
      RequestLog requests,
      Watch watch) {
    this.clock = clock;
    this.cluster = cluster;
    this.faults = faults;
    this.transactions = transactions;
    this.requests = requests;
    this.watch = watch;
    this.views = new AdminViews(clock, cluster, store);
  }

  /**
   * Serves one request.
   *
   * @param path its parts after {@code _emulator}
   * @param parameter a parameter of the query; empty where it is not sent
   * @param body null where there is none
   */
  public Reply serve(
      String method, List<String> path, UnaryOperator<String> parameter, JsonNode body) {
    try {
      Object answer = answer(method + " " + path.get(0), path, parameter, body);
      return answer == null ? error(404, "no such switch") : new Reply(200, answer);
    } catch (IllegalArgumentException | DorisException e) {
      return error(400, e.getMessage());
    } catch (Exception e) {
      return error(500, String.valueOf(e));
    }
  }

  private static Reply error(int status, String text) {
    return new Reply(status, Map.of("error", text));
  }

  private Object answer(
      String what, List<String> path, UnaryOperator<String> parameter, JsonNode body)
      throws Exception {
    return switch (what) {
      case "GET state" -> state();
      case "GET counters" -> watch.counters();
      case "GET requests" ->
          latest(requests.latest(), parameter).stream().map(views::request).toList();
      case "GET transactions" ->
          latest(transactions.records(), parameter).stream().map(views::transaction).toList();
      case "POST transactions" -> expire(path);
      case "GET faults" -> faults.active().stream().map(views::fault).toList();
      case "POST faults" ->
          path.size() > 1 ? mix(body) : Map.of("id", faults.add(views.read(body)));
      case "DELETE faults" -> remove(path);
      case "GET clock" -> views.clock();
      case "POST clock" -> advance(parameter.apply("seconds"));
      case "POST nodes" -> node(path);
      default -> null;
    };
  }

  private Object state() throws DorisException {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("clock", views.clock());
    state.put("counters", watch.counters());
    state.put("nodes", views.nodes());
    state.put("tables", views.tables());
    List<Object> running = new ArrayList<>();
    List<Object> finished = new ArrayList<>();
    transactions
        .records()
        .forEach(r -> (r.state().isFinal() ? finished : running).add(views.transaction(r)));
    state.put("running", last(running, DEFAULT_LIMIT));
    state.put("finished", last(finished, DEFAULT_LIMIT));
    state.put("faults", faults.active().stream().map(views::fault).toList());
    return state;
  }

  private static <T> List<T> latest(List<T> all, UnaryOperator<String> parameter) {
    String limit = parameter.apply("limit");
    return last(all, limit.isEmpty() ? DEFAULT_LIMIT : Integer.parseInt(limit));
  }

  private static <T> List<T> last(List<T> all, int count) {
    return all.subList(Math.max(0, all.size() - count), all.size());
  }

  private Object expire(List<String> path) throws DorisException {
    long id = Long.parseLong(path.get(1));
    var record = transactions.record(id);
    transactions.expire(record == null ? "" : record.db(), id);
    return Map.of("expired", id);
  }

  private Object mix(JsonNode body) {
    List<FaultKind> kinds = new ArrayList<>();
    body.path("kinds").forEach(kind -> kinds.add(FaultKind.valueOf(kind.asText())));
    return Map.of(
        "ids",
        faults.mix(
            body.path("seed").asLong(),
            body.path("probability").asDouble(),
            kinds.toArray(FaultKind[]::new)));
  }

  private Object remove(List<String> path) {
    if (path.size() > 1) {
      return Map.of("removed", faults.remove(Long.parseLong(path.get(1))));
    }
    faults.clear();
    return Map.of("removed", true);
  }

  private Object advance(String seconds) {
    clock.advance(Duration.ofSeconds(Long.parseLong(seconds)));
    return views.clock();
  }

  private Object node(List<String> path) throws Exception {
    Node node = cluster.find(path.get(1));
    if (node == null) {
      throw new IllegalArgumentException("no node " + path.get(1));
    }
    switch (path.get(2)) {
      case "stop" -> cluster.stop(node);
      case "start" -> cluster.start(node);
      default -> throw new IllegalArgumentException("stop or start, not " + path.get(2));
    }
    return views.nodes();
  }
}
