package io.dorisio.write;

import static io.dorisio.write.Worker.block;
import static io.dorisio.write.Worker.ids;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.LocalDoris;
import io.dorisio.client.DorisConnection;
import io.dorisio.client.LoadFailedException;
import io.dorisio.emulator.transaction.TransactionRecord;
import io.dorisio.emulator.transaction.TransactionState;
import io.dorisio.write.Worker.KeyedState;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@link DeliveryGuarantee#AT_LEAST_ONCE}: nothing is lost, and servers alone double nothing. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AtLeastOnceIT {

  @RegisterExtension static final LocalDoris DORIS = new LocalDoris();

  private String table;
  private CuttingProxy proxy;
  private DorisConnection connection;

  @BeforeEach
  void createTable() throws Exception {
    table = DORIS.createTable("id BIGINT", "id");
    proxy = new CuttingProxy(DORIS.backendAddress());
    connection = DORIS.connection().withHostMapping(DORIS.backendAddress(), proxy.address());
  }

  @AfterEach
  void close() throws Exception {
    proxy.close();
  }

  @Test
  void rowsAreVisibleWhenTheBundleEndsWithoutARequestToCommit() throws Exception {
    List<PreparedLoad> loads;
    try (Worker worker = worker(new KeyedState())) {
      loads = worker.load(ids(table, 0, 0, 10), ids(table, 1, 10, 30));
    }

    assertEquals(List.of(10L, 20L), loads.stream().map(PreparedLoad::rows).toList());
    assertCounts(30, 1);
    assertStates(TransactionState.VISIBLE, TransactionState.VISIBLE);
    assertFalse(proxy.saw("_stream_load_2pc"), "a commit was asked for");
  }

  @Test
  void aLoadWhoseAnswerIsLostIsLookedUpAndNotSentAgain() throws Exception {
    proxy.loseAnswers(1);

    try (Worker worker = worker(new KeyedState())) {
      PreparedLoad load = worker.load(ids(table, 0, 0, 10)).get(0);

      assertEquals(DORIS.transactions(table).get(0).id(), load.transactionId());
      assertEquals(10, load.rows());
    }

    assertEquals(0, proxy.cutsLeft(), "no answer was lost");
    assertCounts(10, 1);
    assertStates(TransactionState.VISIBLE);
  }

  @Test
  void aLoadThatBreaksInTheMiddleIsSentAgainUnderItsLabel() throws Exception {
    proxy.cutAfter(100_000, 1);

    try (Worker worker = worker(new KeyedState())) {
      worker.load(ids(table, 0, 0, 10_000), ids(table, 0, 10_000, 20_000));
    }

    assertEquals(0, proxy.cutsLeft(), "the cut did not strike");
    assertCounts(20_000, 1);
    assertStates(TransactionState.ABORTED, TransactionState.VISIBLE);
  }

  @Test
  void aBundleThatIsRunAgainGoesOnBehindWhatItsFirstAttemptCommitted() throws Exception {
    KeyedState checkpoint = new KeyedState();
    try (Worker first = worker(checkpoint.copy());
        Worker second = worker(checkpoint.copy())) {
      first.load(ids(table, 0, 0, 10));
      first.load(ids(table, 0, 10, 20));

      // In other pieces, as a runner may.
      PreparedLoad load = second.load(ids(table, 0, 0, 20), ids(table, 0, 20, 25)).get(0);

      assertTrue(load.label().endsWith("_2"), load::label);
    }
    assertIds(25);
    assertEquals(45, DORIS.count(table));
  }

  @Test
  void aGapInWhatTheFirstAttemptLeftStopsNobody() throws Exception {
    KeyedState checkpoint = new KeyedState();
    try (Worker first = worker(checkpoint.copy())) {
      // The first label of the shard is free again, the second one is not.
      assertThrows(
          LoadFailedException.class, () -> first.load(block(table, 0, "{\"id\":\"bad\"}\n", 1)));
      first.load(ids(table, 0, 0, 10));
    }

    try (Worker second = worker(checkpoint.copy())) {
      second.load(ids(table, 0, 0, 10));
      second.load(ids(table, 0, 10, 20));
    }

    assertIds(20);
  }

  @Test
  void anAttemptThatStillStreamsIsCutOffAndFails() throws Exception {
    KeyedState checkpoint = new KeyedState();
    try (Worker zombie = worker(checkpoint.copy());
        Worker successor = worker(checkpoint.copy())) {
      zombie.begin(ids(table, 0, 0, 10));

      successor.load(ids(table, 0, 0, 10));

      assertThrows(LoadFailedException.class, zombie::finish);
    }
    assertCounts(10, 1);
  }

  @Test
  void nothingThatIsCommittedIsAbortedWhenTheBundleFails() throws Exception {
    try (Worker worker = worker(new KeyedState())) {
      assertThrows(
          LoadFailedException.class,
          () -> worker.load(ids(table, 0, 0, 10), block(table, 1, "{\"id\":\"bad\"}\n", 1)));
    }

    assertFalse(proxy.saw("_stream_load_2pc"), "an abort was asked for");
  }

  @Test
  void rowsThatTheServerFiltersAreNamedThoughTheOthersAreCommitted() throws Exception {
    WriteSpec collecting = spec().toBuilder().setCollectFailedRows(true).build();

    try (Worker worker = new Worker(collecting, new KeyedState())) {
      StringBuilder lines = new StringBuilder();
      IntStream.range(0, 200).forEach(i -> lines.append("{\"id\":\"bad " + i + "\"}\n"));
      worker.load(block(table, 0, "{\"id\":1}\n" + lines + "{\"id\":2}\n", 202));

      assertEquals(200, worker.failedRows().size());
    }

    assertCounts(2, 1);
  }

  private Worker worker(KeyedState state) {
    return new Worker(spec(), state);
  }

  private WriteSpec spec() {
    return Loads.spec(connection, CommittedLabelPolicy.FAIL).toBuilder()
        .setDelivery(DeliveryGuarantee.AT_LEAST_ONCE)
        .build();
  }

  private void assertCounts(long rows, long ofEach) {
    assertEquals(rows, DORIS.count(table));
    assertEquals(
        List.of(),
        DORIS.rows("SELECT id FROM " + table + " GROUP BY id HAVING count(*) <> " + ofEach));
  }

  private void assertIds(long count) {
    assertEquals(
        List.of(List.of(count, count - 1)),
        DORIS.rows("SELECT count(DISTINCT id), max(id) FROM " + table));
  }

  private void assertStates(TransactionState... states) {
    assertEquals(
        List.of(states), DORIS.transactions(table).stream().map(TransactionRecord::state).toList());
  }
}
