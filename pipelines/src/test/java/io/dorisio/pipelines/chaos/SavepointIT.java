package io.dorisio.pipelines.chaos;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Jobs that are stopped on purpose, and go on from a savepoint. */
@Tag("chaos")
@Timeout(value = 400, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SavepointIT {

  private static final long ROWS = 200_000;
  private static final long PER_SECOND = 10_000;

  @Test
  void stoppedWithASavepointAndRestored() throws Exception {
    try (World world = World.withLocalDoris("stop-with-savepoint")) {
      String first = world.startAndFeed(ROWS, PER_SECOND);
      String savepoint = world.flink().rest().stop(first, false);

      long restored = System.nanoTime();
      String second = world.restore(savepoint);

      world.finish(ROWS, "stop with savepoint, restore", second, restored);
    }
  }

  @Test
  void anIntermediateSavepointFollowedByACrash() throws Exception {
    try (World world = World.withLocalDoris("savepoint-then-crash")) {
      String job = world.startAndFeed(ROWS, PER_SECOND);
      world.flink().rest().savepoint(job);
      long crashed = System.nanoTime();
      world.flink().taskManager(0).kill();
      world.flink().startTaskManager();

      world.awaitFed();
      world.assertRestarted(job);
      world.finish(ROWS, "intermediate savepoint, then a TaskManager killed", job, crashed);
    }
  }

  @Test
  void restoredWithOtherParallelism() throws Exception {
    try (World world = World.withLocalDoris("rescale")) {
      world.flink().startTaskManager();
      String first = world.startAndFeed(ROWS, PER_SECOND);
      String two = world.flink().rest().stop(first, false);
      String second =
          world.submit(
              options -> {
                options.setSavepointPath(two);
                options.setParallelism(1);
              });
      world.awaitVisible(ROWS / 3);
      // So many may be visible already when this job has not started yet.
      world.awaitCheckpoints(second, 1);
      String one = world.flink().rest().stop(second, false);

      long restored = System.nanoTime();
      String third =
          world.submit(
              options -> {
                options.setSavepointPath(one);
                options.setParallelism(3);
              });

      world.finish(ROWS, "parallelism 2, 1, 3", third, restored);
    }
  }

  @Test
  void drained() throws Exception {
    try (World world = World.withLocalDoris("drain")) {
      String job = world.startAndFeed(ROWS, PER_SECOND);

      world.flink().rest().stop(job, true);

      // What Kafka held when the job was drained is read in part; that part is committed whole.
      long visible = world.visibleRows();
      world.assertNothingOpen();
      assertTrue(visible > 0 && visible <= ROWS, visible + " rows are visible");
      world.assertNoneTwice();
    }
  }

  @Test
  void restoredFromASavepointOlderThanTheLastCommit() throws Exception {
    try (World world = World.withLocalDoris("older-savepoint")) {
      String first = world.startAndFeed(ROWS, PER_SECOND);
      String old = world.flink().rest().savepoint(first);
      world.awaitVisible(ROWS);
      world.flink().rest().stop(first, false);

      String second = world.restore(old);

      String failure = world.awaitFailure(second, "has already been used");
      assertTrue(failure.contains("newest checkpoint or savepoint"), failure);
      world.assertExactly(ROWS);
      world.flink().rest().cancel(second);
    }
  }
}
