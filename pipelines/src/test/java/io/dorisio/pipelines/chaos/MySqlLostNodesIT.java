package io.dorisio.pipelines.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dorisio.pipelines.SourceServer;
import io.dorisio.pipelines.demo.Await;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What dies beside the job from MySQL, or while the schema changes. */
@Tag("chaos")
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MySqlLostNodesIT {
  private static final int ROWS = 5_000;
  private static final long CHANGES = 20_000;
  private static final long PER_SECOND = 500;
  private static final long SEED = 11;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Longer than it takes to change the schema and to kill, on a slow machine. */
  private static final long LONG_INTERVAL_MILLIS = 20_000;

  @Test
  void theServerKilledInTheBinlogAndStartedAgain() throws Exception {
    try (MySqlWorld world = MySqlWorld.start("mysql-server-killed", 2, ROWS, SEED)) {
      String job = world.startAndChange(CHANGES, PER_SECOND);
      SourceServer server = world.servers().get(0);
      for (int i = 0; i < 2; i++) {
        world.awaitLoaded(world.loadedRows() + CHANGES / 10);
        server.kill();
        server.startAgain();
        world.awaitChanges();
      }

      world.finish("MariaDB killed twice in the binlog and started again", job, "");
      assertEquals(0, world.flink().rest().restores(job), "restarts of the job");
    }
  }

  @Test
  void aColumnAddedAndATaskManagerKilledBeforeTheNextCheckpoint() throws Exception {
    try (MySqlWorld world = MySqlWorld.start("mysql-add-column", 2, ROWS, SEED)) {
      String job = world.submit(options -> options.setCheckpointingInterval(LONG_INTERVAL_MILLIS));
      world.change(CHANGES, PER_SECOND);
      world.awaitChanges();
      long checkpoints = world.flink().rest().completedCheckpoints(job) + 1;
      world.awaitCheckpoints(job, checkpoints);
      for (Shard shard : world.shards()) {
        shard
            .server()
            .execute(
                "ALTER TABLE " + shard.name() + " ADD COLUMN phone VARCHAR(20) AFTER id",
                "UPDATE " + shard.name() + " SET phone = CONCAT('+49 ', id) WHERE id % 3 = 0");
      }
      Await.until("the column in Doris", PATIENCE, () -> hasPhone(world));
      assertEquals(checkpoints, world.flink().rest().completedCheckpoints(job), "checkpoints");
      world.killTaskManager(0, job);

      world.finish(
          "column added, TaskManager killed before the next checkpoint",
          job,
          "",
          MySqlWorld.COLUMNS + ", phone");
    }
  }

  private static boolean hasPhone(MySqlWorld world) throws InterruptedException {
    try {
      world.sql().query("SELECT phone FROM chaos.all_employees LIMIT 1");
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
