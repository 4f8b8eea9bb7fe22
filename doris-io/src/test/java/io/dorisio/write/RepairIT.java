package io.dorisio.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.LocalDoris;
import io.dorisio.client.DorisClient;
import io.dorisio.client.DorisConnection;
import io.dorisio.client.LoadFailedException;
import io.dorisio.client.LoadFailure;
import io.dorisio.client.Timeouts;
import io.dorisio.emulator.transaction.TransactionRecord;
import io.dorisio.emulator.transaction.TransactionState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What breaks a load and can pass costs the bundle nothing. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RepairIT {

  @RegisterExtension static final LocalDoris DORIS = new LocalDoris();

  private String table;
  private CuttingProxy proxy;
  private DorisConnection connection;

  @BeforeEach
  void createTable() throws Exception {
    table = DORIS.createTable("id BIGINT, pad STRING", "id");
    proxy = new CuttingProxy(DORIS.backendAddress());
    connection = DORIS.connection().withHostMapping(DORIS.backendAddress(), proxy.address());
  }

  @AfterEach
  void close() throws Exception {
    proxy.close();
  }

  @Test
  void aConnectionThatBreaksInTheMiddleIsRepairedUnderTheSameLabel() throws Exception {
    proxy.cutAfter(2_000_000, 1);

    PreparedLoad load = loadRows(connection, 1_000, 4_000);

    assertEquals(0, proxy.cutsLeft(), "the cut did not strike");
    assertTrue(load.label().endsWith("_0"), load::label);
    commit(load);
    assertRows(1_000);
    assertEquals(
        List.of(TransactionState.ABORTED, TransactionState.VISIBLE),
        DORIS.transactions(table).stream().map(TransactionRecord::state).toList());
  }

  @Test
  void aConnectionThatBreaksAgainAndAgainIsRepairedEachTime() throws Exception {
    proxy.cutAfter(1_000_000, 3);

    commit(loadRows(connection, 1_000, 4_000));

    assertEquals(0, proxy.cutsLeft(), "the cuts did not strike");
    assertRows(1_000);
  }

  @Test
  void aLoadWhosePreCommitAnswerIsLostIsTakenOverAsItIs() throws Exception {
    proxy.loseAnswers(1);

    PreparedLoad load = loadRows(connection, 100, 100);

    assertEquals(0, proxy.cutsLeft(), "no answer was lost");
    List<TransactionRecord> transactions = DORIS.transactions(table);
    assertEquals(1, transactions.size(), transactions::toString);
    assertEquals(transactions.get(0).id(), load.transactionId());
    commit(load);
    assertRows(100);
  }

  @Test
  void aLoadWhoseOpeningAnswerIsLostIsOpenedAgainOnceTheServerHasGivenItUp() throws Exception {
    List<PreparedLoad> prepared = new ArrayList<>();
    try (OpenLoads loads = openLoads(connection, 1 << 30, 32 << 20)) {
      Rows rows = new Rows(loads, table);
      rows.write(0, 100, 100);
      prepared.addAll(loads.finish());
      proxy.loseContinue();
      rows.write(100, 200, 100);
      prepared.addAll(loads.finish());
    }

    assertEquals(0, proxy.cutsLeft(), "no answer was lost");
    for (PreparedLoad load : prepared) {
      commit(load);
    }
    assertRows(200);
    assertEquals(
        List.of(TransactionState.VISIBLE, TransactionState.ABORTED, TransactionState.VISIBLE),
        DORIS.transactions(table).stream().map(TransactionRecord::state).toList());
  }

  @Test
  void blocksBeyondTheBufferComeFromAFileThatIsClosed() throws Exception {
    long filesBefore = OpenFiles.spools();
    proxy.cutAfter(3_000_000, 1);

    PreparedLoad load;
    try (OpenLoads loads = openLoads(connection, 1 << 30, 100_000)) {
      Rows rows = new Rows(loads, table);
      rows.write(0, 1_000, 4_000);
      assertTrue(OpenFiles.spools() > filesBefore, "nothing was written to a file");
      assertTrue(
          OpenFiles.targets().stream()
              .filter(target -> target.contains("/doris-load-"))
              .allMatch(target -> target.endsWith("(deleted)")),
          "a process that is killed would leave its files");
      load = loads.finish().get(0);
      long files = OpenFiles.spools();
      rows.write(1_000, 2_000, 4_000);
      assertEquals(files, OpenFiles.spools(), "the next load has a file of its own");
    }
    assertEquals(filesBefore, OpenFiles.spools());

    assertEquals(0, proxy.cutsLeft(), "the cut did not strike");
    commit(load);
    assertRows(1_000);
  }

  @Test
  void aLoadRollsToTheNextLabelAtItsSize() throws Exception {
    List<PreparedLoad> prepared;
    try (OpenLoads loads = openLoads(connection, 1_000_000, 32 << 20)) {
      new Rows(loads, table).write(0, 1_000, 4_000);
      prepared = loads.finish();
    }

    // Blocks are of 400 kB: a load ends with its third, and ten make four loads.
    assertEquals(
        List.of("_0", "_1", "_2", "_3"),
        prepared.stream().map(l -> l.label().substring(l.label().lastIndexOf('_'))).toList());
    commit(prepared.toArray(PreparedLoad[]::new));
    assertRows(1_000);
  }

  @Test
  void whatDoesNotPassInTimeFailsTheBundleAndSaysHowOftenItWasTried() throws Exception {
    proxy.cutAfter(0, Integer.MAX_VALUE);
    Timeouts brief = Timeouts.DEFAULT.withRepair(Duration.ofSeconds(1));

    LoadFailedException e =
        assertThrows(
            LoadFailedException.class, () -> loadRows(connection.withTimeouts(brief), 10, 10));

    assertTrue(e.getMessage().contains("could not be repaired within 1 s"), e::getMessage);
    assertTrue(e.getMessage().contains(table), e::getMessage);
  }

  @Test
  void aDefinitiveFailureIsNotTriedAgain() throws Exception {
    LoadFailedException e =
        assertThrows(
            LoadFailedException.class,
            () -> {
              try (Loads loads = new Loads(DORIS, table)) {
                loads.write("{\"id\":\"not a number\"}").finish();
              }
            });

    assertEquals(LoadFailure.DEFINITIVE, e.failure());
    assertEquals(1, DORIS.transactions(table).size());
  }

  @Test
  void aZombieDoesNotAbortWhatItsSuccessorHasLoaded() throws Exception {
    try (OpenLoads zombie = openLoads(connection, 1 << 30, 32 << 20);
        Loads successor = new Loads(DORIS, table)) {
      new Rows(zombie, table).write(0, 10, 10);
      PreparedLoad prepared = successor.write("{\"id\":0}").finishOne();
      // Cut off from its backend, the zombie would send its load again.
      proxy.cutAfter(0, 1);

      LoadFailedException e =
          assertThrows(
              LoadFailedException.class,
              // More than the sockets between them hold, so that it is noticed before the end.
              () -> new Rows(zombie, table).write(10, 50_000, 4_000));

      assertEquals(LoadFailure.FENCED, e.failure(), e::getMessage);
      assertEquals(TransactionState.PRECOMMITTED, DORIS.stateOf(prepared.transactionId()));
    }
  }

  @Test
  void anAttemptThatIsPastItsLeftoversGivesUpAtALabelThatExists() throws Exception {
    try (Loads zombie = new Loads(DORIS, table);
        Loads successor = new Loads(DORIS, table).from(1)) {
      PreparedLoad first = zombie.write("{\"id\":0}").finishOne();
      commit(first);
      PreparedLoad second = successor.write("{\"id\":1}").finishOne();

      LoadFailedException e =
          assertThrows(LoadFailedException.class, () -> zombie.write("{\"id\":1}"));

      assertEquals(LoadFailure.FENCED, e.failure(), e::getMessage);
      assertEquals(TransactionState.PRECOMMITTED, DORIS.stateOf(second.transactionId()));
    }
  }

  @Test
  void severalLoadsLeftFromAnEarlierAttemptAreAllReplaced() throws Exception {
    try (Loads earlier = new Loads(DORIS, table);
        Loads later = new Loads(DORIS, table)) {
      for (int i = 0; i < 3; i++) {
        earlier.write("{\"id\":" + i + "}").finish();
      }

      for (int i = 0; i < 5; i++) {
        commit(later.write("{\"id\":" + i + "}").finishOne());
      }

      assertRows(5);
    }
  }

  private PreparedLoad loadRows(DorisConnection to, int rows, int size) throws Exception {
    try (OpenLoads loads = openLoads(to, 1 << 30, 32 << 20)) {
      new Rows(loads, table).write(0, rows, size);
      return loads.finish().get(0);
    }
  }

  private static OpenLoads openLoads(DorisConnection to, long maxLoadBytes, long bufferBytes) {
    WriteSpec spec = Loads.spec(to, CommittedLabelPolicy.FAIL);
    return new OpenLoads(
        spec.toBuilder().setMaxLoadBytes(maxLoadBytes).setRepairBufferBytes(bufferBytes).build(),
        new DorisClient(to));
  }

  private static void commit(PreparedLoad... loads) throws Exception {
    try (Committer committer = new Committer(new DorisClient(DORIS.connection()), true)) {
      committer.commitAll(List.of(loads));
    }
  }

  private void assertRows(long count) {
    assertEquals(
        LongStream.range(0, count).mapToObj(i -> List.<Object>of(i)).toList(),
        DORIS.rows("SELECT id FROM " + table + " ORDER BY id"));
  }
}
