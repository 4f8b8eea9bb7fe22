package io.dorisio.pipelines.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dorisio.emulator.transaction.TransactionRecord;
import io.dorisio.emulator.transaction.TransactionState;
import io.dorisio.pipelines.demo.Await;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How fast rows come from MariaDB into Doris, which counts them and stores none: from the beginning
 * of the first load until the last is visible.
 */
@Tag("chaos")
@Timeout(value = 900, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MySqlRatesIT {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int ROWS = Integer.getInteger("rates.rows", 100_000);
  private static final int ROWS_OF_A_TRANSACTION = 1_000;

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 2", "2, 2"})
  void everyRowIsLoadedOnce(int servers, int parallelism) throws Exception {
    String name = "rates-" + servers + "-" + parallelism;
    try (MySqlWorld world = MySqlWorld.startCounting(name, servers, ROWS)) {
      Measured snapshot = new Measured(world);
      String job = world.submit(options -> options.setParallelism(parallelism));
      String rate = snapshot.await();
      world.awaitChangesCounted();
      String savepoint = world.flink().rest().stop(job, false);

      changeEveryRow(world);
      Measured changes = new Measured(world);
      world.submit(
          options -> {
            options.setSavepointPath(savepoint);
            options.setParallelism(parallelism);
          });

      System.out.printf(
          "RATE | servers %d | parallelism %d | snapshot %s | changes %s%n",
          servers, parallelism, rate, changes.await());
    }
  }

  private static void changeEveryRow(MySqlWorld world) throws Exception {
    for (Shard shard : world.shards()) {
      for (int done = 0; done < ROWS; done += ROWS_OF_A_TRANSACTION) {
        long from = shard.firstId() + done;
        shard
            .server()
            .execute(
                String.format(
                    "UPDATE %s SET version = version + 1 WHERE id >= %d AND id < %d",
                    shard.name(), from, from + ROWS_OF_A_TRANSACTION));
      }
    }
  }

  /** From now on, so many rows as there are. */
  private static final class Measured {
    private final MySqlWorld world;
    private final long newest;
    private final Duration cpu;

    Measured(MySqlWorld world) {
      this.world = world;
      this.newest = world.loads().mapToLong(TransactionRecord::id).max().orElse(0);
      this.cpu = cpu();
    }

    private Duration cpu() {
      return world.flink().taskManagers().stream()
          .map(JavaProcess::cpu)
          .reduce(Duration.ZERO, Duration::plus);
    }

    private List<TransactionRecord> visible() {
      return world
          .loads()
          .filter(t -> t.id() > newest && t.state() == TransactionState.VISIBLE)
          .toList();
    }

    private long rows() {
      return visible().stream().mapToLong(TransactionRecord::loadedRows).sum();
    }

    /** Rows a second, and the seconds of CPU that the TaskManagers take for a million of them. */
    String await() throws Exception {
      long all = 4L * ROWS;
      Await.<Exception>until(all + " visible rows", PATIENCE, () -> rows() >= all);
      Duration took = cpu().minus(cpu);
      assertEquals(all, rows(), "rows loaded");
      Instant first =
          visible().stream()
              .map(TransactionRecord::beginTime)
              .min(Instant::compareTo)
              .orElseThrow();
      Instant last =
          visible().stream()
              .map(TransactionRecord::finishTime)
              .max(Instant::compareTo)
              .orElseThrow();
      return String.format(
          Locale.ROOT,
          "%,d rows/s, CPU %.1f s / M rows",
          all * 1_000 / Math.max(1, Duration.between(first, last).toMillis()),
          took.toMillis() * 1_000.0 / all);
    }
  }
}
