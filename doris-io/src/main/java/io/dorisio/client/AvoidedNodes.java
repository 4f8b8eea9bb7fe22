package io.dorisio.client;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Nodes that failed lately. Each is avoided for a while, and then tried again. */
final class AvoidedNodes {

  static final Duration AVOIDED_FOR = Duration.ofSeconds(30);

  private final Map<HostPort, Long> failedAtNanos = new ConcurrentHashMap<>();

  void add(HostPort node) {
    failedAtNanos.put(node, System.nanoTime());
  }

  void remove(HostPort node) {
    failedAtNanos.remove(node);
  }

  boolean contains(HostPort node) {
    Long failedAt = failedAtNanos.get(node);
    if (failedAt == null) {
      return false;
    }
    if (System.nanoTime() - failedAt < AVOIDED_FOR.toNanos()) {
      return true;
    }
    failedAtNanos.remove(node, failedAt);
    return false;
  }
}
