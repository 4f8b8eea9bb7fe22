package io.dorisio.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dorisio.emulator.clock.AdjustableClock;
import io.dorisio.emulator.transaction.TransactionState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** doris-protocol 4.5: what times out and what is forgotten, on a clock of the test's own. */
class ExpiryTest extends EmulatorTest {
  @Override
  EmulatorBuilder configure(EmulatorBuilder builder) {
    Instant now = Instant.parse("2026-11-22T10:00:00Z");
    return builder.clock(new AdjustableClock(InstantSource.fixed(now)));
  }

  private String state(String label) throws Exception {
    return get("/api/db/get_load_state?label=" + label).path("data").asText();
  }

  private String commit(long id) throws Exception {
    return transaction("txn_id: " + id, "txn_operation: commit").path("msg").asText();
  }

  private void advance(long seconds) {
    doris.clock().advance(Duration.ofSeconds(seconds));
  }

  @Test
  void preCommittedTransactionLivesForAnHour() throws Exception {
    long id = preCommit("l");
    advance(3_600 - 60);
    assertEquals("PRECOMMITTED", state("l"));
    advance(90);
    assertEquals("ABORTED", state("l"));
    assertEquals(
        "TStatus: errCode = 2, detailMessage = transaction ["
            + id
            + "] is already aborted. abort reason: timeout by txn manager",
        commit(id));
  }

  @Test
  void preparedTransactionLivesForItsTimeout() throws Exception {
    try (RawHttp http = backend()) {
      http.head(
          "PUT /api/db/t/_stream_load",
          authorization(),
          "label: l",
          "timeout: 100",
          "column_separator: ,",
          TWO_PHASES,
          "Expect: 100-continue",
          "Transfer-Encoding: chunked");
      assertEquals(100, http.answer().status());
      advance(90);
      assertEquals("PREPARE", state("l"));
      advance(40);
      assertEquals("ABORTED", state("l"));
      http.chunk("1,a\n").lastChunk();
      assertEquals(
          "[ANALYSIS_ERROR]TStatus: errCode = 2, detailMessage = timeout by txn manager",
          json(http.answer()).path("Message").asText());
    }
  }

  @Test
  void preparedTransactionLivesForThreeDaysWithoutATimeout() throws Exception {
    try (RawHttp http = backend()) {
      http.head(
          "PUT /api/db/t/_stream_load",
          authorization(),
          "label: l",
          TWO_PHASES,
          "Expect: 100-continue",
          "Transfer-Encoding: chunked");
      assertEquals(100, http.answer().status());
      advance(259_200 - 60);
      assertEquals("PREPARE", state("l"));
      advance(120);
      assertEquals("ABORTED", state("l"));
    }
  }

  @Test
  void timeoutOutOfRangeIsRefused() throws Exception {
    assertEquals(
        "[ANALYSIS_ERROR]TStatus: errCode = 2, detailMessage = Invalid timeout: 259201. Timeout"
            + " should between 1 and 259200 seconds",
        load("t", "1\ta\n", "timeout: 259201").path("Message").asText());
  }

  @Test
  void timedOutLabelIsFree() throws Exception {
    long first = preCommit("l");
    advance(3_660);
    assertEquals(first + 1, preCommit("l"));
  }

  @Test
  void cleanerRunsAtItsInterval() throws Exception {
    set("stream_load_default_precommit_timeout_second", "1");
    preCommit("l");
    advance(10);
    assertEquals("PRECOMMITTED", state("l"));
    advance(20);
    assertEquals("ABORTED", state("l"));
  }

  @Test
  void finishedTransactionIsForgottenAfterTwelveHours() throws Exception {
    long id = preCommit("l");
    commit(id);
    doris.awaitVisible(Duration.ofSeconds(60));
    advance(43_200 - 60);
    assertEquals("VISIBLE", state("l"));
    advance(120);
    assertEquals("UNKNOWN", state("l"));
    assertEquals(
        "TStatus: errCode = 2, detailMessage = transaction [" + id + "] not found", commit(id));
    assertEquals(
        "TStatus: errCode = 2, detailMessage = transaction not found, label=l",
        transaction("label: l", "txn_operation: commit").path("msg").asText());
  }

  @Test
  void forgottenLabelIsAcceptedAgainAndDoublesTheRows() throws Exception {
    load("t", "1\ta\n", "label: l");
    advance(43_260);
    assertEquals("Success", load("t", "1\ta\n", "label: l").path("Status").asText());
    assertEquals(List.of(List.of(1, "a"), List.of(1, "a")), rows("SELECT * FROM db.t"));
  }

  @Test
  void preCommittedTransactionsAreNotForgotten() throws Exception {
    set("stream_load_default_precommit_timeout_second", "1000000");
    long id = preCommit("l");
    advance(100_000);
    assertEquals(TransactionState.PRECOMMITTED, doris.transactions().get(0).state());
    assertEquals("transaction [" + id + "] commit successfully.", commit(id));
  }

  @Test
  void onlySoManyFinishedTransactionsOfADatabaseAreKept() throws Exception {
    set("label_num_threshold", "2");
    for (String label : List.of("a", "b", "c")) {
      load("t", "1\ta\n", "label: " + label);
    }
    advance(30);
    assertEquals(
        List.of("UNKNOWN", "VISIBLE", "VISIBLE"), List.of(state("a"), state("b"), state("c")));
  }
}
