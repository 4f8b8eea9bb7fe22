package io.dorisio.write;

import static io.dorisio.write.Worker.block;
import static io.dorisio.write.Worker.ids;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.LocalDoris;
import io.dorisio.client.LoadFailedException;
import io.dorisio.emulator.transaction.TransactionRecord;
import io.dorisio.emulator.transaction.TransactionState;
import io.dorisio.write.Worker.KeyedState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What a runner does to bundles: it runs them again elsewhere, forgets what they put out, goes back
 * to an older state, and presents what is durable any number of times. Rows are exact all the same.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BundleRetryIT {

  @RegisterExtension static final LocalDoris DORIS = new LocalDoris();

  private String table;
  private WriteSpec spec;

  @BeforeEach
  void createTable() {
    table = DORIS.createTable("id BIGINT", "id");
    spec = Loads.spec(DORIS.connection(), CommittedLabelPolicy.FAIL);
  }

  @Test
  void aBundleThatIsRunAgainElsewhereReplacesItsFirstAttempt() throws Exception {
    KeyedState checkpoint = new KeyedState();
    try (Worker first = worker(checkpoint.copy());
        Worker second = worker(checkpoint.copy())) {
      List<PreparedLoad> lost = first.load(ids(table, 0, 0, 10), ids(table, 1, 10, 20));

      List<PreparedLoad> prepared = second.load(ids(table, 0, 0, 10), ids(table, 1, 10, 20));

      assertStates(TransactionState.ABORTED, lost);
      second.commit(prepared);
      assertRows(20);
    }
  }

  @Test
  void aFirstAttemptThatStillStreamsIsCutOffByTheSecond() throws Exception {
    KeyedState checkpoint = new KeyedState();
    try (Worker zombie = worker(checkpoint.copy());
        Worker successor = worker(checkpoint.copy())) {
      zombie.begin(ids(table, 0, 0, 10));

      List<PreparedLoad> prepared = successor.load(ids(table, 0, 0, 10));

      assertThrows(LoadFailedException.class, zombie::finish);
      zombie.close();
      assertStates(TransactionState.PRECOMMITTED, prepared);
      successor.commit(prepared);
      assertRows(10);
    }
  }

  @Test
  void bundlesSinceTheCheckpointRunAgainInOtherPieces() throws Exception {
    KeyedState state = new KeyedState();
    KeyedState checkpoint;
    List<PreparedLoad> durable;
    try (Worker first = worker(state)) {
      durable = first.load(ids(table, 0, 0, 10));
      checkpoint = state.copy();
      // Prepared, and forgotten with the worker.
      first.load(ids(table, 0, 10, 20));
      first.load(ids(table, 0, 20, 30));
      first.load(ids(table, 0, 30, 40));
    }

    try (Worker restored = worker(checkpoint)) {
      restored.commit(durable);
      restored.commit(restored.load(ids(table, 0, 10, 25)));
      restored.commit(restored.load(ids(table, 0, 25, 40)));
      restored.commit(restored.load(ids(table, 0, 40, 50)));
    }

    assertRows(50);
  }

  private static List<Long> transactions(List<CommittedLoad> loads) {
    return loads.stream().map(CommittedLoad::getTransactionId).toList();
  }

  @Test
  void preparedLoadsArePresentedAgainToThisInstanceAndToOthers() throws Exception {
    try (Worker first = worker(new KeyedState());
        Worker second = worker(new KeyedState())) {
      List<PreparedLoad> prepared = first.load(ids(table, 0, 0, 10), ids(table, 1, 10, 20));

      List<Long> transactions = transactions(first.commit(prepared));
      assertEquals(transactions, transactions(first.commit(prepared)));
      assertEquals(transactions, transactions(second.commit(prepared)));

      assertRows(20);
    }
  }

  @Test
  void preparedLoadsOfManyBundlesCommitInOneBundleInTheOrderOfEachShard() throws Exception {
    List<PreparedLoad> prepared = new ArrayList<>();
    List<PreparedLoad> presentedBefore;
    try (Worker worker = worker(new KeyedState())) {
      for (int i = 0; i < 6; i++) {
        int start = i * 30;
        prepared.addAll(
            worker.load(
                ids(table, 0, start, start + 10),
                ids(table, 1, start + 10, start + 20),
                ids(table, 2, start + 20, start + 30)));
      }
      presentedBefore = List.copyOf(prepared.subList(0, 6));
      worker.commit(presentedBefore);
    }

    try (Worker restored = worker(new KeyedState())) {
      List<CommittedLoad> committed = restored.commit(prepared);
      assertEquals(18, committed.size());
    }

    assertRows(180);
    for (int shard = 0; shard < 3; shard++) {
      String mark = "_run_" + shard + "_";
      List<TransactionRecord> commits =
          DORIS.transactions(table).stream().filter(t -> t.label().contains(mark)).toList();
      for (int i = 1; i < commits.size(); i++) {
        assertTrue(
            !commits.get(i).commitTime().isBefore(commits.get(i - 1).commitTime()),
            commits::toString);
      }
    }
  }

  @Test
  void aStateFromBeforeACommitIsNoticedAndNothingIsWrittenTwice() throws Exception {
    KeyedState old = new KeyedState();
    try (Worker worker = worker(old.copy())) {
      worker.commit(worker.load(ids(table, 0, 0, 10)));
    }

    try (Worker restored = worker(old)) {
      LoadFailedException e =
          assertThrows(LoadFailedException.class, () -> restored.begin(ids(table, 0, 0, 10)));
      assertTrue(e.getMessage().contains("newest checkpoint or savepoint"), e::getMessage);
    }

    assertRows(10);
  }

  @Test
  void teardownInTheMiddleOfABundleAbortsWhatIsOpenAndWhatHasRolled() throws Exception {
    spec = withMaxLoadBytes(50);
    Worker worker = worker(new KeyedState());
    // Rolls after ten rows; the load behind is open.
    worker.begin(ids(table, 0, 0, 10), ids(table, 0, 10, 11));
    LocalDoris.await(
        () ->
            statesOf(table)
                .equals(List.of(TransactionState.PRECOMMITTED, TransactionState.PREPARE)),
        () -> statesOf(table).toString());

    worker.close();

    awaitAllAborted();
  }

  @Test
  void teardownAfterABundleThatFailedAtItsEndAbortsAllOfIt() throws Exception {
    Worker worker = worker(new KeyedState());
    worker.begin(
        ids(table, 0, 0, 10),
        block(table, 1, "{\"id\":\"not a number\"}\n", 1),
        ids(table, 2, 10, 20));

    assertThrows(LoadFailedException.class, worker::finish);
    worker.close();

    awaitAllAborted();
  }

  @Test
  void teardownNeverAbortsWhatWasHandedOn() throws Exception {
    KeyedState state = new KeyedState();
    List<PreparedLoad> handedOn;
    try (Worker worker = worker(state)) {
      handedOn = worker.load(ids(table, 0, 0, 10), ids(table, 1, 10, 20));
      worker.begin(ids(table, 0, 20, 30));
    }

    assertStates(TransactionState.PRECOMMITTED, handedOn);
    try (Worker restored = worker(state)) {
      restored.commit(handedOn);
    }
    assertRows(20);
  }

  @Test
  void anInstanceThatGoesOnAfterAFailedBundleStartsOver() throws Exception {
    KeyedState state = new KeyedState();
    try (Worker worker = worker(state)) {
      worker.begin(ids(table, 0, 0, 10), block(table, 1, "no JSON\n", 1));
      assertThrows(LoadFailedException.class, worker::finish);
      state.backTo(new KeyedState());

      List<PreparedLoad> prepared = worker.load(ids(table, 0, 0, 10), ids(table, 1, 10, 20));
      worker.commit(prepared);

      assertRows(20);
    }
  }

  @Test
  void anEmptyBundleOpensNothing() throws Exception {
    try (Worker worker = worker(new KeyedState())) {
      assertEquals(List.of(), worker.load());
      assertEquals(List.of(), worker.commit(List.of()));
    }

    assertEquals(List.of(), DORIS.transactions(table));
  }

  @Test
  void failuresOfEveryKindInTurnLeaveEveryRowOnce() throws Exception {
    KeyedState durable = new KeyedState();
    List<PreparedLoad> lastDurable = List.of();
    for (int i = 0; i < 20; i++) {
      int from = i * 10;
      KeyedState dropped = durable.copy();
      try (Worker crashes = worker(dropped)) {
        crashes.commit(lastDurable);
        crashes.begin(
            ids(table, i % 3, from, from + 5), ids(table, (i + 1) % 3, from + 5, from + 10));
        if (i % 2 == 0) {
          crashes.finish();
        }
      }
      try (Worker goesOn = worker(durable)) {
        goesOn.commit(lastDurable);
        lastDurable =
            goesOn.load(
                ids(table, i % 3, from, from + 7), ids(table, (i + 1) % 3, from + 7, from + 10));
      }
    }
    try (Worker last = worker(durable)) {
      Collections.reverse(lastDurable);
      last.commit(lastDurable);
    }

    assertRows(200);
  }

  private Worker worker(KeyedState state) {
    return new Worker(spec, state);
  }

  private WriteSpec withMaxLoadBytes(long bytes) {
    return spec.toBuilder().setMaxLoadBytes(bytes).build();
  }

  private void assertRows(long count) {
    assertEquals(
        LongStream.range(0, count).mapToObj(i -> List.<Object>of(i)).toList(),
        DORIS.rows("SELECT id FROM " + table + " ORDER BY id"));
  }

  private static void assertStates(TransactionState expected, List<PreparedLoad> loads) {
    for (PreparedLoad load : loads) {
      assertEquals(expected, DORIS.stateOf(load.transactionId()), load::toString);
    }
  }

  private static List<TransactionState> statesOf(String table) {
    return DORIS.transactions(table).stream().map(TransactionRecord::state).toList();
  }

  private void awaitAllAborted() {
    LocalDoris.await(
        () -> statesOf(table).stream().allMatch(state -> state == TransactionState.ABORTED),
        () -> "not all are aborted: " + DORIS.transactions(table));
    assertRows(0);
  }
}
