package io.dorisio.pipelines.chaos;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Jobs from MySQL that are stopped on purpose, or lose their cluster, and go on from their state.
 */
@Tag("chaos")
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MySqlSavepointIT {
  private static final int ROWS = 5_000;
  private static final long CHANGES = 20_000;
  private static final long PER_SECOND = 500;
  private static final long SEED = 7;

  @Test
  void stoppedWithASavepointAndRestored() throws Exception {
    try (MySqlWorld world = MySqlWorld.start("mysql-stop", 2, ROWS, SEED)) {
      String first = world.startAndChange(CHANGES, PER_SECOND);
      String savepoint = world.flink().rest().stop(first, false);

      String second = world.restore(savepoint);

      world.finish("stop with savepoint, restore", second, "");
    }
  }

  @Test
  void stoppedInTheSnapshotAndRestored() throws Exception {
    try (MySqlWorld world = MySqlWorld.start("mysql-stop-snapshot", 1, 10 * ROWS, SEED)) {
      String first = world.submit();
      world.change(CHANGES, PER_SECOND);
      world.awaitLoaded(1);
      world.requireInSnapshot();
      String savepoint = world.flink().rest().stop(first, false);

      String second = world.restore(savepoint);

      world.finish("stop with savepoint in the snapshot, restore", second, "");
    }
  }

  @Test
  void restoredWithOtherParallelism() throws Exception {
    try (MySqlWorld world = MySqlWorld.start("mysql-rescale", 2, ROWS, SEED)) {
      world.flink().startTaskManager();
      String first = world.startAndChange(CHANGES, PER_SECOND);
      String two = world.flink().rest().stop(first, false);
      String second = restore(world, two, 1);
      world.awaitLoaded(world.loadedRows() + CHANGES / 10);
      String one = world.flink().rest().stop(second, false);

      String third = restore(world, one, 3);

      world.finish("parallelism 2, 1, 3", third, "");
    }
  }

  /** With one server, all subtasks of the source but one have nothing to read. */
  @Test
  void restoredWithOtherParallelismWhereSubtasksHaveNothingToRead() throws Exception {
    try (MySqlWorld world = MySqlWorld.start("mysql-rescale-one", 1, ROWS, SEED)) {
      world.flink().startTaskManager();
      String first = world.startAndChange(CHANGES, PER_SECOND);
      String two = world.flink().rest().stop(first, false);
      String second = restore(world, two, 1);
      world.awaitLoaded(world.loadedRows() + CHANGES / 10);
      String one = world.flink().rest().stop(second, false);

      String third = restore(world, one, 3);

      world.finish("parallelism 2, 1, 3 with one server", third, "");
    }
  }

  private static String restore(MySqlWorld world, String savepoint, int parallelism)
      throws Exception {
    return world.submit(
        options -> {
          options.setSavepointPath(savepoint);
          options.setParallelism(parallelism);
        });
  }

  @Test
  void theJobManagerKilledAndTheJobRestoredFromItsLastCheckpoint() throws Exception {
    try (MySqlWorld world = MySqlWorld.start("mysql-jobmanager", 2, ROWS, SEED)) {
      world.startAndChange(CHANGES, PER_SECOND);
      world.flink().jobManager().kill();
      world.flink().startJobManager();
      world.flink().awaitSlots(2);

      String restored = world.restore(world.flink().newestCheckpoint());

      world.finish("JobManager killed, restored from the last checkpoint", restored, "");
    }
  }
}
