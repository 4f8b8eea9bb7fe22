package io.dorisio.client;

import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;

/** The HTTP address of a Doris node: a frontend (usually port 8030) or a backend (8040). */
public record HostPort(String host, int port) implements Serializable {

  public HostPort {
    if (host.isEmpty() || port < 1 || port > 65535) {
      throw new IllegalArgumentException(
          "A Doris node is given as host:port with a port between 1 and 65535, not \""
              + host
              + ":"
              + port
              + "\"");
    }
  }

  /**
   * Parses {@code host:port}; an IPv6 host stands in brackets.
   *
   * @throws IllegalArgumentException if the text has another form, or carries a scheme or
   *     credentials
   */
  public static HostPort parse(String text) {
    String trimmed = text.trim();
    if (!trimmed.contains("/") && !trimmed.contains("@")) {
      try {
        URI uri = new URI("http://" + trimmed);
        if (uri.getHost() != null && uri.getPort() > 0) {
          return new HostPort(uri.getHost(), uri.getPort());
        }
      } catch (URISyntaxException e) {
        // Refused below, without the text: it may hold credentials.
      }
    }
    throw new IllegalArgumentException(
        "A Doris node is given as host:port (such as fe1:8030), without scheme, user or path");
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
