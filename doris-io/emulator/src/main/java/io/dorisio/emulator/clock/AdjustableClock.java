package io.dorisio.emulator.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that can be put forward; what waits for a time is told and has acted on return. */
public final class AdjustableClock implements InstantSource {
  private final InstantSource base;
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
  private final List<Runnable> waiting = new CopyOnWriteArrayList<>();

  public AdjustableClock(InstantSource base) {
    this.base = base;
  }

  /** Goes with the system's clock until it is put forward. */
  public static AdjustableClock system() {
    return new AdjustableClock(InstantSource.system());
  }

  @Override
  public Instant instant() {
    return base.instant().plus(ahead.get());
  }

  /** How far the clock was put forward in all. */
  public Duration ahead() {
    return ahead.get();
  }

  /** Puts the clock forward. */
  public void advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("time does not go back: " + by);
    }
    ahead.accumulateAndGet(by, Duration::plus);
    waiting.forEach(Runnable::run);
  }

  /** Has something done each time the clock was put forward. */
  public void onAdvance(Runnable action) {
    waiting.add(action);
  }
}
