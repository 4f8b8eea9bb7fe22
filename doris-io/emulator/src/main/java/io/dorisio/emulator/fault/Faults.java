package io.dorisio.emulator.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Decides what goes wrong: the one place that does. Whoever serves a request asks with {@link
 * #strike} and makes it happen.
 */
public final class Faults {
  /** What no client can make good, so it is in no mix unless asked for. */
  private static final Set<FaultKind> LOSSES =
      EnumSet.of(FaultKind.PRECOMMIT_EXPIRED, FaultKind.LABEL_LOST);

  private static final Duration MIXED_DELAY = Duration.ofMillis(300);
  private static final Duration MIXED_DOWN_TIME = Duration.ofSeconds(1);
  private static final long MIXED_BYTES = 1 << 16;

  private final List<ActiveFault> active = new CopyOnWriteArrayList<>();
  private final Map<FaultKind, AtomicLong> struck = new EnumMap<>(FaultKind.class);
  private final List<Runnable> onRemoval = new CopyOnWriteArrayList<>();
  private final AtomicLong nextId = new AtomicLong(1);

  public Faults() {
    for (FaultKind kind : FaultKind.values()) {
      struck.put(kind, new AtomicLong());
    }
  }

  /** Puts a fault in force and returns its id. */
  public long add(Fault fault) {
    ActiveFault added = new ActiveFault(nextId.getAndIncrement(), fault);
    active.add(added);
    return added.id();
  }

  /**
   * Puts a random mix in force and returns the ids. The same requests in the same order are struck
   * the same way.
   *
   * @param kinds all that a client can survive where none is given
   */
  public List<Long> mix(long seed, double probability, FaultKind... kinds) {
    Set<FaultKind> chosen =
        kinds.length == 0
            ? EnumSet.complementOf(EnumSet.copyOf(LOSSES))
            : EnumSet.copyOf(List.of(kinds));
    List<Long> ids = new ArrayList<>();
    for (FaultKind kind : chosen) {
      boolean down = kind == FaultKind.BACKEND_DOWN || kind == FaultKind.FRONTEND_DOWN;
      ids.add(
          add(
              Fault.of(kind)
                  .seed(seed)
                  .probability(probability)
                  .spreadBytes(MIXED_BYTES)
                  .lasting(down ? MIXED_DOWN_TIME : MIXED_DELAY)));
    }
    return ids;
  }

  /** Ends a fault and whatever it holds up; false where there is none of that id. */
  public boolean remove(long id) {
    List<ActiveFault> found = active.stream().filter(fault -> fault.id() == id).toList();
    active.removeAll(found);
    found.forEach(ActiveFault::remove);
    onRemoval.forEach(Runnable::run);
    return !found.isEmpty();
  }

  /** Ends all faults. */
  public void clear() {
    active().forEach(fault -> remove(fault.id()));
  }

  public List<ActiveFault> active() {
    return List.copyOf(active);
  }

  /** How often faults of a kind have struck since the start. */
  public long struck(FaultKind kind) {
    return struck.get(kind).get();
  }

  /** Whether a fault of that kind strikes here and now; null where none does. */
  public Strike strike(FaultKind kind, FaultTarget target) {
    for (ActiveFault fault : active) {
      if (fault.fault().kind() == kind) {
        Strike strike = fault.strike(target);
        if (strike != null) {
          struck.get(kind).incrementAndGet();
          return strike;
        }
      }
    }
    return null;
  }

  /** Has something done each time a fault was removed. */
  public void onRemoval(Runnable action) {
    onRemoval.add(action);
  }
}
