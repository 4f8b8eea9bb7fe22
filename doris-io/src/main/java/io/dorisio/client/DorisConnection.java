package io.dorisio.client;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a Doris cluster is and how to log in. Immutable; {@link #toString} leaves the password out.
 *
 * @param frontends HTTP addresses of the frontends (FE), tried in order until one answers
 * @param discovery how a backend is found
 * @param backends HTTP addresses of the backends (BE); only with {@link BackendDiscovery#GIVEN}
 * @param hostMap addresses that the cluster hands out, and those under which this client reaches
 *     them
 * @param user the Doris user; {@code root} by default
 * @param password its password; empty by default
 * @param timeouts the limits of every wait
 */
public record DorisConnection(
    List<HostPort> frontends,
    BackendDiscovery discovery,
    List<HostPort> backends,
    Map<HostPort, HostPort> hostMap,
    String user,
    String password,
    Timeouts timeouts)
    implements Serializable {

  public DorisConnection {
    frontends = List.copyOf(frontends);
    backends = List.copyOf(backends);
    hostMap = Map.copyOf(hostMap);
    if (frontends.isEmpty()) {
      throw new IllegalArgumentException("At least one frontend is needed, such as fe1:8030");
    }
    if (user.isEmpty() || user.contains(":")) {
      throw new IllegalArgumentException("The Doris user must not be empty nor contain a colon");
    }
    if ((discovery == BackendDiscovery.GIVEN) == backends.isEmpty()) {
      throw new IllegalArgumentException(
          "Backend addresses belong to discovery GIVEN, and it needs at least one");
    }
  }

  /**
   * A connection through these frontends, as user {@code root} without password.
   *
   * @param frontends {@code host:port} each, or several separated by commas
   */
  public static DorisConnection of(String... frontends) {
    return new DorisConnection(
        parseAll(frontends),
        BackendDiscovery.REDIRECT,
        List.of(),
        Map.of(),
        "root",
        "",
        Timeouts.DEFAULT);
  }

  public DorisConnection withCredentials(String newUser, String newPassword) {
    return new DorisConnection(
        frontends, discovery, backends, hostMap, newUser, newPassword, timeouts);
  }

  /** Sends loads to these backends, without asking a frontend for an address. */
  public DorisConnection withBackends(String... addresses) {
    return new DorisConnection(
        frontends, BackendDiscovery.GIVEN, parseAll(addresses), hostMap, user, password, timeouts);
  }

  /** Sends loads to the backends that {@code GET /api/backends} lists as alive. */
  public DorisConnection withListedBackends() {
    return new DorisConnection(
        frontends, BackendDiscovery.LIST, List.of(), hostMap, user, password, timeouts);
  }

  /**
   * Replaces an address that the cluster hands out (in redirects and in {@code /api/backends}) by
   * one that this client can reach: for clusters behind NAT or in containers. May be called several
   * times.
   */
  public DorisConnection withHostMapping(String handedOut, String reachable) {
    Map<HostPort, HostPort> newMap = new HashMap<>(hostMap);
    newMap.put(HostPort.parse(handedOut), HostPort.parse(reachable));
    return new DorisConnection(frontends, discovery, backends, newMap, user, password, timeouts);
  }

  HostPort reachable(HostPort handedOut) {
    return hostMap.getOrDefault(handedOut, handedOut);
  }

  public DorisConnection withTimeouts(Timeouts newTimeouts) {
    return new DorisConnection(
        frontends, discovery, backends, hostMap, user, password, newTimeouts);
  }

  /** The value of the {@code Authorization} header. */
  String basicAuthorization() {
    byte[] credentials = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(credentials);
  }

  @Override
  public String toString() {
    return "DorisConnection[frontends="
        + frontends
        + ", discovery="
        + discovery
        + ", backends="
        + backends
        + ", user="
        + user
        + "]";
  }

  private static List<HostPort> parseAll(String... addresses) {
    return Arrays.stream(addresses)
        .flatMap(list -> Arrays.stream(list.split(",", -1)))
        .map(HostPort::parse)
        .toList();
  }
}
