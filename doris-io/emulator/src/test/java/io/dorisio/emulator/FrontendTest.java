package io.dorisio.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** doris-protocol 6: what a frontend tells and runs. */
class FrontendTest extends AnyDorisTest {
  private RawHttp.Answer statement(String sql, String... headers) throws Exception {
    String body = "{\"stmt\":\"" + sql + "\"}";
    String[] all = new String[headers.length + 2];
    System.arraycopy(headers, 0, all, 2, headers.length);
    all[0] = authorization();
    all[1] = "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length;
    try (RawHttp http = frontend()) {
      return http.head("POST /api/query/default_cluster/db", all).send(body).answer();
    }
  }

  @Test
  void backendsAreListed() throws Exception {
    String[] address = doris.backendAddress().split(":", 2);
    assertEquals(
        json(
            "{\"msg\":\"success\",\"code\":0,\"data\":{\"backends\":[{\"ip\":\""
                + address[0]
                + "\",\"http_port\":"
                + address[1]
                + ",\"is_alive\":true}]},\"count\":0}"),
        get("/api/backends?is_alive=true"));
  }

  @Test
  void schemaNamesTypesAndKeys() throws Exception {
    doris.execute(
        "CREATE TABLE db.s (k BIGINT NOT NULL COMMENT 'id', d DECIMAL(10,2), t DATETIME(3))"
            + " UNIQUE KEY(k) DISTRIBUTED BY HASH(k) BUCKETS 1");
    JsonNode data = get("/api/db/s/_schema").path("data");
    assertEquals(200, data.path("status").asInt());
    assertEquals("UNIQUE_KEYS", data.path("keysType").asText());
    assertEquals(
        json(
            "[{\"name\":\"k\",\"aggregation_type\":\"\",\"comment\":\"id\",\"type\":\"BIGINT\"},"
                + "{\"name\":\"d\",\"aggregation_type\":\"NONE\",\"comment\":\"\",\"type\":\"DECIMAL64\","
                + "\"precision\":\"10\",\"scale\":\"2\"},"
                + "{\"name\":\"t\",\"aggregation_type\":\"NONE\",\"comment\":\"\",\"type\":\"DATETIMEV2\"}]"),
        data.path("properties"));
    assertEquals(
        json(
            "{\"msg\":\"Error\",\"code\":1,\"data\":\"errCode = 7, detailMessage = unknown table,"
                + " tableName=nope\",\"count\":0}"),
        get("/api/db/nope/_schema"));
  }

  @Test
  void livenessAnswersOnBothPorts() throws Exception {
    for (String address : List.of(doris.frontendAddress(), doris.backendAddress())) {
      try (RawHttp http = new RawHttp(address)) {
        assertTrue(http.head("GET /").answer().status() < 500);
      }
    }
    assertEquals(1, get("/api/health").path("data").path("online_backend_num").asInt());
    assertEquals(0, get("/api/bootstrap").path("code").asInt());
  }

  @Test
  void queryIsStreamedUnlessRefused() throws Exception {
    load("t", "1\ta\n");
    JsonNode streamed = json(statement("select k, v from `t` where v = 'a'"));
    assertEquals("result_set", streamed.path("data").path("type").asText());
    assertEquals(json("[[1,\"a\"]]"), streamed.path("data").path("data"));
    assertEquals(
        json("[{\"name\":\"k\",\"type\":\"INT\"},{\"name\":\"v\",\"type\":\"VARCHAR\"}]"),
        streamed.path("data").path("meta"));
    assertTrue(streamed.path("count").isMissingNode());
    JsonNode usual = json(statement("select 1", "X-Doris-Stream: false"));
    assertEquals(0, usual.path("count").asInt(-1));
  }

  @Test
  void streamedQueryHasNoLimit() throws Exception {
    load("t", "1\ta\n".repeat(1_500));
    String sql = "select * from t";
    assertEquals(1_500, json(statement(sql)).path("data").path("data").size());
    assertEquals(
        1_000, json(statement(sql, "X-Doris-Stream: false")).path("data").path("data").size());
  }

  @Test
  void statementsAnswerTheirStatus() throws Exception {
    JsonNode reply = json(statement("create table q (k int) distributed by random buckets 1"));
    assertEquals(0, reply.path("code").asInt());
    assertEquals("exec_status", reply.path("data").path("type").asText());
    assertTrue(reply.path("count").isMissingNode());
    assertEquals(List.of(), doris.query("SELECT * FROM db.q"));
  }

  @Test
  void failedStatementsAnswerDorisText() throws Exception {
    JsonNode reply = json(statement("select * from nope"));
    assertEquals(1, reply.path("code").asInt());
    assertEquals(
        "Failed to execute sql: errCode = 2, detailMessage = Table [nope] does not exist in"
            + " database [db].",
        reply.path("data").asText());
    assertEquals("Missing statement request body", json(statement("")).path("data").asText());
    SQLException e = assertThrows(SQLException.class, () -> doris.execute("GRANT x"));
    assertTrue(
        e.getMessage().startsWith("errCode = 2, detailMessage = \nmismatched input 'GRANT'"));
  }

  @Test
  void quotesOfDorisAreUnderstood() throws Exception {
    assertEquals(
        List.of(List.of("it's", "a\"b")), doris.query("SELECT 'it\\'s', \"a\"\"b\" -- comment"));
  }

  @Test
  void tablesAreCreatedTruncatedAndDropped() throws Exception {
    doris.execute("CREATE DATABASE IF NOT EXISTS db");
    assertThrows(SQLException.class, () -> doris.execute("CREATE DATABASE db"));
    doris.execute(
        "CREATE TABLE IF NOT EXISTS `db`.`p` (\n"
            + " `k` DATE NOT NULL COMMENT \"day\", `v` VARCHAR(*) NULL)"
            + " ENGINE=OLAP UNIQUE KEY(`k`) COMMENT 'x'"
            + " PARTITION BY RANGE(`k`) (PARTITION p1 VALUES LESS THAN ('2026-01-01'))"
            + " DISTRIBUTED BY HASH(`k`) BUCKETS AUTO PROPERTIES (\"replication_num\" = \"1\");");
    load("p", "2025-01-01\ta\n");
    assertEquals(1, doris.query("SELECT * FROM db.p").size());
    doris.execute("TRUNCATE TABLE db.p");
    assertEquals(0, doris.query("SELECT * FROM db.p").size());
    doris.execute("DROP TABLE db.p");
    doris.execute("DROP TABLE IF EXISTS db.p");
    assertThrows(SQLException.class, () -> doris.execute("DROP TABLE db.p"));
    doris.execute("DROP DATABASE db");
    assertThrows(SQLException.class, () -> doris.query("SELECT * FROM db.t"));
  }
}
