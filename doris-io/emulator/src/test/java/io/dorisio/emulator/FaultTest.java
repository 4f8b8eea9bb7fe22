package io.dorisio.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.dorisio.emulator.fault.Fault;
import io.dorisio.emulator.fault.FaultKind;
import io.dorisio.emulator.transaction.TransactionRecord;
import io.dorisio.emulator.transaction.TransactionState;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes wrong on demand, seen from a client. */
@Timeout(120)
class FaultTest extends EmulatorTest {
  private static final String PREFIX = "TStatus: errCode = 2, detailMessage = ";

  private TransactionRecord last() {
    List<TransactionRecord> all = doris.transactions();
    return all.get(all.size() - 1);
  }

  private String state(String label) throws Exception {
    return get("/api/db/get_load_state?label=" + label).path("data").asText();
  }

  private JsonNode commit(long id) throws IOException {
    return transaction("txn_id: " + id, "txn_operation: commit");
  }

  @Test
  void replyLostAfterPreCommitLeavesThePreCommit() throws Exception {
    doris.faults().add(Fault.of(FaultKind.REPLY_LOST_AFTER_PRECOMMIT).times(1));
    assertThrows(IOException.class, () -> preCommit("l"));
    assertEquals("PRECOMMITTED", state("l"));
    assertEquals(1, doris.faults().struck(FaultKind.REPLY_LOST_AFTER_PRECOMMIT));
    assertTrue(preCommit("m") > 0);
  }

  @Test
  void replyLostAfterCommitLeavesTheRows() throws Exception {
    long id = preCommit("l");
    doris.faults().add(Fault.of(FaultKind.REPLY_LOST_AFTER_COMMIT).times(1));
    assertThrows(IOException.class, () -> commit(id));
    assertEquals(List.of(List.of(1, "a")), rows("SELECT * FROM db.t"));
    assertEquals(
        PREFIX + "transaction [" + id + "] is already visible, not pre-committed.",
        commit(id).path("msg").asText());
  }

  @Test
  void replyLostAfterOnePhaseLoadLeavesTheRows() throws Exception {
    doris.faults().add(Fault.of(FaultKind.REPLY_LOST_AFTER_COMMIT).times(1));
    assertThrows(IOException.class, () -> load("t", "1\ta\n", "label: l"));
    assertEquals("VISIBLE", state("l"));
  }

  @Test
  void replyLostAfterAbortLeavesTheAbort() throws Exception {
    long id = preCommit("l");
    doris.faults().add(Fault.of(FaultKind.REPLY_LOST_AFTER_ABORT).times(1));
    assertThrows(IOException.class, () -> transaction("txn_id: " + id, "txn_operation: abort"));
    assertEquals("ABORTED", state("l"));
  }

  @Test
  void tooManyVersionsFailsSoManyLoadsOfATable() throws Exception {
    doris.execute("CREATE TABLE db.u (k INT) DUPLICATE KEY(k) DISTRIBUTED BY HASH(k) BUCKETS 1");
    doris.faults().add(Fault.of(FaultKind.TOO_MANY_VERSIONS).table("t").times(2));
    assertEquals("Success", load("u", "1\n").path("Status").asText());
    for (int i = 0; i < 2; i++) {
      JsonNode reply = load("t", "1\ta\n", "label: l");
      assertEquals("Fail", reply.path("Status").asText());
      assertEquals(
          "[E-235]failed to init rowset builder. version count: 2001, exceed limit: 2000, tablet:"
              + " 10008",
          reply.path("Message").asText());
    }
    assertEquals("Success", load("t", "1\ta\n", "label: l").path("Status").asText());
  }

  @Test
  void runningLimitRefusesTheBegin() throws Exception {
    doris.faults().add(Fault.of(FaultKind.RUNNING_LIMIT).times(1));
    JsonNode reply = load("t", "1\ta\n", "label: l");
    assertEquals(-1, reply.path("TxnId").asInt());
    assertEquals(
        "[ANALYSIS_ERROR]"
            + PREFIX
            + "current running txns on db 10001 is 10000, larger than limit 10000",
        reply.path("Message").asText());
  }

  @Test
  void notMasterRefusesTwoPhaseCommitForAWhile() throws Exception {
    long id = preCommit("l");
    doris.faults().add(Fault.of(FaultKind.NOT_MASTER).times(1));
    JsonNode reply = commit(id);
    assertEquals("NOT_MASTER", reply.path("status").asText());
    assertEquals("TStatus: FE is not master", reply.path("msg").asText());
    assertEquals("Success", commit(id).path("status").asText());
  }

  @Test
  void lockTimeoutLeavesThePreCommit() throws Exception {
    long id = preCommit("l");
    doris.faults().add(Fault.of(FaultKind.COMMIT_LOCK_TIMEOUT).times(1));
    JsonNode reply = commit(id);
    assertEquals("ANALYSIS_ERROR", reply.path("status").asText());
    assertEquals(
        PREFIX
            + "get tableList write lock timeout, tableList=(Table [id=10006, name=t, type=OLAP])",
        reply.path("msg").asText());
    assertEquals("PRECOMMITTED", state("l"));
  }

  @Test
  void delayedPublishIsCommittedAndNotVisibleUntilReleased() throws Exception {
    long id = preCommit("l");
    long fault = doris.faults().add(Fault.of(FaultKind.PUBLISH_DELAYED));
    assertEquals("Success", commit(id).path("status").asText());
    assertEquals("COMMITTED", state("l"));
    assertEquals(List.of(), doris.query("SELECT * FROM db.t"));
    assertEquals(
        PREFIX + "transaction [" + id + "] is already committed, not pre-committed.",
        commit(id).path("msg").asText());
    assertEquals(
        PREFIX + "transaction [" + id + "] is already COMMITTED, could not abort.",
        transaction("txn_id: " + id, "txn_operation: abort").path("msg").asText());
    doris.faults().remove(fault);
    assertEquals(List.of(List.of(1, "a")), rows("SELECT * FROM db.t"));
  }

  @Test
  void delayedPublishHoldsUpLaterOnesOfItsTable() throws Exception {
    long fault = doris.faults().add(Fault.of(FaultKind.PUBLISH_DELAYED).label("first").times(1));
    commit(preCommit("first"));
    commit(preCommit("second"));
    assertEquals("COMMITTED", state("second"));
    doris.faults().remove(fault);
    assertEquals(2, rows("SELECT * FROM db.t").size());
  }

  @Test
  void delayedPublishEndsByItself() throws Exception {
    doris.faults().add(Fault.of(FaultKind.PUBLISH_DELAYED).lasting(Duration.ofMillis(50)));
    commit(preCommit("l"));
    assertEquals(1, rows("SELECT * FROM db.t").size());
  }

  @Test
  void onePhaseLoadSaysPublishTimeoutWhereThePublishIsLate() throws Exception {
    set("txn_commit_rpc_timeout_ms", "20");
    doris.faults().add(Fault.of(FaultKind.PUBLISH_DELAYED));
    JsonNode reply = load("t", "1\ta\n", "label: l");
    assertEquals("Publish Timeout", reply.path("Status").asText());
    assertEquals(
        "[PUBLISH_TIMEOUT]transaction commit successfully, BUT data will be visible later",
        reply.path("Message").asText());
    assertEquals("COMMITTED", state("l"));
  }

  @Test
  void nextPreCommitExpires() throws Exception {
    doris.faults().add(Fault.of(FaultKind.PRECOMMIT_EXPIRED).times(1));
    long id = preCommit("l");
    assertEquals(
        PREFIX
            + "transaction ["
            + id
            + "] is already aborted. abort reason: timeout by txn manager",
        commit(id).path("msg").asText());
  }

  @Test
  void givenPreCommitExpires() throws Exception {
    preCommit("l");
    long id = preCommit("m");
    doris.expire("db", id);
    assertEquals("ABORTED", state("m"));
    assertEquals("PRECOMMITTED", state("l"));
  }

  private String labelOfChunked(String... headers) throws Exception {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add(authorization());
    all.add(TWO_PHASES);
    all.add("label: l");
    all.add("column_separator: ,");
    all.add("Transfer-Encoding: chunked");
    try (RawHttp http = backend()) {
      http.head("PUT /api/db/t/_stream_load", all.toArray(String[]::new));
      return json(http.chunk("1,a\n").lastChunk().answer()).path("Label").asText();
    }
  }

  @Test
  void labelOfAChunkedLoadIsLostWithoutGroupCommitOff() throws Exception {
    doris.faults().add(Fault.of(FaultKind.LABEL_LOST));
    assertTrue(labelOfChunked().matches("[0-9a-f]{8}-[0-9a-f-]{27}"));
    assertEquals("UNKNOWN", state("l"));
    assertEquals("l", labelOfChunked("group_commit: off_mode"));
    assertEquals("PRECOMMITTED", state("l"));
  }

  @Test
  void labelOfALoadWithALengthIsKept() throws Exception {
    doris.faults().add(Fault.of(FaultKind.LABEL_LOST));
    preCommit("l");
    assertEquals("l", last().label());
  }

  @Test
  void connectionClosedInTheBodyRollsTheTransactionBack() throws Exception {
    doris.faults().add(Fault.of(FaultKind.CONNECTION_CLOSED).afterBytes(2).times(1));
    assertThrows(IOException.class, () -> preCommit("l"));
    assertEquals("ABORTED", state("l"));
    assertTrue(preCommit("l") > 0);
  }

  @Test
  void connectionClosedBeforeACommitLeavesThePreCommit() throws Exception {
    long id = preCommit("l");
    doris.faults().add(Fault.of(FaultKind.CONNECTION_CLOSED).times(1));
    assertThrows(IOException.class, () -> commit(id));
    assertEquals("PRECOMMITTED", state("l"));
  }

  @Test
  void hangingBackendTakesTheRequestAndAnswersOnceItGoesOn() throws Exception {
    long fault = doris.faults().add(Fault.of(FaultKind.BACKEND_HANGS).times(1));
    try (RawHttp http = backend()) {
      http.head(
              "PUT /api/db/t/_stream_load",
              authorization(),
              "label: l",
              TWO_PHASES,
              "Content-Length: 4")
          .send("1\ta\n");
      while (doris.faults().struck(FaultKind.BACKEND_HANGS) == 0) {
        Thread.onSpinWait();
      }
      assertTrue(List.of("PREPARE", "UNKNOWN").contains(state("l")));
      doris.faults().remove(fault);
      assertEquals("Success", json(http.answer()).path("Status").asText());
    }
  }

  @Test
  void slowReplyComesLate() throws Exception {
    doris.faults().add(Fault.of(FaultKind.SLOW_REPLY).lasting(Duration.ofMillis(150)));
    long start = System.nanoTime();
    preCommit("l");
    assertTrue(System.nanoTime() - start >= 150_000_000);
  }

  @Test
  void dyingBackendLeavesThePreparedTransactionUntilItIsBack() throws Exception {
    long fault = doris.faults().add(Fault.of(FaultKind.BACKEND_DOWN).afterBytes(2).times(1));
    assertThrows(IOException.class, () -> preCommit("l"));
    while (doris.cluster().backends().get(0).isRunning()) {
      Thread.onSpinWait();
    }
    assertEquals("PREPARE", state("l"));
    doris.faults().remove(fault);
    while (!doris.cluster().backends().get(0).isRunning()) {
      Thread.onSpinWait();
    }
    while (state("l").equals("PREPARE")) {
      Thread.onSpinWait();
    }
    assertEquals("coordinate BE restart", last().abortReason());
    assertTrue(preCommit("l") > 0);
  }

  @Test
  void dyingFrontendRefusesConnectionsUntilItIsBack() throws Exception {
    long fault = doris.faults().add(Fault.of(FaultKind.FRONTEND_DOWN).times(1));
    assertThrows(IOException.class, () -> get("/api/backends"));
    while (doris.cluster().frontends().get(0).isRunning()) {
      Thread.onSpinWait();
    }
    assertThrows(ConnectException.class, () -> get("/api/backends"));
    doris.faults().remove(fault);
    while (!doris.cluster().frontends().get(0).isRunning()) {
      Thread.onSpinWait();
    }
    assertEquals(0, get("/api/backends").path("code").asInt());
  }

  @Test
  void faultStrikesOnlyLabelsOfItsPattern() throws Exception {
    doris.faults().add(Fault.of(FaultKind.TOO_MANY_VERSIONS).label("a-*-z"));
    assertEquals("Success", load("t", "1\ta\n", "label: b-1-z").path("Status").asText());
    assertEquals("Fail", load("t", "1\ta\n", "label: a-1-z").path("Status").asText());
  }

  private List<String> outcomes(long seed) throws Exception {
    doris.faults().mix(seed, 0.3, FaultKind.TOO_MANY_VERSIONS, FaultKind.RUNNING_LIMIT);
    List<String> outcomes = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      String message = load("t", "1\ta\n").path("Message").asText();
      outcomes.add(message.substring(0, Math.min(3, message.length())));
    }
    doris.faults().clear();
    return outcomes;
  }

  @Test
  void mixStrikesTheSameRequestsForTheSameSeed() throws Exception {
    List<String> first = outcomes(7);
    assertEquals(first, outcomes(7));
    assertTrue(first.contains("[E-") && first.contains("[AN") && first.contains("OK"));
    long struck =
        doris.faults().struck(FaultKind.TOO_MANY_VERSIONS)
            + doris.faults().struck(FaultKind.RUNNING_LIMIT);
    assertTrue(struck >= 2 * first.stream().filter(o -> !o.equals("OK")).count());
  }

  @Test
  void clearedFaultsStrikeNoMore() throws Exception {
    doris.faults().add(Fault.of(FaultKind.TOO_MANY_VERSIONS));
    doris.faults().clear();
    assertEquals("Success", load("t", "1\ta\n").path("Status").asText());
    assertEquals(TransactionState.VISIBLE, last().state());
  }
}
