package io.dorisio.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.dorisio.emulator.clock.AdjustableClock;
import io.dorisio.emulator.fault.Fault;
import io.dorisio.emulator.fault.FaultKind;
import io.dorisio.emulator.transaction.TransactionState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** When rows of a group commit come to be seen: at the end of its interval, 10 s by default. */
class GroupCommitIntervalTest extends EmulatorTest {
  private static final String ASYNC = "group_commit: async_mode";
  private static final String SYNC = "group_commit: sync_mode";

  @Override
  EmulatorBuilder configure(EmulatorBuilder builder) {
    Instant now = Instant.parse("2026-11-22T10:00:00Z");
    return builder.clock(new AdjustableClock(InstantSource.fixed(now)));
  }

  private void awaitVisible(long transaction) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!isVisible(transaction)) {
      assertFalse(System.nanoTime() > deadline, "not visible in time");
      Thread.onSpinWait();
    }
  }

  private boolean isVisible(long transaction) {
    return doris.transactions().stream()
        .anyMatch(t -> t.id() == transaction && t.state() == TransactionState.VISIBLE);
  }

  @Test
  void asynchronousRowsAreSeenAfterTheInterval() throws Exception {
    JsonNode reply = load("t", "1\ta\n", ASYNC);
    assertEquals("Success", reply.path("Status").asText(), reply.toString());
    assertEquals(1, reply.path("NumberLoadedRows").asInt());
    doris.clock().advance(Duration.ofMillis(9_999));
    assertEquals(List.of(), rows("SELECT * FROM db.t"));
    doris.clock().advance(Duration.ofMillis(1));
    awaitVisible(reply.path("TxnId").asLong());
    assertEquals(List.of(List.of(1, "a")), rows("SELECT * FROM db.t"));
  }

  @Test
  void synchronousLoadsAreAnsweredOnceTheirRowsAreSeen() throws Exception {
    CompletableFuture<JsonNode> reply =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return load("t", "1\ta\n", SYNC);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (doris.counters().preCommits() == 0) {
      assertFalse(System.nanoTime() > deadline, "not pre-committed in time");
      Thread.onSpinWait();
    }
    assertFalse(reply.isDone());
    doris.clock().advance(Duration.ofSeconds(10));
    assertEquals("Success", reply.get(60, TimeUnit.SECONDS).path("Status").asText());
    assertEquals(List.of(List.of(1, "a")), doris.query("SELECT * FROM db.t"));
  }

  @Test
  void enoughBytesEndTheInterval() throws Exception {
    doris.execute("ALTER TABLE db.t SET ('group_commit_data_bytes' = '8')");
    assertEquals("Success", load("t", "1\ta\n2\tb\n", SYNC).path("Status").asText());
    assertEquals(2, doris.query("SELECT * FROM db.t").size());
  }

  @Test
  void otherLoadsDoNotWaitForTheGroup() throws Exception {
    load("t", "1\ta\n", ASYNC);
    load("t", "2\tb\n");
    assertEquals(List.of(List.of(2, "b")), rows("SELECT * FROM db.t"));
  }

  @Test
  void answeredRowsAreNotLostWhereTheFirstCommitFails() throws Exception {
    long transaction = load("t", "1\ta\n", ASYNC).path("TxnId").asLong();
    doris.faults().add(Fault.of(FaultKind.COMMIT_LOCK_TIMEOUT).times(1));
    doris.clock().advance(Duration.ofSeconds(15));
    awaitVisible(transaction);
    assertEquals(List.of(List.of(1, "a")), rows("SELECT * FROM db.t"));
  }
}
