package io.dorisio.pipelines.chaos;

import io.dorisio.emulator.transaction.TransactionState;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** TaskManagers that are killed with -9, at the moments that matter. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KilledTaskManagerIT {

  private static final long ROWS = 200_000;
  private static final long PER_SECOND = 20_000;

  @Test
  void inTheMiddleOfALoad() throws Exception {
    kill("TaskManager killed in the middle of a load", TransactionState.PREPARE, 1);
  }

  @Test
  @Tag("chaos")
  void betweenPreCommitAndCheckpoint() throws Exception {
    kill("TaskManager killed between pre-commit and checkpoint", TransactionState.PRECOMMITTED, 1);
  }

  @Test
  @Tag("chaos")
  void duringTheCommits() throws Exception {
    kill("TaskManager killed during the commits", TransactionState.COMMITTED, 1);
  }

  @Test
  @Tag("chaos")
  void twiceWithinOneCheckpoint() throws Exception {
    kill("TaskManagers killed twice in a row", TransactionState.PRECOMMITTED, 2);
  }

  @Test
  @Tag("chaos")
  void againAndAgain() throws Exception {
    kill("TaskManagers killed four times", TransactionState.PREPARE, 4);
  }

  private void kill(String scenario, TransactionState when, int times) throws Exception {
    try (World world = World.withLocalDoris(scenario.replace(' ', '-'))) {
      String job = world.startAndFeed(ROWS, PER_SECOND, ROWS * 3 / 4);

      long killed = 0;
      for (int i = 0; i < times; i++) {
        long newest = world.doris().transactions().stream().mapToLong(t -> t.id()).max().orElse(0);
        world.awaitTransaction(
            when + " anew", t -> t.id() > newest && (t.state() == when || isPast(t.state(), when)));
        world.flink().taskManager(i).kill();
        killed = System.nanoTime();
        world.flink().startTaskManager();
      }
      world.finish(ROWS, scenario, job, killed);
      world.assertRestarted(job);
    }
  }

  /** A state that lasts for moments may be over when it is looked at. */
  private static boolean isPast(TransactionState state, TransactionState wanted) {
    return wanted == TransactionState.COMMITTED && state == TransactionState.VISIBLE;
  }
}
