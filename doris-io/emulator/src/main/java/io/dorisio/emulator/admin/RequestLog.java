package io.dorisio.emulator.admin;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** The latest loads and two-phase commits as backends answered them, and how many there were. */
public final class RequestLog {
  private static final int KEPT = 10_000;

  private final Deque<ServedRequest> latest = new ArrayDeque<>();
  private final LongAdder loads = new LongAdder();
  private final LongAdder failedLoads = new LongAdder();
  private final LongAdder loadBytes = new LongAdder();
  private final LongAdder commits = new LongAdder();
  private final LongAdder aborts = new LongAdder();
  private final LongAdder redirects = new LongAdder();

  public void redirected() {
    redirects.increment();
  }

  public void add(ServedRequest request) {
    switch (request.what()) {
      case LOAD -> {
        loads.increment();
        loadBytes.add(request.bytes());
        if (!request.status().equals("Success")) {
          failedLoads.increment();
        }
      }
      case COMMIT -> commits.increment();
      case ABORT -> aborts.increment();
    }
    synchronized (latest) {
      latest.add(request);
      if (latest.size() > KEPT) {
        latest.remove();
      }
    }
  }

  /** The latest, the oldest of them first. */
  public List<ServedRequest> latest() {
    synchronized (latest) {
      return new ArrayList<>(latest);
    }
  }

  long loads() {
    return loads.sum();
  }

  long failedLoads() {
    return failedLoads.sum();
  }

  long loadBytes() {
    return loadBytes.sum();
  }

  long commits() {
    return commits.sum();
  }

  long aborts() {
    return aborts.sum();
  }

  long redirects() {
    return redirects.sum();
  }
}
