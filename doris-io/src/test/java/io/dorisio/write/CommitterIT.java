package io.dorisio.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.LocalDoris;
import io.dorisio.client.DorisClient;
import io.dorisio.client.DorisConnection;
import io.dorisio.client.Timeouts;
import io.dorisio.emulator.transaction.TransactionRecord;
import io.dorisio.emulator.transaction.TransactionState;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The answers to a commit: the table of the design, case by case. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CommitterIT {

  @RegisterExtension static final LocalDoris DORIS = new LocalDoris();

  private String table;

  @BeforeEach
  void createTable() {
    table = DORIS.createTable("id BIGINT", "id");
  }

  @Test
  void aCommitMakesTheRowsVisible() throws Exception {
    PreparedLoad load = prepare();
    assertEquals(0, DORIS.count(table));

    commit(load);

    assertEquals(1, DORIS.count(table));
  }

  @Test
  void aLoadThatIsPresentedAgainIsDone() throws Exception {
    PreparedLoad load = prepare();
    commit(load);

    commit(load);
    assertEquals(1, DORIS.count(table));
    commit(load);

    assertEquals(1, DORIS.count(table));
  }

  @Test
  void anAbortedTransactionFailsLoudlyAndSaysWhatWasLost() throws Exception {
    PreparedLoad load = prepare();
    try (DorisClient client = new DorisClient(DORIS.connection())) {
      client.abort("test", load.transactionId());
    }

    CommitFailedException e = assertThrows(CommitFailedException.class, () -> commit(load));

    for (String part :
        new String[] {
          "transaction " + load.transactionId(),
          load.label(),
          table,
          "1 rows",
          load.backend(),
          "its rows are gone",
          "stream_load_default_precommit_timeout_second",
          "abort reason: User Abort",
        }) {
      assertTrue(e.getMessage().contains(part), () -> part + " is not in " + e.getMessage());
    }
  }

  @Test
  void aForgottenTransactionWhoseLabelIsCommittedIsDone() throws Exception {
    PreparedLoad load = prepare();
    commit(load);

    commit(withTransaction(load, 4_000_000_000L));

    assertEquals(1, DORIS.count(table));
  }

  @Test
  void aForgottenTransactionWhoseLabelIsUnknownFailsNamingIt() throws Exception {
    PreparedLoad unknown =
        new PreparedLoad(
            io.dorisio.client.TableName.parse(table),
            0,
            "job_forgotten",
            4_000_000_001L,
            5,
            0,
            50,
            "be:8040",
            RowBlock.NO_TIME);

    CommitFailedException e = assertThrows(CommitFailedException.class, () -> commit(unknown));

    assertTrue(e.getMessage().contains("job_forgotten"), e::getMessage);
    assertTrue(e.getMessage().contains("its label is UNKNOWN"), e::getMessage);
    assertTrue(e.getMessage().contains("not found"), e::getMessage);
  }

  @Test
  void aLoadThatHasNotEndedIsNotCommitted() throws Exception {
    try (Loads streaming = new Loads(DORIS, table)) {
      streaming.write("{\"id\":1}");
      TransactionRecord running = DORIS.transactions(table).get(0);
      PreparedLoad tooEarly =
          new PreparedLoad(
              io.dorisio.client.TableName.parse(table),
              0,
              running.label(),
              running.id(),
              1,
              0,
              9,
              "be:8040",
              RowBlock.NO_TIME);

      CommitFailedException e = assertThrows(CommitFailedException.class, () -> commit(tooEarly));

      assertTrue(e.getMessage().contains("has not ended"), e::getMessage);
      assertEquals(TransactionState.PREPARE, DORIS.stateOf(running.id()));
    }
  }

  @Test
  void whatCannotBeReachedIsTriedUntilTheDeadlineAndThenNamed() throws Exception {
    PreparedLoad load = prepare();
    DorisConnection nowhere;
    try (ServerSocket free = new ServerSocket(0)) {
      nowhere =
          DorisConnection.of("127.0.0.1:" + free.getLocalPort())
              .withTimeouts(Timeouts.DEFAULT.withCommit(Duration.ofMillis(500)));
    }

    CommitFailedException e =
        assertThrows(CommitFailedException.class, () -> commit(nowhere, List.of(load)));

    assertTrue(e.getMessage().contains("did not get through"), e::getMessage);
    assertTrue(e.getMessage().contains(load.label()), e::getMessage);
    assertEquals(TransactionState.PRECOMMITTED, DORIS.stateOf(load.transactionId()));
  }

  @Test
  void wrongCredentialsAreNotTakenForALostConnection() throws Exception {
    PreparedLoad load = prepare();
    DorisConnection wrong =
        DORIS
            .connection()
            .withCredentials("etl", "wrong")
            .withTimeouts(Timeouts.DEFAULT.withCommit(Duration.ofMillis(500)));

    CommitFailedException e =
        assertThrows(CommitFailedException.class, () -> commit(wrong, List.of(load)));

    assertTrue(e.getMessage().contains("check the user and password"), e::getMessage);
  }

  @Test
  void loadsOfOneShardCommitInTheirOrder() throws Exception {
    List<PreparedLoad> loads = new ArrayList<>();
    try (Loads shard = new Loads(DORIS, table)) {
      for (int i = 0; i < 10; i++) {
        loads.add(shard.write("{\"id\":" + i + "}").finishOne());
      }
    }

    commit(DORIS.connection(), loads);

    List<TransactionRecord> committed = DORIS.transactions(table);
    assertEquals(10, DORIS.count(table));
    for (int i = 1; i < 10; i++) {
      assertTrue(
          !committed.get(i).commitTime().isBefore(committed.get(i - 1).commitTime()),
          committed::toString);
    }
  }

  @Test
  void aShardThatFailsDoesNotHoldUpTheOthers() throws Exception {
    PreparedLoad good = prepare();
    PreparedLoad bad =
        new PreparedLoad(
            good.table(), 1, "job_unknown", 4_000_000_002L, 1, 0, 9, "be:8040", RowBlock.NO_TIME);

    assertThrows(CommitFailedException.class, () -> commit(DORIS.connection(), List.of(bad, good)));

    assertEquals(1, DORIS.count(table));
  }

  private PreparedLoad prepare() throws Exception {
    try (Loads loads = new Loads(DORIS, table)) {
      return loads.write("{\"id\":1}").finishOne();
    }
  }

  private static PreparedLoad withTransaction(PreparedLoad load, long transactionId) {
    return new PreparedLoad(
        load.table(),
        load.shard(),
        load.label(),
        transactionId,
        load.rows(),
        load.filteredRows(),
        load.bytes(),
        load.backend(),
        RowBlock.NO_TIME);
  }

  private static void commit(PreparedLoad load) throws Exception {
    commit(DORIS.connection(), List.of(load));
  }

  private static void commit(DorisConnection connection, List<PreparedLoad> loads)
      throws Exception {
    try (Committer committer = new Committer(new DorisClient(connection), false)) {
      committer.commitAll(loads);
    }
  }
}
