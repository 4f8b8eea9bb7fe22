package io.dorisio.schema;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Pauses that grow, up to a limit in all. Writers that meet do not go on at the same moment. */
final class Patience {

  private static final long FIRST_MILLIS = 50;
  private static final long LONGEST_MILLIS = 2_000;

  private final long deadline;
  private long millis = FIRST_MILLIS;

  Patience(Duration limit) {
    this.deadline = System.nanoTime() + limit.toNanos();
  }

  /** Waits a while; false, and at once, if the time is up. */
  boolean pause() throws InterruptedException {
    if (System.nanoTime() - deadline >= 0) {
      return false;
    }
    Thread.sleep(millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1));
    millis = Math.min(millis * 2, LONGEST_MILLIS);
    return true;
  }
}
