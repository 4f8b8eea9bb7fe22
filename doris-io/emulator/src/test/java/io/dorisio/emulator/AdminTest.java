package io.dorisio.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The switches and the records of what happened, over HTTP. */
class AdminTest extends EmulatorTest {
  private JsonNode admin(String method, String path, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    try (RawHttp http = new RawHttp(doris.adminAddress())) {
      http.head(method + " /_emulator/" + path, "Content-Length: " + bytes.length).send(bytes);
      return json(http.answer());
    }
  }

  @Test
  void faultIsPutInForceListedAndRemoved() throws Exception {
    long id =
        admin("POST", "faults", "{\"kind\":\"TOO_MANY_VERSIONS\",\"table\":\"t\",\"times\":2}")
            .path("id")
            .asLong();
    assertEquals("Fail", load("t", "1\ta\n").path("Status").asText());
    JsonNode fault = admin("GET", "faults", "").get(0);
    assertEquals("TOO_MANY_VERSIONS", fault.path("kind").asText());
    assertEquals(1, fault.path("struck").asInt());
    admin("DELETE", "faults/" + id, "");
    assertEquals(0, admin("GET", "faults", "").size());
    assertEquals("Success", load("t", "1\ta\n").path("Status").asText());
  }

  @Test
  void mixIsPutInForceAndCleared() throws Exception {
    JsonNode ids = admin("POST", "faults/mix", "{\"seed\":5,\"probability\":0.5}").path("ids");
    assertEquals(13, ids.size());
    admin("DELETE", "faults", "");
    assertEquals(0, admin("GET", "faults", "").size());
  }

  @Test
  void clockIsPutForward() throws Exception {
    preCommit("l");
    assertEquals(
        3700, admin("POST", "clock/advance?seconds=3700", "").path("aheadSeconds").asInt());
    assertEquals("ABORTED", get("/api/db/get_load_state?label=l").path("data").asText());
  }

  @Test
  void abortsThatAreTimeOutsAreCountedAsSuch() throws Exception {
    preCommit("forgotten");
    admin("POST", "clock/advance?seconds=3700", "");
    preCommit("given-up");
    transaction("label: given-up", "txn_operation: abort");

    JsonNode counters = admin("GET", "counters", "");
    assertEquals(2, counters.path("aborts").asInt());
    assertEquals(1, counters.path("timeouts").asInt());
  }

  @Test
  void nodeIsStoppedAndStartedWhileTheAdminPortAnswers() throws Exception {
    JsonNode nodes = admin("POST", "nodes/fe-0/stop", "");
    assertEquals("fe-0", nodes.get(0).path("name").asText());
    assertEquals(false, nodes.get(0).path("running").asBoolean());
    admin("POST", "nodes/fe-0/start", "");
    assertEquals(0, get("/api/backends").path("code").asInt());
  }

  @Test
  void transactionExpires() throws Exception {
    long id = preCommit("l");
    admin("POST", "transactions/" + id + "/expire", "");
    assertEquals("ABORTED", get("/api/db/get_load_state?label=l").path("data").asText());
  }

  @Test
  void requestsAreRecordedWithLabelRowsAndBytes() throws Exception {
    long id = preCommit("l");
    transaction("txn_id: " + id, "txn_operation: commit");
    JsonNode requests = admin("GET", "requests", "");
    assertEquals("LOAD", requests.get(0).path("what").asText());
    assertEquals("l", requests.get(0).path("label").asText());
    assertEquals(1, requests.get(0).path("rows").asInt());
    assertEquals(4, requests.get(0).path("bytes").asInt());
    assertEquals("COMMIT", requests.get(1).path("what").asText());
    assertEquals("l", requests.get(1).path("label").asText());
    assertEquals(id, requests.get(1).path("transaction").asLong());
  }

  @Test
  void countersSayWhatHappened() throws Exception {
    long id = preCommit("l");
    transaction("txn_id: " + id, "txn_operation: commit");
    load("t", "", "label: empty", TWO_PHASES);
    transaction("label: empty", "txn_operation: abort");
    load("nope", "1\n");
    assertEquals(1, rows("SELECT * FROM db.t").size());
    JsonNode counters = admin("GET", "counters", "");
    assertEquals(2, counters.path("begins").asInt());
    assertEquals(3, counters.path("loads").asInt());
    assertEquals(1, counters.path("failedLoads").asInt());
    assertEquals(1, counters.path("emptyLoads").asInt());
    assertEquals(1, counters.path("commits").asInt());
    assertEquals(1, counters.path("aborts").asInt());
    assertEquals(1, counters.path("visibleRows").asInt());
    assertEquals(1, doris.counters().visibleRows());
  }

  @Test
  void stateShowsTablesAndTransactions() throws Exception {
    load("t", "1\ta\n2\tb\n", "label: done");
    preCommit("waiting");
    JsonNode state = admin("GET", "state", "");
    assertEquals(
        json("{\"db\":\"db\",\"table\":\"t\",\"keysType\":\"DUP_KEYS\",\"rows\":2}"),
        state.path("tables").get(0));
    assertEquals("waiting", state.path("running").get(0).path("label").asText());
    assertEquals("done", state.path("finished").get(0).path("label").asText());
  }

  @Test
  void frontendServesThePageAndTheAdminApi() throws Exception {
    try (RawHttp http = frontend()) {
      RawHttp.Answer answer = http.head("GET /").answer();
      assertEquals(200, answer.status());
      assertTrue(answer.body().contains("<title>Doris emulator</title>"));
    }
    assertEquals(0, get("/_emulator/counters").path("loads").asInt());
  }

  @Test
  void unknownFaultIsRefused() throws Exception {
    assertTrue(
        admin("POST", "faults", "{\"kind\":\"NO_SUCH\"}")
            .path("error")
            .asText()
            .contains("NO_SUCH"));
  }
}
