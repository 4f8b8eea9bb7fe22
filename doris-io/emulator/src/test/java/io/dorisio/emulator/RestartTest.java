package io.dorisio.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.emulator.clock.AdjustableClock;
import io.dorisio.emulator.transaction.TransactionState;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** doris-protocol 4.1: what outlives a restart. */
class RestartTest extends EmulatorTest {
  @TempDir Path directory;

  @Override
  EmulatorBuilder configure(EmulatorBuilder builder) {
    // Stands still: the interval of a group commit must not end before the restart.
    InstantSource now = InstantSource.fixed(Instant.now());
    return builder.dataDir(directory).clock(new AdjustableClock(now));
  }

  private void restart() throws Exception {
    doris.close();
    doris = DorisEmulator.builder().dataDir(directory).start();
  }

  @Test
  void preCommittedTransactionsAndVisibleRowsSurvive() throws Exception {
    load("t", "7\tz\n");
    long id = preCommit("l");
    restart();
    assertEquals("PRECOMMITTED", get("/api/db/get_load_state?label=l").path("data").asText());
    assertEquals(List.of(List.of(7, "z")), rows("SELECT * FROM db.t"));
    assertEquals(
        "transaction [" + id + "] commit successfully.",
        transaction("txn_id: " + id, "txn_operation: commit").path("msg").asText());
    assertEquals(List.of(List.of(1, "a"), List.of(7, "z")), rows("SELECT * FROM db.t ORDER BY k"));
    restart();
    assertEquals("VISIBLE", get("/api/db/get_load_state?label=l").path("data").asText());
    assertEquals(2, rows("SELECT * FROM db.t").size());
    assertTrue(preCommit("later") > id);
  }

  @Test
  void abortedTransactionsStayAborted() throws Exception {
    long id = preCommit("l");
    transaction("txn_id: " + id, "txn_operation: abort");
    restart();
    assertEquals(TransactionState.ABORTED, doris.transactions().get(0).state());
    assertTrue(preCommit("l") > id);
  }

  @Test
  void answeredGroupCommitsAreMadeUpFor() throws Exception {
    assertEquals(
        "Success", load("t", "5\tg\n", "group_commit: async_mode").path("Status").asText());
    assertEquals(List.of(), rows("SELECT * FROM db.t"));
    restart();
    String label = doris.transactions().get(0).label();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!get("/api/db/get_load_state?label=" + label).path("data").asText().equals("VISIBLE")) {
      assertTrue(System.nanoTime() < deadline, "not visible in time");
    }
    assertEquals(List.of(List.of(5, "g")), rows("SELECT * FROM db.t"));
  }
}
