package io.dorisio.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** doris-protocol 1.2, 1.3, 1.5, 1.6: the frontend's side of a load. */
class RedirectTest extends EmulatorTest {
  @Override
  EmulatorBuilder configure(EmulatorBuilder builder) {
    return builder.user("us@er", "p:ä/w");
  }

  private static String credentials() {
    return "Authorization: Basic "
        + Base64.getEncoder().encodeToString("us@er:p:ä/w".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void loadIsRedirectedWithCredentialsAndDanglingQuestionMark() throws Exception {
    try (RawHttp http = frontend()) {
      http.head(
          "PUT /api/db/t/_stream_load",
          credentials(),
          "Expect: 100-continue",
          "Transfer-Encoding: chunked");
      RawHttp.Answer answer = http.answer();
      assertEquals(307, answer.status());
      assertEquals(
          "http://us%40er:p:%C3%A4%2Fw@" + doris.backendAddress() + "/api/db/t/_stream_load?",
          answer.header("Location"));
      assertEquals("text/html;charset=utf-8", answer.header("Content-Type"));
      assertEquals("", answer.body());
      assertTrue(http.isClosedByServer());
    }
  }

  @Test
  void queryStringIsKept() throws Exception {
    try (RawHttp http = frontend()) {
      http.head("PUT /api/db/t/_stream_load?a=b", credentials(), "Expect: 100-continue");
      assertTrue(http.answer().header("Location").endsWith("/_stream_load?a=b"));
    }
  }

  @Test
  void loadWithoutExpectIsRefused() throws Exception {
    try (RawHttp http = frontend()) {
      http.head("PUT /api/db/t/_stream_load", credentials(), "Content-Length: 0");
      RawHttp.Answer answer = http.answer();
      assertEquals(200, answer.status());
      assertEquals(
          "{\"status\":\"FAILED\",\"msg\":\"There is no 100-continue header\"}", answer.body());
    }
  }

  @Test
  void missingCredentialsAnswer401Within200() throws Exception {
    try (RawHttp http = frontend()) {
      http.head("PUT /api/db/t/_stream_load", "Expect: 100-continue", "Content-Length: 0");
      RawHttp.Answer answer = http.answer();
      assertEquals(200, answer.status());
      assertEquals(
          "{\"msg\":\"Unauthorized\",\"code\":401,\"data\":\"Need auth information.\",\"count\":0}",
          answer.body());
    }
  }

  @Test
  void wrongPasswordAnswers401Within200() throws Exception {
    try (RawHttp http = frontend()) {
      http.head("GET /api/backends", authorization());
      assertEquals(401, json(http.answer()).path("code").asInt());
    }
  }

  @Test
  void badGroupCommitIsRefusedBeforeCredentials() throws Exception {
    try (RawHttp http = frontend()) {
      http.head("PUT /api/db/t/_stream_load", "group_commit: no", "Content-Length: 0");
      assertEquals(
          "Header `group_commit` can only be `sync_mode`, `async_mode` or `off_mode`.",
          json(http.answer()).path("msg").asText());
    }
  }

  @Test
  void unknownTableIsNotNoticedByTheFrontend() throws Exception {
    try (RawHttp http = frontend()) {
      http.head("PUT /api/nodb/nope/_stream_load", credentials(), "Expect: 100-continue");
      assertEquals(307, http.answer().status());
    }
  }

  @Test
  void twoPhaseCommitIsRedirectedWithoutExpect() throws Exception {
    for (String path : new String[] {"/api/db/_stream_load_2pc", "/api/db/t/_stream_load_2pc"}) {
      try (RawHttp http = frontend()) {
        http.head(
            "PUT " + path,
            credentials(),
            "txn_id: 1",
            "txn_operation: commit",
            "Content-Length: 0");
        RawHttp.Answer answer = http.answer();
        assertEquals(307, answer.status());
        assertTrue(answer.header("Location").endsWith(path + "?"));
      }
    }
  }

  @Test
  void twoPhaseCommitNeedsTransactionAndOperation() throws Exception {
    try (RawHttp http = frontend()) {
      http.head("PUT /api/db/_stream_load_2pc", credentials(), "Content-Length: 0");
      assertEquals(
          "No transaction id or label selected.", json(http.answer()).path("msg").asText());
    }
    try (RawHttp http = frontend()) {
      http.head("PUT /api/db/_stream_load_2pc", credentials(), "label: l", "Content-Length: 0");
      assertEquals(
          "No transaction operation('commit' or 'abort') selected.",
          json(http.answer()).path("msg").asText());
    }
  }
}
