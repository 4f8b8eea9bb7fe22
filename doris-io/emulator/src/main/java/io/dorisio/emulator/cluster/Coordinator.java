package io.dorisio.emulator.cluster;

import java.time.Instant;

/** One life of a backend, from its start to its stop: the coordinator of what it begins. */
public final class Coordinator {
  private final String host;
  private volatile Instant diedAt;

  public Coordinator(String host) {
    this.host = host;
  }

  public boolean isAlive() {
    return diedAt == null;
  }

  void die(Instant now) {
    diedAt = now;
  }

  /** When it died; null while it lives. */
  public Instant diedAt() {
    return diedAt;
  }

  /** As TransactionState's TxnCoordinator is shown. */
  @Override
  public String toString() {
    return "BE: " + host;
  }
}
