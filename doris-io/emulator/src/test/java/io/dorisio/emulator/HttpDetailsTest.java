package io.dorisio.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

/** doris-protocol 1.1, 1.4, 1.5, 1.7: what a client sees of a backend's HTTP. */
class HttpDetailsTest extends EmulatorTest {
  private static final String LOAD = "PUT /api/db/t/_stream_load";
  private static final String TWO_PHASE = "PUT /api/db/_stream_load_2pc";

  @Test
  void replyIsCompressedWhereTheClientTakesGzip() throws Exception {
    try (RawHttp http = backend()) {
      http.head(LOAD, authorization(), "Accept-Encoding: deflate, gzip", "Content-Length: 0");
      RawHttp.Answer answer = http.answer();
      assertEquals("gzip", answer.header("Content-Encoding"));
      assertEquals("Success", json(answer).path("Status").asText());
    }
    try (RawHttp http = backend()) {
      http.head(
          TWO_PHASE,
          authorization(),
          "Accept-Encoding: gzip",
          "txn_id: 1",
          "txn_operation: abort",
          "Content-Length: 0");
      assertEquals("gzip", http.answer().header("Content-Encoding"));
    }
  }

  @Test
  void replyIsPlainOtherwise() throws Exception {
    try (RawHttp http = backend()) {
      http.head(LOAD, authorization(), "Content-Length: 0");
      assertNull(http.answer().header("Content-Encoding"));
    }
  }

  @Test
  void malformedContentLengthIsALoadReply() throws Exception {
    for (String length : new String[] {"abc", "-1", "99999999999999999999"}) {
      try (RawHttp http = backend()) {
        http.head(LOAD, authorization(), "Content-Length: " + length);
        RawHttp.Answer answer = http.answer();
        assertEquals(200, answer.status(), length + answer.body());
        assertEquals("Fail", json(answer).path("Status").asText());
        assertEquals(-1, json(answer).path("TxnId").asInt());
        assertEquals(
            "[INVALID_ARGUMENT]invalid HTTP header CONTENT_LENGTH=",
            json(answer).path("Message").asText());
      }
    }
  }

  @Test
  void unknownPathIs404() throws Exception {
    try (RawHttp http = backend()) {
      assertEquals(404, http.head("GET /api/nothing").answer().status());
    }
  }

  @Test
  void connectionIsKeptAliveAfterALoad() throws Exception {
    try (RawHttp http = backend()) {
      for (int i = 0; i < 2; i++) {
        http.head(LOAD, authorization(), "column_separator: ,", "Content-Length: 4").send("1,a\n");
        assertEquals("Success", json(http.answer()).path("Status").asText());
      }
    }
  }

  @Test
  void allHttpAuthAnswersRealCodes() throws Exception {
    set("enable_all_http_auth", "true");
    try (RawHttp http = backend()) {
      RawHttp.Answer answer =
          http.head(TWO_PHASE, "txn_id: 1", "txn_operation: abort", "Content-Length: 0").answer();
      assertEquals(401, answer.status());
      assertEquals("Basic realm=\"Restricted\"", answer.header("WWW-Authenticate"));
    }
    try (RawHttp http = backend()) {
      // nobody:x
      http.head(TWO_PHASE, "Authorization: Basic bm9ib2R5Ong=", "txn_id: 1", "Content-Length: 0");
      assertEquals(403, http.answer().status());
    }
    long id = preCommit("l");
    assertEquals(
        "Success", transaction("txn_id: " + id, "txn_operation: abort").path("status").asText());
  }
}
