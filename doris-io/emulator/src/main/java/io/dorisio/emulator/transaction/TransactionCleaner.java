package io.dorisio.emulator.transaction;

import io.dorisio.emulator.clock.AdjustableClock;
import io.dorisio.emulator.config.Setting;
import io.dorisio.emulator.config.Settings;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Times out and forgets transactions every {@code transaction_clean_interval_second} of the
 * cluster's clock (doris-protocol 4.5).
 */
public final class TransactionCleaner implements AutoCloseable {
  private static final long LOOK_MILLIS = 500;

  private final TransactionManager transactions;
  private final AdjustableClock clock;
  private final Settings settings;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread worker = new Thread(task, "doris-txn-cleaner");
            worker.setDaemon(true);
            return worker;
          });
  private final ScheduledFuture<?> looking;
  private Instant lastRun;

  public TransactionCleaner(
      TransactionManager transactions, AdjustableClock clock, Settings settings) {
    this.transactions = transactions;
    this.clock = clock;
    this.settings = settings;
    this.lastRun = clock.instant();
    clock.onAdvance(this::runIfDue);
    this.looking =
        thread.scheduleWithFixedDelay(
            this::runIfDue, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private synchronized void runIfDue() {
    Instant now = clock.instant();
    if (!now.isBefore(lastRun.plus(settings.seconds(Setting.TRANSACTION_CLEAN_INTERVAL_SECOND)))) {
      lastRun = now;
      transactions.clean();
    }
  }

  @Override
  public void close() {
    looking.cancel(false);
    thread.shutdownNow();
  }
}
