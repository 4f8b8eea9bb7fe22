package io.dorisio.emulator.http;

import io.dorisio.emulator.cluster.Node;
import io.dorisio.emulator.error.DorisException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Which address of a backend a redirect names: the header redirect-policy (doris-protocol 1.2). */
final class RedirectPolicy {
  private RedirectPolicy() {}

  /**
   * @param policy the request's, or else the frontend's
   * @param hostHeader what the client takes the frontend's address for
   */
  static NodeAddress target(String policy, Node backend, String hostHeader) throws DorisException {
    NodeAddress direct = new NodeAddress(backend.host(), backend.port());
    return switch (policy.toLowerCase(Locale.ROOT)) {
      case "direct", "random-be" -> direct;
      case "public" -> endpoint("public", backend.publicEndpoint());
      case "private" -> endpoint("private", backend.privateEndpoint());
      default -> byHost(backend, direct, hostHeader);
    };
  }

  private static NodeAddress endpoint(String kind, String endpoint) throws DorisException {
    if (endpoint.isEmpty()) {
      throw DorisException.analysis(
          kind + " endpoint is null, please check be " + kind + " endpoint config");
    }
    return NodeAddress.parse(endpoint);
  }

  private static NodeAddress byHost(Node backend, NodeAddress direct, String hostHeader)
      throws DorisException {
    String host = host(hostHeader);
    if (!backend.publicEndpoint().isEmpty()) {
      NodeAddress endpoint = NodeAddress.parse(backend.publicEndpoint());
      if (endpoint.host().equals(host)) {
        return endpoint;
      }
    }
    return backend.privateEndpoint().isEmpty()
        ? direct
        : new NodeAddress(host, NodeAddress.parse(backend.privateEndpoint()).port());
  }

  private static String host(String header) throws DorisException {
    try {
      String host = new URI("http://" + header).parseServerAuthority().getHost();
      if (host != null) {
        return host;
      }
    } catch (URISyntaxException e) {
      // Said below.
    }
    throw DorisException.analysis("Invalid header host: " + header);
  }
}
