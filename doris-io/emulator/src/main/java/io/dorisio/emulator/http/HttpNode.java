package io.dorisio.emulator.http;

import io.dorisio.emulator.cluster.NodeServer;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** One port. */
public final class HttpNode implements NodeServer, AutoCloseable {
  private static final int MAX_THREADS = 512;
  private static final int MAX_HEADER_BYTES = 1 << 20;
  private static final int STOP_MILLIS = 500;

  private final String name;
  private final String host;
  private final Handler handler;
  private final Request.Handler errors;
  private volatile Server server;
  private volatile ServerConnector connector;

  /**
   * @param name of the node's threads
   */
  public HttpNode(String name, String host, Handler handler) {
    this(name, host, handler, null);
  }

  /**
   * @param errors what answers a request that is no HTTP; null for Jetty's own
   */
  public HttpNode(String name, String host, Handler handler, Request.Handler errors) {
    this.name = name;
    this.host = host;
    this.handler = handler;
    this.errors = errors;
  }

  @Override
  public int start(int port) throws Exception {
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 4);
    threads.setName(name);
    threads.setDaemon(true);
    threads.setStopTimeout(STOP_MILLIS);
    Server next = new Server(threads);
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setRequestHeaderSize(MAX_HEADER_BYTES);
    // A load that sets both is told so in a load reply (doris-protocol 1.4).
    configuration.setHttpCompliance(
        HttpCompliance.RFC7230.with(
            "doris", HttpCompliance.Violation.TRANSFER_ENCODING_WITH_CONTENT_LENGTH));
    connector = new ServerConnector(next, 1, 1, new HttpConnectionFactory(configuration));
    connector.setHost(host);
    connector.setPort(port);
    // An idle upload is bounded by its transaction alone (doris-protocol 8).
    connector.setIdleTimeout(0);
    next.addConnector(connector);
    // A handler of its own: one that was stopped with its server does not start again as it was.
    next.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback)
              throws Exception {
            return handler.handle(request, response, callback);
          }
        });
    if (errors != null) {
      next.setErrorHandler(errors);
    }
    next.setStopTimeout(0);
    next.start();
    server = next;
    return connector.getLocalPort();
  }

  @Override
  public void stop() throws Exception {
    if (server != null) {
      server.stop();
    }
  }

  @Override
  public int openConnections() {
    return connector.getConnectedEndPoints().size();
  }

  @Override
  public void close() throws Exception {
    stop();
  }
}
