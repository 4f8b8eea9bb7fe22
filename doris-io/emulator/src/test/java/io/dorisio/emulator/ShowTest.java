package io.dorisio.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.dorisio.emulator.config.Setting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** doris-protocol 6: statements and endpoints about the cluster, its tables and its loads. */
class ShowTest extends EmulatorTest {
  private JsonNode sql(String statement) throws IOException {
    byte[] body =
        ("{\"stmt\":\"" + statement.replace("\"", "\\\"") + "\"}").getBytes(StandardCharsets.UTF_8);
    try (RawHttp http = frontend()) {
      return json(
          http.head(
                  "POST /api/query/default_cluster/db",
                  authorization(),
                  "Content-Length: " + body.length)
              .send(body)
              .answer());
    }
  }

  private static List<String> names(JsonNode answer) {
    List<String> names = new ArrayList<>();
    answer.path("data").path("meta").forEach(column -> names.add(column.path("name").asText()));
    return names;
  }

  @Test
  void transactionByLabelHasTheServersColumns() throws Exception {
    long id = preCommit("l");
    JsonNode answer = sql("SHOW TRANSACTION FROM db WHERE LABEL = 'l'");
    assertEquals(
        List.of(
            "TransactionId",
            "Label",
            "Coordinator",
            "TransactionStatus",
            "LoadJobSourceType",
            "PrepareTime",
            "PreCommitTime",
            "CommitTime",
            "PublishTime",
            "FinishTime",
            "Reason",
            "ErrorReplicasCount",
            "ListenerId",
            "TimeoutMs",
            "ErrMsg"),
        names(answer));
    JsonNode row = answer.path("data").path("data").get(0);
    assertEquals(String.valueOf(id), row.get(0).asText());
    assertEquals("l", row.get(1).asText());
    assertEquals("BE: 127.0.0.1", row.get(2).asText());
    assertEquals("PRECOMMITTED", row.get(3).asText());
    assertEquals("BACKEND_STREAMING", row.get(4).asText());
    assertEquals("\\N", row.get(7).asText());
    assertEquals("259200000", row.get(13).asText());
  }

  @Test
  void transactionsLikeALabelAreListed() throws Exception {
    preCommit("job__t__1");
    preCommit("job__t__2");
    preCommit("other");
    JsonNode rows = sql("show transaction where label like 'job__t__%'").path("data").path("data");
    assertEquals(2, rows.size());
    assertEquals("job__t__2", rows.get(1).get(1).asText());
  }

  @Test
  void transactionByIdAndUnknownOnes() throws Exception {
    long id = preCommit("l");
    assertEquals(
        "l",
        sql("SHOW TRANSACTION WHERE ID = " + id).path("data").path("data").get(0).get(1).asText());
    assertEquals(
        "Failed to execute sql: errCode = 2, detailMessage = transaction with id 99 does not exist",
        sql("SHOW TRANSACTION WHERE ID=99").path("data").asText());
    assertEquals(
        "Failed to execute sql: errCode = 2, detailMessage = transaction with label x does not"
            + " exist",
        sql("SHOW TRANSACTION WHERE LABEL = 'x'").path("data").asText());
  }

  @Test
  void frontendsAndBackendsHaveTheServersColumns() throws Exception {
    JsonNode frontends = sql("SHOW FRONTENDS");
    assertEquals(
        List.of("Name", "Host", "EditLogPort", "HttpPort", "QueryPort"),
        names(frontends).subList(0, 5));
    assertEquals("IsMaster", names(frontends).get(8));
    assertEquals("true", frontends.path("data").path("data").get(0).get(8).asText());
    JsonNode backends = sql("show  backends;");
    assertEquals(25, names(backends).size());
    assertEquals(List.of("BackendId", "Host"), names(backends).subList(0, 2));
    assertEquals(
        doris.backendAddress(),
        backends.path("data").path("data").get(0).get(1).asText()
            + ":"
            + backends.path("data").path("data").get(0).get(4).asText());
    assertEquals("true", backends.path("data").path("data").get(0).get(9).asText());
  }

  @Test
  void frontendConfigIsShownAndSet() throws Exception {
    JsonNode shown = sql("SHOW FRONTEND CONFIG LIKE '%precommit_timeout%'");
    assertEquals(
        List.of("Key", "Value", "Type", "IsMutable", "MasterOnly", "Comment"), names(shown));
    assertEquals("3600", shown.path("data").path("data").get(0).get(1).asText());
    sql("ADMIN SET FRONTEND CONFIG (\"stream_load_default_precommit_timeout_second\" = \"60\")");
    assertEquals(
        "60", doris.settings().get(Setting.of("stream_load_default_precommit_timeout_second")));
    assertEquals(
        "Failed to execute sql: errCode = 2, detailMessage = Config 'nope' does not exist",
        sql("ADMIN SET FRONTEND CONFIG ('nope' = '1')").path("data").asText());
  }

  @Test
  void countSaysVisibleRows() throws Exception {
    load("t", "1\ta\n2\tb\n");
    assertEquals(json("{\"status\":200,\"size\":2}"), get("/api/db/t/_count").path("data"));
  }

  @Test
  void loadInfoIsNotInTheEnvelope() throws Exception {
    load("t", "1\ta\n", "label: l");
    JsonNode answer = get("/api/db/_load_info?label=l");
    assertEquals("OK", answer.path("status").asText());
    assertEquals("FINISHED", answer.path("jobInfo").path("state").asText());
    assertEquals(json("[\"t\"]"), answer.path("jobInfo").path("tblNames"));
  }

  @Test
  void lightSchemaChangeIsAnswered() throws Exception {
    for (String[] wanted :
        new String[][] {
          {"{\"isDropColumn\":false,\"columnName\":\"n\"}", "0"},
          {"{\"isDropColumn\":true,\"columnName\":\"k\"}", "1"}
        }) {
      try (RawHttp http = frontend()) {
        http.head(
                "GET /api/enable_light_schema_change/db/t",
                authorization(),
                "Content-Length: " + wanted[0].length())
            .send(wanted[0]);
        assertEquals(wanted[1], json(http.answer()).path("code").asText());
      }
    }
  }

  @Test
  void namespacesListDatabasesTablesAndSchema() throws Exception {
    String path = "/api/meta/namespaces/default_cluster/databases";
    assertEquals(json("[\"db\"]"), get(path).path("data"));
    assertEquals(json("[\"t\"]"), get(path + "/db/tables").path("data"));
    JsonNode schema = get(path + "/db/tables/t/schema").path("data").path("t");
    assertEquals(true, schema.path("is_base").asBoolean());
    assertEquals("k", schema.path("schema").get(0).path("Field").asText());
    assertEquals("No", schema.path("schema").get(0).path("Null").asText());
    assertEquals("true", schema.path("schema").get(0).path("Key").asText());
  }

  @Test
  void loadsSwitchedOffPreventCommits() throws Exception {
    long id = preCommit("l");
    sql("ADMIN SET FRONTEND CONFIG ('disable_load_job' = 'true')");
    assertEquals(
        "TStatus: errCode = 2, detailMessage = disable_load_job is set to true, all load jobs are"
            + " prevented",
        transaction("txn_id: " + id, "txn_operation: commit").path("msg").asText());
  }
}
