package io.dorisio.emulator.fault;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A fault that struck, until its time is over or it is removed. */
public final class Strike {
  private final ActiveFault source;
  private final long afterBytes;
  private final long start = System.nanoTime();

  Strike(ActiveFault source, long afterBytes) {
    this.source = source;
    this.afterBytes = afterBytes;
  }

  /** Where in the body. */
  public long afterBytes() {
    return afterBytes;
  }

  public Duration duration() {
    return source.fault().duration();
  }

  /** What is left of its time in nanoseconds; Long.MAX_VALUE until somebody removes it. */
  public long nanosLeft() {
    if (source.isRemoved()) {
      return 0;
    }
    Duration duration = duration();
    return duration.isZero()
        ? Long.MAX_VALUE
        : Math.max(0, duration.toNanos() - (System.nanoTime() - start));
  }

  public boolean isOver() {
    return nanosLeft() == 0;
  }

  /** Waits until it is over. */
  public void await() throws InterruptedException {
    for (long left = nanosLeft(); left > 0; left = nanosLeft()) {
      if (source.awaitRemoval(left, TimeUnit.NANOSECONDS)) {
        return;
      }
    }
  }
}
