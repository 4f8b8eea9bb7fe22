package io.dorisio.emulator.http;

import io.dorisio.emulator.cluster.NodeServer;
import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
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

  /** Longer than a machine stalls. */
  private static final Duration PORT_PATIENCE = Duration.ofSeconds(30);

  private static final long BIND_INTERVAL_MILLIS = 50;

  private final String name;
  private final String host;
  private final Handler handler;
  private final Request.Handler errors;
  private volatile Server server;
  private volatile Port connector;

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
    connector = new Port(next, new HttpConnectionFactory(configuration));
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
    boolean again = server != null;
    connector.bind(again ? PORT_PATIENCE : Duration.ZERO);
    next.start();
    server = next;
    return connector.getLocalPort();
  }

  @Override
  public void stop() throws Exception {
    if (server != null) {
      server.stop();
      connector.awaitRefusal(PORT_PATIENCE);
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

  /** Knows when the operating system has really closed the port. */
  private static final class Port extends ServerConnector {
    /** Held while a thread waits for a connection: until it returns, the port accepts some. */
    private final ReentrantLock accepting = new ReentrantLock();

    Port(Server server, HttpConnectionFactory http) {
      super(server, 1, 1, http);
    }

    @Override
    public void accept(int acceptor) throws IOException {
      accepting.lock();
      try {
        super.accept(acceptor);
      } finally {
        accepting.unlock();
      }
    }

    /** Tries again while somebody has the port, as an outgoing connection may have for a moment. */
    void bind(Duration patience) throws IOException, InterruptedException {
      long deadline = System.nanoTime() + patience.toNanos();
      while (true) {
        try {
          open();
          return;
        } catch (IOException e) {
          if (!(e.getCause() instanceof BindException) || System.nanoTime() - deadline >= 0) {
            throw e;
          }
          Thread.sleep(BIND_INTERVAL_MILLIS);
        }
      }
    }

    /** To be called once it is stopped. */
    void awaitRefusal(Duration patience) throws IOException, InterruptedException {
      if (!accepting.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException(
            "port "
                + getPort()
                + " is still open "
                + patience.toSeconds()
                + " s after its node stopped");
      }
      accepting.unlock();
    }
  }
}
