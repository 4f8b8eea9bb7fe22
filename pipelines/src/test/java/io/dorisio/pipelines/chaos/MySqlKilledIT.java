package io.dorisio.pipelines.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * TaskManagers that are killed with -9 at random moments of the job from MySQL, while all shards
 * change: in the end the table is the union of the shards, row by row.
 */
@Timeout(value = 1_200, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MySqlKilledIT {
  private static final int MOST_MILLIS_OF_DELAY = 1_500;

  private final Random random = new Random(20_250_601);

  @Test
  void onceInTheBinlog() throws Exception {
    kill("killed-once", 1, 1_000, 3_000, 400, 0, 1);
  }

  @Test
  @Tag("chaos")
  void fiveTimesWhileAMillionRowsAreCopiedAndChanged() throws Exception {
    kill("killed-five-times", 2, 250_000, 200_000, 1_000, 2, 3);
  }

  private void kill(
      String name,
      int servers,
      int rows,
      long changes,
      long perSecond,
      int inSnapshot,
      int inBinlog)
      throws Exception {
    try (MySqlWorld world = MySqlWorld.start(name, servers, rows, 20_250_601)) {
      String job = world.submit();
      ChangeFeed feed = world.change(changes, perSecond);
      feed.allow(inSnapshot == 0 ? 0.1 : 0.4);
      List<Long> recoveries = new ArrayList<>();
      long allRows = 4L * rows;
      for (int i = 0; i < inSnapshot; i++) {
        // Each attempt at the snapshot begins anew.
        world.requireInSnapshot();
        recoveries.add(killAfter(world, job, allRows / 20 + random.nextLong(allRows / 4)));
      }
      world.awaitChanges();
      for (int i = 0; i < inBinlog; i++) {
        feed.allow(0.4 + 0.5 * (i + 1) / inBinlog);
        long some = changes / 10 / inBinlog;
        recoveries.add(killAfter(world, job, some + random.nextLong(some)));
        world.awaitChanges();
      }
      Comparison compared =
          world.finish(
              String.format(
                  "TaskManagers killed %d times in the snapshot, %d times in the binlog",
                  inSnapshot, inBinlog),
              job,
              "recovered in ms: " + recoveries);

      assertTrue(compared.rows() > allRows / 2, compared::toString);
      assertEquals(inSnapshot + inBinlog, recoveries.size());
    }
  }

  /** After so many more rows have been loaded, and then a moment; returns how long it lasted. */
  private long killAfter(MySqlWorld world, String job, long rows) throws Exception {
    world.awaitLoaded(world.loadedRows() + rows);
    // Pre-commits are seen when they have happened; the moment that counts may be any other.
    TimeUnit.MILLISECONDS.sleep(random.nextInt(MOST_MILLIS_OF_DELAY));
    return world.killTaskManager(random.nextInt(2), job);
  }
}
