package io.dorisio.benchmarks;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * When the elements of one source subtask are due. An element counts as created when it was due,
 * not when a source that fell behind got to it.
 */
final class Pace {

  private static final List<Pace> STARTED = new CopyOnWriteArrayList<>();

  private final double nanosPerElement;
  private long startNanos;
  private volatile long startMillis;
  private long emitted;

  /**
   * @param elementsPerSecond 0 for no limit
   */
  Pace(double elementsPerSecond) {
    this.nanosPerElement =
        elementsPerSecond == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / elementsPerSecond;
  }

  /** Waits until the next element is due. */
  void next() {
    if (emitted == 0) {
      start();
    }
    if (nanosPerElement > 0) {
      long due = startNanos + (long) (emitted * nanosPerElement);
      for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
    }
    emitted++;
  }

  private void start() {
    startNanos = System.nanoTime();
    startMillis = System.currentTimeMillis();
    STARTED.add(this);
  }

  /** The job of a source that does not tell when it starts is about to. */
  static void startUnseen() {
    new Pace(0).start();
  }

  /**
   * When each source subtask of this JVM emitted its first element, in ms since 1970; of a source
   * that does not tell, when its job was about to start.
   */
  static List<Long> starts() {
    return STARTED.stream().map(pace -> pace.startMillis).toList();
  }

  /** About how many elements left all sources of this JVM. */
  static long emitted() {
    return STARTED.stream().mapToLong(pace -> pace.emitted).sum();
  }
}
