package io.dorisio.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.LocalDoris;
import io.dorisio.client.LoadFailedException;
import io.dorisio.emulator.transaction.TransactionState;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A load whose label exists: the table of the design, case by case. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LabelConflictIT {

  @RegisterExtension static final LocalDoris DORIS = new LocalDoris();

  private String table;

  @BeforeEach
  void createTable() {
    table = DORIS.createTable("id BIGINT", "id");
  }

  @Test
  void whatAnEarlierAttemptPreCommittedIsAbortedAndLoadedAgain() throws Exception {
    try (Loads first = new Loads(DORIS, table);
        Loads second = new Loads(DORIS, table)) {
      PreparedLoad lost = first.write("{\"id\":1}").finishOne();

      PreparedLoad prepared = second.write("{\"id\":1}").finishOne();

      assertEquals(lost.label(), prepared.label());
      assertEquals(TransactionState.ABORTED, DORIS.stateOf(lost.transactionId()));
      commit(prepared);
      assertEquals(List.of(List.of(1L)), DORIS.rows("SELECT id FROM " + table));
    }
  }

  @Test
  void anEarlierAttemptThatStillStreamsIsFenced() throws Exception {
    try (Loads zombie = new Loads(DORIS, table);
        Loads second = new Loads(DORIS, table)) {
      zombie.write("{\"id\":1}");

      PreparedLoad prepared = second.write("{\"id\":1}").finishOne();

      assertThrows(LoadFailedException.class, zombie::finish);
      assertEquals(TransactionState.PRECOMMITTED, DORIS.stateOf(prepared.transactionId()));
      commit(prepared);
      assertEquals(1, DORIS.count(table));
    }
  }

  /** Of loads that were open side by side, an earlier one can break and a later one be prepared. */
  @Test
  void aFreeLabelInFrontOfWhatAnEarlierAttemptPreCommittedIsPassed() throws Exception {
    PreparedLoad lost;
    try (Loads first = new Loads(DORIS, table).from(1)) {
      lost = first.write("{\"id\":2}").finishOne();
    }

    try (Loads second = new Loads(DORIS, table)) {
      PreparedLoad one = second.write("{\"id\":1}").finishOne();
      PreparedLoad two = second.write("{\"id\":2}").finishOne();

      assertEquals(lost.label(), two.label());
      assertEquals(TransactionState.ABORTED, DORIS.stateOf(lost.transactionId()));
      commit(one);
      commit(two);
    }
    assertEquals(2, DORIS.count(table));
  }

  @Test
  void whatASuccessorHasPreCommittedBehindAFreeLabelIsLeftAlone() throws Exception {
    try (Loads zombie = new Loads(DORIS, table);
        Loads successor = new Loads(DORIS, table)) {
      zombie.write("{\"id\":1}").finish();
      PreparedLoad one = successor.write("{\"id\":1}").finishOne();
      PreparedLoad two = successor.write("{\"id\":2}").finishOne();

      LoadFailedException e =
          assertThrows(LoadFailedException.class, () -> zombie.write("{\"id\":2}"));

      assertTrue(e.getMessage().contains("A newer attempt of this job"), e::getMessage);
      commit(one);
      commit(two);
    }
    assertEquals(2, DORIS.count(table));
  }

  @Test
  void whatIsCommittedIsNotWrittenAgainButTheJobFailsAndSaysHowToGoOn() throws Exception {
    try (Loads first = new Loads(DORIS, table);
        Loads restored = new Loads(DORIS, table)) {
      PreparedLoad committed = first.write("{\"id\":1}").finishOne();
      commit(committed);

      LoadFailedException e =
          assertThrows(LoadFailedException.class, () -> restored.write("{\"id\":1}"));

      assertTrue(e.getMessage().contains(committed.label()), e::getMessage);
      assertTrue(e.getMessage().contains("[" + committed.transactionId() + "]"), e::getMessage);
      assertTrue(e.getMessage().contains("newest checkpoint or savepoint"), e::getMessage);
      assertTrue(e.getMessage().contains("WRITE_AGAIN"), e::getMessage);
      assertEquals(1, DORIS.count(table));
    }
  }

  @Test
  void byChoiceWhatIsCommittedIsWrittenAgainUnderTheNextFreeLabel() throws Exception {
    try (Loads first = new Loads(DORIS, table);
        Loads restored = new Loads(DORIS.connection(), table, CommittedLabelPolicy.WRITE_AGAIN)) {
      commit(first.write("{\"id\":1}").finishOne());
      commit(first.write("{\"id\":2}").finishOne());

      PreparedLoad again = restored.write("{\"id\":1}").finishOne();

      assertTrue(again.label().endsWith("_2"), again::label);
      commit(again);
      assertEquals(3, DORIS.count(table));
    }
  }

  @Test
  void theLabelOfAnAbortedLoadIsFree() throws Exception {
    try (Loads first = new Loads(DORIS, table);
        Loads second = new Loads(DORIS, table)) {
      first.write("{\"id\":1}");
      first.close();

      PreparedLoad prepared = second.write("{\"id\":1}").finishOne();

      assertTrue(prepared.label().endsWith("_0"), prepared::label);
    }
  }

  private static void commit(PreparedLoad load) throws Exception {
    try (Committer committer =
        new Committer(new io.dorisio.client.DorisClient(DORIS.connection()), false)) {
      committer.commitAll(List.of(load));
    }
  }
}
