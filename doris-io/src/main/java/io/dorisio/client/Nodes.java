package io.dorisio.client;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Finds the backend that takes the next request, as {@link BackendDiscovery} says. A backend that
 * failed lately is passed over while there are others.
 */
final class Nodes {

  /** How often a frontend is asked again after it named a backend that is avoided. */
  private static final int ASK_AGAIN = 4;

  private final DorisConnection connection;
  private final FrontendClient frontends;
  private final AvoidedNodes avoided = new AvoidedNodes();
  private final AtomicInteger next = new AtomicInteger();

  Nodes(DorisConnection connection, FrontendClient frontends) {
    this.connection = connection;
    this.frontends = frontends;
  }

  HostPort backendFor(String path, Map<String, String> headers) throws IOException {
    return switch (connection.discovery()) {
      case REDIRECT -> redirected(path, headers);
      case LIST -> roundRobin(listed());
      case GIVEN -> roundRobin(connection.backends());
    };
  }

  void avoid(HostPort backend) {
    avoided.add(backend);
  }

  /** Frontends go round robin over the live backends, but notice a dead one only after a while. */
  private HostPort redirected(String path, Map<String, String> headers) throws IOException {
    HostPort backend = frontends.redirect(path, headers);
    for (int i = 0; i < ASK_AGAIN && avoided.contains(backend); i++) {
      backend = frontends.redirect(path, headers);
    }
    return backend;
  }

  private List<HostPort> listed() throws IOException {
    List<HostPort> alive = frontends.backends();
    if (alive.isEmpty()) {
      throw new DorisException("No backend is alive, say the frontends " + connection.frontends());
    }
    return alive;
  }

  private HostPort roundRobin(List<HostPort> backends) {
    HostPort backend = turn(backends);
    for (int i = 1; i < backends.size() && avoided.contains(backend); i++) {
      backend = turn(backends);
    }
    return backend;
  }

  private HostPort turn(List<HostPort> backends) {
    return backends.get(Math.floorMod(next.getAndIncrement(), backends.size()));
  }
}
