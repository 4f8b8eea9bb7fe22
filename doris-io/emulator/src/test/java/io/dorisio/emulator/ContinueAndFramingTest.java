package io.dorisio.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.dorisio.emulator.transaction.TransactionState;
import java.util.List;
import org.junit.jupiter.api.Test;

/** doris-protocol 1.3, 1.4, 1.8: when the backend asks for a body and what it takes for one. */
class ContinueAndFramingTest extends AnyDorisTest {
  private static final String LOAD = "PUT /api/db/t/_stream_load";

  @Test
  void continueComesAfterTheTransactionBegan() throws Exception {
    try (RawHttp http = backend()) {
      http.head(
          LOAD,
          authorization(),
          "label: l1",
          TWO_PHASES,
          "column_separator: ,",
          "Expect: 100-continue",
          "Transfer-Encoding: chunked");
      assertEquals(100, http.answer().status());
      assertEquals(TransactionState.PREPARE, doris.transactions().get(0).state());
      http.chunk("1,a\n").chunk("2,b\n").lastChunk();
      JsonNode reply = json(http.answer());
      assertEquals("Success", reply.path("Status").asText());
      assertEquals(2, reply.path("NumberLoadedRows").asInt());
      assertEquals(8, reply.path("LoadBytes").asInt());
    }
  }

  @Test
  void failedHeadersAnswerWithoutContinueAndWithoutTheBody() throws Exception {
    preCommit("used");
    try (RawHttp http = backend()) {
      http.head(
          LOAD,
          authorization(),
          "label: used",
          TWO_PHASES,
          "Expect: 100-continue",
          "Transfer-Encoding: chunked");
      RawHttp.Answer answer = http.answer();
      assertEquals(200, answer.status());
      assertEquals("Label Already Exists", json(answer).path("Status").asText());
    }
  }

  @Test
  void badLoadHeadersRollTheTransactionBackBeforeTheBody() throws Exception {
    try (RawHttp http = backend()) {
      http.head(
          LOAD,
          authorization(),
          "label: l",
          "strict_mode: maybe",
          "Expect: 100-continue",
          "Content-Length: 4");
      JsonNode reply = json(http.answer());
      assertEquals(
          "[INVALID_ARGUMENT]Invalid strict mode format. Must be bool type",
          reply.path("Message").asText());
    }
    assertEquals(TransactionState.ABORTED, doris.transactions().get(0).state());
    assertEquals("Success", load("t", "1\tx\n", "label: l").path("Status").asText());
  }

  @Test
  void emptyBodyWithExpectIsAnsweredAtOnce() throws Exception {
    try (RawHttp http = backend()) {
      http.head(
          LOAD,
          authorization(),
          "label: probe",
          TWO_PHASES,
          "Expect: 100-continue",
          "Content-Length: 0");
      RawHttp.Answer answer = http.answer();
      assertEquals(200, answer.status());
      assertEquals("Success", json(answer).path("Status").asText());
    }
    assertEquals(TransactionState.PRECOMMITTED, doris.transactions().get(0).state());
  }

  @Test
  void neitherLengthNorChunkedIsRefused() throws Exception {
    try (RawHttp http = backend()) {
      http.head(LOAD, authorization());
      assertEquals(
          "[INVALID_ARGUMENT]content_length is empty and transfer-encoding!=chunked, please set"
              + " content_length or transfer-encoding=chunked",
          json(http.answer()).path("Message").asText());
    }
  }

  @Test
  void bothLengthAndChunkedAreRefused() throws Exception {
    try (RawHttp http = backend()) {
      http.head(
          LOAD,
          authorization(),
          "Expect: 100-continue",
          "Content-Length: 3",
          "Transfer-Encoding: chunked");
      assertEquals(
          "[INVALID_ARGUMENT]please do not set both content_length and transfer-encoding",
          json(http.answer()).path("Message").asText());
    }
  }

  @Test
  void unknownExpectationIs417() throws Exception {
    try (RawHttp http = backend()) {
      http.head(LOAD, authorization(), "Expect: something", "Content-Length: 0");
      assertEquals(417, http.answer().status());
    }
  }

  @Test
  void missingCredentialsFailInALoadReply() throws Exception {
    try (RawHttp http = backend()) {
      http.head(LOAD, "Content-Length: 0");
      assertEquals(
          "[NOT_AUTHORIZED]no valid Basic authorization",
          json(http.answer()).path("Message").asText());
    }
  }

  @Test
  void brokenBodyRollsTheTransactionBack() throws Exception {
    try (RawHttp http = backend()) {
      http.head(
          LOAD,
          authorization(),
          "label: broken",
          TWO_PHASES,
          "column_separator: ,",
          "Expect: 100-continue",
          "Transfer-Encoding: chunked");
      assertEquals(100, http.answer().status());
      http.chunk("1,a\n");
      JsonNode meanwhile = load("t", "", "label: broken", TWO_PHASES);
      assertEquals("RUNNING", meanwhile.path("ExistingJobStatus").asText());
    }
    // The label is free as soon as the backend has noticed.
    JsonNode reply;
    do {
      reply = load("t", "", "label: broken", TWO_PHASES);
    } while (reply.path("ExistingJobStatus").asText().equals("RUNNING"));
    assertEquals("Success", reply.path("Status").asText());
    assertEquals("sender is gone", doris.transactions().get(0).abortReason());
    assertEquals(List.of(), rows("SELECT * FROM db.t"));
  }

  @Test
  void abortOfARunningLoadMakesItFail() throws Exception {
    try (RawHttp http = backend()) {
      http.head(
          LOAD,
          authorization(),
          "label: fenced",
          TWO_PHASES,
          "column_separator: ,",
          "Expect: 100-continue",
          "Transfer-Encoding: chunked");
      assertEquals(100, http.answer().status());
      long id = doris.transactions().get(0).id();
      assertEquals(
          "transaction [" + id + "] abort successfully.",
          transaction("txn_id: " + id, "txn_operation: abort").path("msg").asText());
      http.chunk("1,a\n").lastChunk();
      JsonNode reply = json(http.answer());
      assertEquals("Fail", reply.path("Status").asText());
      assertEquals(
          "[ANALYSIS_ERROR]TStatus: errCode = 2, detailMessage = User Abort",
          reply.path("Message").asText());
      assertTrue(reply.path("TxnId").asLong() == id);
    }
  }
}
