package io.dorisio.pipelines.chaos;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.emulator.fault.Fault;
import io.dorisio.emulator.fault.FaultKind;
import io.dorisio.emulator.transaction.TransactionState;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A job that rests for longer than Doris keeps what it has pre-committed. */
@Tag("chaos")
@Timeout(value = 400, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ExpiredPreCommitIT {

  private static final long ROWS = 200_000;
  private static final long PER_SECOND = 10_000;

  @Test
  void theRestoredJobFailsAndNamesWhatWasLost() throws Exception {
    try (World world = World.withLocalDoris("expired-pre-commit")) {
      String job = world.startAndFeed(ROWS, PER_SECOND);
      // From here on checkpoints hold loads that are not committed.
      world.doris().faults().add(Fault.of(FaultKind.COMMIT_LOCK_TIMEOUT).times(Integer.MAX_VALUE));
      long checkpoints = world.flink().rest().completedCheckpoints(job);
      world.awaitCheckpoints(job, checkpoints + 1);
      world.awaitTransaction("pre-committed", t -> t.state() == TransactionState.PRECOMMITTED);
      world.flink().rest().cancel(job);

      world.doris().clock().advance(Duration.ofHours(2));
      world.doris().faults().clear();
      String restored = world.restore(world.flink().newestCheckpoint());

      String failure = world.awaitFailure(restored, "TransactionAbortedException");
      assertTrue(failure.contains("its rows are gone"), failure);
      assertTrue(failure.contains("timeout by txn manager"), failure);
      assertTrue(failure.contains(world.table()), failure);
      world.flink().rest().cancel(restored);
    }
  }
}
