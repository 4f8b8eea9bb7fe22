package io.dorisio.write;

import io.dorisio.client.LoadFailedException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * When a broken load is tried again, and when no more: failures share one time limit, also where an
 * attempt in between seemed to go well. A new limit begins only with a failure that comes long
 * after the last one and behind new rows; time alone proves nothing, since an attempt that hangs
 * can take longer than the limit.
 */
final class RepairSchedule {

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final Duration within;
  private long firstFailureNanos;
  private long lastFailureNanos;
  private boolean progressed;
  private int attempt;

  RepairSchedule(Duration within) {
    this.within = within;
  }

  /** Rows went out that had not been tried before. */
  void progressed() {
    progressed = true;
  }

  /**
   * Waits before the next attempt: longer each time, half of it by chance, so that shards which
   * broke together do not come back together.
   *
   * @throws LoadFailedException the failure, if it is definitive or the time is up
   */
  void awaitNext(LoadFailedException failure) throws LoadFailedException, InterruptedException {
    if (!failure.failure().isRetriable()) {
      throw failure;
    }
    long now = System.nanoTime();
    if (attempt == 0 || (progressed && now - lastFailureNanos > within.toNanos())) {
      firstFailureNanos = now;
      attempt = 0;
    }
    lastFailureNanos = now;
    progressed = false;
    long left = firstFailureNanos + within.toNanos() - now;
    if (left <= 0) {
      throw new LoadFailedException(
          failure.failure(),
          failure.getMessage()
              + ". It could not be repaired within "
              + within.toSeconds()
              + " s, in "
              + attempt
              + " attempts",
          failure);
    }
    long full = failure.failure().firstPause().toMillis() << Math.min(attempt++, 10);
    long pause = Math.min(full, LONGEST_PAUSE.toMillis());
    long jittered = pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2 + 1);
    Thread.sleep(Math.min(jittered, left / 1_000_000 + 1));
  }
}
