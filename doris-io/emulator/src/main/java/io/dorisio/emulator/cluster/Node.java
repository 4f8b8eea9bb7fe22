package io.dorisio.emulator.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** A frontend or a backend; the cluster starts and stops them, one at a time. */
public final class Node {
  /** What a node is. */
  public enum Role {
    FE,
    BE
  }

  private final Role role;
  private final int index;
  private final String host;
  private final NodeServer server;
  private volatile int port;
  private volatile String publicEndpoint = "";
  private volatile String privateEndpoint = "";
  private volatile boolean running;
  private volatile boolean seenBefore;
  private volatile Instant changedAt;
  private volatile Coordinator coordinator;

  /**
   * @param port 0 for any free one at the first start; it stays the same from then on
   */
  public Node(Role role, int index, String host, int port, NodeServer server) {
    this.role = role;
    this.index = index;
    this.host = host;
    this.port = port;
    this.server = server;
    this.coordinator = new Coordinator(host);
  }

  public Role role() {
    return role;
  }

  /** {@code fe-0}, {@code be-1}, …. */
  public String name() {
    return role.name().toLowerCase(Locale.ROOT) + "-" + index;
  }

  /** An id of the size that a cluster gives its nodes. */
  public long id() {
    return 10_002L + index;
  }

  public String host() {
    return host;
  }

  public int port() {
    return port;
  }

  public String address() {
    return host + ":" + port();
  }

  public boolean isRunning() {
    return running;
  }

  /** The life of now, or the last one of a node that is down. */
  public Coordinator coordinator() {
    return coordinator;
  }

  /**
   * The addresses under which a backend is known elsewhere, for redirect-policy (doris-protocol
   * 1.2).
   *
   * @param publicAddress empty for none
   * @param privateAddress empty for none
   */
  public void setEndpoints(String publicAddress, String privateAddress) {
    publicEndpoint = publicAddress;
    privateEndpoint = privateAddress;
  }

  public String publicEndpoint() {
    return publicEndpoint;
  }

  public String privateEndpoint() {
    return privateEndpoint;
  }

  public int openConnections() {
    return server.openConnections();
  }

  /** When it was started or stopped last. */
  public Instant changedAt() {
    return changedAt;
  }

  /** Whether the master takes it for alive: it learns of a change with the next heartbeat. */
  boolean isSeenAlive(Instant now, Duration heartbeat) {
    return now.isBefore(changedAt.plus(heartbeat)) ? seenBefore : running;
  }

  /** Returns false where it was running already. */
  boolean start(Instant now) throws Exception {
    if (running) {
      return false;
    }
    boolean first = changedAt == null;
    if (!first) {
      coordinator = new Coordinator(host);
    }
    port = server.start(port);
    running = true;
    seenBefore = first;
    changedAt = now;
    return true;
  }

  /** Returns false where it was down already. */
  boolean stop(Instant now) throws Exception {
    if (!running) {
      return false;
    }
    // Before the connections break: the dead tell nobody what failed.
    coordinator.die(now);
    server.stop();
    seenBefore = true;
    changedAt = now;
    running = false;
    return true;
  }
}
