package io.dorisio.emulator.fault;

import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A fault in force and how often it struck. */
public final class ActiveFault {
  private final long id;
  private final Fault fault;
  private final SplittableRandom random;
  private final CountDownLatch removed = new CountDownLatch(1);
  private int struck;

  ActiveFault(long id, Fault fault) {
    this.id = id;
    this.fault = fault;
    // Of its own, so that its draws depend only on the requests that fit it.
    this.random = new SplittableRandom(fault.seed() * 31 + fault.kind().name().hashCode());
  }

  public long id() {
    return id;
  }

  public Fault fault() {
    return fault;
  }

  public synchronized int struck() {
    return struck;
  }

  /** A strike, or null. */
  synchronized Strike strike(FaultTarget target) {
    if (struck >= fault.times() || !fault.fits(target)) {
      return null;
    }
    if (fault.probability() < 1 && random.nextDouble() >= fault.probability()) {
      return null;
    }
    struck++;
    long spread = fault.spreadBytes() > 0 ? random.nextLong(fault.spreadBytes()) : 0;
    return new Strike(this, fault.afterBytes() + spread);
  }

  void remove() {
    removed.countDown();
  }

  boolean isRemoved() {
    return removed.getCount() == 0;
  }

  boolean awaitRemoval(long time, TimeUnit unit) throws InterruptedException {
    return removed.await(time, unit);
  }
}
