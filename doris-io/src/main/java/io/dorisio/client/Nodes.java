package io.dorisio.client;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Finds the backend that takes the next request, as {@link BackendDiscovery} says. */
final class Nodes {

  private final DorisConnection connection;
  private final FrontendClient frontends;
  private final AtomicInteger next = new AtomicInteger();

  Nodes(DorisConnection connection, FrontendClient frontends) {
    this.connection = connection;
    this.frontends = frontends;
  }

  HostPort backendFor(String path, Map<String, String> headers) throws IOException {
    return switch (connection.discovery()) {
      case REDIRECT -> frontends.redirect(path, headers);
      case LIST -> roundRobin(listed());
      case GIVEN -> roundRobin(connection.backends());
    };
  }

  private List<HostPort> listed() throws IOException {
    List<HostPort> alive = frontends.backends();
    if (alive.isEmpty()) {
      throw new DorisException("The frontends " + connection.frontends() + " list no live backend");
    }
    return alive;
  }

  private HostPort roundRobin(List<HostPort> backends) {
    return backends.get(Math.floorMod(next.getAndIncrement(), backends.size()));
  }
}
