package io.dorisio.pipelines;

import io.dorisio.client.DorisConnection;
import java.util.List;

/** The connection that options ask for. */
final class DorisConnections {

  private DorisConnections() {}

  static DorisConnection of(DorisOptions options) {
    DorisConnection connection =
        DorisConnection.of(options.getFeNodes().toArray(String[]::new))
            .withCredentials(options.getUser(), DorisPassword.resolve(options, System.getenv()));
    List<String> backends = options.getBeNodes();
    return backends == null ? connection : connection.withBackends(backends.toArray(String[]::new));
  }
}
