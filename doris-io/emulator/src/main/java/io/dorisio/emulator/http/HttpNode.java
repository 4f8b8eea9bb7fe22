package io.dorisio.emulator.http;

import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** One port. */
public final class HttpNode implements AutoCloseable {
  private static final int MAX_THREADS = 512;
  private static final int MAX_HEADER_BYTES = 1 << 20;

  private final Server server;
  private final ServerConnector connector;

  private HttpNode(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /**
   * Listens.
   *
   * @param name of the node's threads
   */
  public static HttpNode start(String name, String host, int port, Handler handler)
      throws Exception {
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 4);
    threads.setName(name);
    threads.setDaemon(true);
    Server server = new Server(threads);
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setRequestHeaderSize(MAX_HEADER_BYTES);
    // A load that sets both is told so in a load reply (doris-protocol 1.4).
    configuration.setHttpCompliance(
        HttpCompliance.RFC7230.with(
            "doris", HttpCompliance.Violation.TRANSFER_ENCODING_WITH_CONTENT_LENGTH));
    ServerConnector connector =
        new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
    connector.setHost(host);
    connector.setPort(port);
    // An idle upload is bounded by its transaction alone (doris-protocol 8).
    connector.setIdleTimeout(0);
    server.addConnector(connector);
    server.setHandler(handler);
    server.setStopTimeout(0);
    server.start();
    return new HttpNode(server, connector);
  }

  /** The port that is listened on. */
  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public void close() throws Exception {
    server.stop();
  }
}
