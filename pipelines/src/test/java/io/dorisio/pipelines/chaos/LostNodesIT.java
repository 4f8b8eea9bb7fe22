package io.dorisio.pipelines.chaos;

import io.dorisio.emulator.transaction.TransactionState;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whole servers that die, and workers that only seem to. */
@Tag("chaos")
@Timeout(value = 400, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LostNodesIT {

  private static final long ROWS = 200_000;
  private static final long PER_SECOND = 10_000;

  @Test
  void dorisKilledAndStartedAgain() throws Exception {
    try (World world = World.withDorisProcess("doris-killed")) {
      String job = world.startAndFeed(ROWS, PER_SECOND);
      long killed = System.nanoTime();
      world.dorisNode().process().kill();
      world.dorisNode().start();

      world.finish(ROWS, "Doris killed and started again", job, killed);
    }
  }

  @Test
  void theJobManagerKilledAndTheJobRestoredFromItsLastCheckpoint() throws Exception {
    try (World world = World.withLocalDoris("jobmanager-killed")) {
      world.startAndFeed(ROWS, PER_SECOND);
      long killed = System.nanoTime();
      world.flink().jobManager().kill();
      world.flink().startJobManager();
      world.flink().awaitSlots(2);

      String restored = world.restore(world.flink().newestCheckpoint());

      world.finish(ROWS, "JobManager killed, restored from the last checkpoint", restored, killed);
    }
  }

  @Test
  void aZombieThatWakesUpBehindItsSuccessor() throws Exception {
    try (World world = World.withLocalDoris("zombie")) {
      String job = world.startAndFeed(ROWS, PER_SECOND);
      long newest = world.doris().transactions().stream().mapToLong(t -> t.id()).max().orElse(0);
      world.awaitTransaction(
          "begun anew", t -> t.id() > newest && t.state() == TransactionState.PREPARE);
      long frozen = System.nanoTime();
      JavaProcess zombie = world.flink().taskManager(0);
      zombie.freeze();
      world.flink().startTaskManager();
      // Its successor has taken over once rows appear again.
      long visible = world.visibleRows();
      world.awaitVisible(visible + 2 * PER_SECOND);
      zombie.thaw();

      world.assertRestarted(job);
      world.finish(ROWS, "TaskManager stopped past its heartbeat, then continued", job, frozen);
    }
  }
}
