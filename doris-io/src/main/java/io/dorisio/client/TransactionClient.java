package io.dorisio.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Commits and aborts pre-committed transactions. Any live backend serves these: it relays them to
 * the master frontend (Doris: {@code stream_load_2pc.cpp}).
 */
final class TransactionClient {

  private final HttpRequests requests;
  private final Nodes nodes;

  TransactionClient(HttpRequests requests, Nodes nodes) {
    this.requests = requests;
    this.nodes = nodes;
  }

  TransactionReply commit(String database, long transactionId) throws IOException {
    return send(database, Map.of("txn_operation", "commit", "txn_id", "" + transactionId));
  }

  TransactionReply abort(String database, long transactionId) throws IOException {
    return send(database, Map.of("txn_operation", "abort", "txn_id", "" + transactionId));
  }

  /** Aborts the transaction of a label that is PREPARE or PRECOMMITTED; from Doris 2.1. */
  TransactionReply abort(String database, String label) throws IOException {
    return send(database, Map.of("txn_operation", "abort", "label", label));
  }

  private TransactionReply send(String database, Map<String, String> operation) throws IOException {
    String path = "/api/" + StreamLoadRequest.encode(database) + "/_stream_load_2pc";
    Map<String, String> headers = new LinkedHashMap<>(operation);
    headers.put("Expect", HttpRequests.EXPECT_CONTINUE);
    HostPort backend = nodes.backendFor(path, headers);
    HttpRequests.Answer answer = requests.put(backend, path, headers);
    JsonNode json = Replies.parse(answer.body(), "PUT " + path, backend);
    String message = json.path("msg").asText("");
    return new TransactionReply(
        TransactionReply.Outcome.of(json.path("status").asText(""), message), message);
  }
}
