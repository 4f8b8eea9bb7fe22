package io.dorisio.pipelines.demo;

import java.time.Duration;

/** Waits for what another process or thread brings about. */
public final class Await {
  private static final long INTERVAL_MILLIS = 100;

  private Await() {}

  public interface Condition<E extends Exception> {
    boolean holds() throws E, InterruptedException;
  }

  /**
   * Asks until the condition holds.
   *
   * @param what for the message, as in "waited 60 s for ..."
   */
  public static <E extends Exception> void until(
      String what, Duration limit, Condition<E> condition) throws E, InterruptedException {
    if (!holds(limit, condition)) {
      throw new IllegalStateException(
          "Waited " + limit.toSeconds() + " s for " + what + ", in vain.");
    }
  }

  /** Asks until the condition holds, which it may not do within the limit. */
  public static <E extends Exception> boolean holds(Duration limit, Condition<E> condition)
      throws E, InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      Thread.sleep(INTERVAL_MILLIS);
    }
    return true;
  }
}
