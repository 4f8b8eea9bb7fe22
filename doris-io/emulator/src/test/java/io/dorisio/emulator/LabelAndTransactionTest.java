package io.dorisio.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** doris-protocol 3.1, 3.3, 4.4, 5: replies of loads and of two-phase commit. */
class LabelAndTransactionTest extends AnyDorisTest {
  private static final String PREFIX = "TStatus: errCode = 2, detailMessage = ";

  private void expect(String status, String message, String... headers) throws Exception {
    JsonNode reply = transaction(headers);
    assertEquals(status, reply.path("status").asText());
    assertEquals(message, reply.path("msg").asText());
  }

  private void refused(String detail, String... headers) throws Exception {
    expect("ANALYSIS_ERROR", PREFIX + detail, headers);
  }

  @Test
  void loadReplyHasItsKeysInOrder() throws Exception {
    List<String> keys = new ArrayList<>();
    JsonNode reply = load("t", "1\ta\n", "label: l", TWO_PHASES);
    reply.fieldNames().forEachRemaining(keys::add);
    assertEquals(
        List.of(
            "TxnId",
            "Label",
            "Comment",
            "TwoPhaseCommit",
            "Status",
            "Message",
            "NumberTotalRows",
            "NumberLoadedRows",
            "NumberFilteredRows",
            "NumberUnselectedRows",
            "LoadBytes",
            "LoadTimeMs",
            "BeginTxnTimeMs",
            "StreamLoadPutTimeMs",
            "ReadDataTimeMs",
            "WriteDataTimeMs",
            "ReceiveDataTimeMs",
            "CommitAndPublishTimeMs"),
        keys);
    assertEquals("\"true\"", reply.path("TwoPhaseCommit").toString());
    assertEquals("OK", reply.path("Message").asText());
    assertEquals(0, reply.path("CommitAndPublishTimeMs").asInt());
  }

  @Test
  void repliesHaveTheServersBytes() throws Exception {
    try (RawHttp http = backend()) {
      http.head("PUT /api/db/t/_stream_load", "label: ü", "Content-Length: 0");
      RawHttp.Answer answer = http.answer();
      assertEquals("text/html; charset=ISO-8859-1", answer.header("Content-Type"));
      assertEquals(
          "{\n    \"TxnId\": -1,\n    \"Label\": \"ü\",\n",
          answer.body().substring(0, answer.body().indexOf("    \"Comment")));
      assertEquals("\n}\n", answer.body().substring(answer.body().length() - 3));
    }
    try (RawHttp http = backend()) {
      http.head("PUT /api/db/_stream_load_2pc", authorization(), "Content-Length: 0");
      assertEquals(
          "{\n    \"status\": \"INTERNAL_ERROR\",\n"
              + "    \"msg\": \"transaction operation should be 'commit' or 'abort'\"\n}",
          http.answer().body());
    }
  }

  @Test
  void usedLabelNamesItsTransactionAndState() throws Exception {
    long id = preCommit("l");
    JsonNode reply = load("t", "", "label: l", TWO_PHASES);
    assertEquals(-1, reply.path("TxnId").asInt());
    assertEquals("Label Already Exists", reply.path("Status").asText());
    assertEquals("PRECOMMITTED", reply.path("ExistingJobStatus").asText());
    assertEquals(
        "[LABEL_ALREADY_EXISTS]TStatus: errCode = 2, detailMessage = Label [l] has already been"
            + " used, relate to txn ["
            + id
            + "], status [PRECOMMITTED].",
        reply.path("Message").asText());
    transaction("txn_id: " + id, "txn_operation: commit");
    doris.awaitVisible(Duration.ofSeconds(60));
    assertEquals(
        "FINISHED", load("t", "", "label: l", TWO_PHASES).path("ExistingJobStatus").asText());
  }

  @Test
  void labelIsFreeAfterAbortAndPerDatabase() throws Exception {
    long first = preCommit("l");
    transaction("txn_id: " + first, "txn_operation: abort");
    long second = preCommit("l");
    assertEquals(first + 1, second);
    doris.execute("CREATE DATABASE other");
    assertEquals("UNKNOWN", get("/api/other/get_load_state?label=l").path("data").asText());
  }

  @Test
  void labelMustMatchTheRegex() throws Exception {
    assertEquals(
        "[ANALYSIS_ERROR]TStatus: errCode = 2, detailMessage = Label format error. regex:"
            + " ^[-_A-Za-z0-9:]{1,128}$, label: a.b",
        load("t", "", "label: a.b").path("Message").asText());
  }

  @Test
  void unknownDatabaseAndTable() throws Exception {
    assertEquals(
        "[NOT_FOUND]TStatus: errCode = 7, detailMessage = unknown table, tableName=nope",
        load("nope", "").path("Message").asText());
    try (RawHttp http = backend()) {
      http.head("PUT /api/no/t/_stream_load", authorization(), "Content-Length: 0");
      assertEquals(
          "[NOT_FOUND]TStatus: errCode = 7, detailMessage = unknown database, database=no",
          json(http.answer()).path("Message").asText());
    }
  }

  @Test
  void commitMakesRowsVisibleAndTwiceIsAnError() throws Exception {
    long id = preCommit("l");
    assertEquals(List.of(), doris.query("SELECT * FROM db.t"));
    expect(
        "Success",
        "transaction [" + id + "] commit successfully.",
        "txn_id: " + id,
        "txn_operation: commit");
    assertEquals(List.of(List.of(1, "a")), rows("SELECT * FROM db.t"));
    refused(
        "transaction [" + id + "] is already visible, not pre-committed.",
        "txn_id: " + id,
        "txn_operation: commit");
    refused(
        "transaction [" + id + "] is already VISIBLE, could not abort.",
        "txn_id: " + id,
        "txn_operation: abort");
  }

  @Test
  void abortedTransactionIsSaidWithPeriodOnCommitAndCommaOnAbort() throws Exception {
    long id = preCommit("l");
    expect(
        "Success",
        "transaction [" + id + "] abort successfully.",
        "txn_id: " + id,
        "txn_operation: abort");
    refused(
        "transaction [" + id + "] is already aborted. abort reason: User Abort",
        "txn_id: " + id,
        "txn_operation: commit");
    refused(
        "transaction [" + id + "] is already aborted, abort reason: User Abort",
        "txn_id: " + id,
        "txn_operation: abort");
  }

  @Test
  void unknownTransactionIsNotFoundAlsoInAnotherDatabase() throws Exception {
    refused("transaction [77] not found", "txn_id: 77", "txn_operation: commit");
    refused("transaction [77] not found", "txn_id: 77", "txn_operation: abort");
    long id = preCommit("l");
    doris.execute("CREATE DATABASE other");
    assertEquals(
        PREFIX + "transaction [" + id + "] not found",
        transactionOf("other", "txn_id: " + id, "txn_operation: commit").path("msg").asText());
  }

  @Test
  void byLabelOnlyWantedStatesAreFound() throws Exception {
    refused("transaction not found, label=l", "label: l", "txn_operation: commit");
    long id = preCommit("l");
    expect("Success", "label [l] commit successfully.", "label: l", "txn_operation: commit");
    refused("running transaction not found, label=l", "label: l", "txn_operation: abort");
    long other = preCommit("m");
    expect(
        "Success",
        "label [m] transaction [" + other + "] abort successfully.",
        "label: m",
        "txn_id: " + other,
        "txn_operation: abort");
    assertEquals(id + 1, other);
  }

  @Test
  void transactionIdMustBeANumber() throws Exception {
    expect(
        "INTERNAL_ERROR",
        "convert txn_id [abc] failed, reason=stoull",
        "txn_id: abc",
        "txn_operation: commit");
  }

  @Test
  void commitFailsAndAbortWorksOnceTheTableIsGone() throws Exception {
    long id = preCommit("l");
    doris.execute("DROP TABLE db.t");
    assertEquals(
        "ANALYSIS_ERROR",
        transaction("txn_id: " + id, "txn_operation: commit").path("status").asText());
    assertEquals(
        "Success", transaction("txn_id: " + id, "txn_operation: abort").path("status").asText());
  }

  @Test
  void loadStateFollowsTheTransaction() throws Exception {
    String path = "/api/db/get_load_state?label=l";
    assertEquals(
        json("{\"msg\":\"success\",\"code\":0,\"data\":\"UNKNOWN\",\"count\":0}"), get(path));
    long id = preCommit("l");
    assertEquals("PRECOMMITTED", get(path).path("data").asText());
    transaction("txn_id: " + id, "txn_operation: commit");
    doris.awaitVisible(Duration.ofSeconds(60));
    assertEquals("VISIBLE", get(path).path("data").asText());
    assertEquals(403, get("/api/db/get_load_state").path("code").asInt());
  }

  @Test
  void onePhaseLoadIsVisibleWhenItAnswers() throws Exception {
    JsonNode reply = load("t", "1\ta\n2\t\\N\n");
    assertEquals("Success", reply.path("Status").asText());
    assertEquals("false", reply.path("TwoPhaseCommit").asText());
    assertEquals(2, doris.query("SELECT * FROM db.t").size());
  }
}
