package io.dorisio.client;

import com.google.api.client.http.HttpContent;
import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.apache.v2.ApacheHttpTransport;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.apache.http.HttpClientConnection;
import org.apache.http.HttpException;
import org.apache.http.HttpRequest;
import org.apache.http.impl.NoConnectionReuseStrategy;
import org.apache.http.impl.conn.BasicHttpClientConnectionManager;
import org.apache.http.protocol.HttpContext;
import org.apache.http.protocol.HttpRequestExecutor;

/**
 * The HTTP side of one open load: a request whose body drains a {@link BodyPipe}, on a connection
 * of its own, so that {@link #abort} can end any wait, also that of a blocked socket write, by
 * closing it. Runs on the load's thread.
 */
final class LoadExchange {

  /** How often an idle load looks whether the backend has already answered. */
  private static final Duration IDLE_LOOK = Duration.ofMillis(500);

  private final DorisConnection connection;
  private final HostPort backend;
  private final StreamLoadRequest load;
  private final BodyPipe pipe;
  private final Runnable onContinue;
  private final BasicHttpClientConnectionManager manager =
      new BasicHttpClientConnectionManager(HttpRequests.SOCKETS);
  private final ApacheHttpTransport transport;
  private volatile boolean aborted;
  private HttpClientConnection http;

  /**
   * @param onContinue is run when the backend has accepted the header and asks for the body
   */
  LoadExchange(
      DorisConnection connection,
      HostPort backend,
      StreamLoadRequest load,
      BodyPipe pipe,
      Runnable onContinue) {
    this.connection = connection;
    this.backend = backend;
    this.load = load;
    this.pipe = pipe;
    this.onContinue = onContinue;
    manager.setConnectionConfig(HttpRequests.UTF8_HEADERS);
    this.transport =
        new ApacheHttpTransport(
            HttpRequests.clientBuilder(new EarlyAnswerExecutor())
                .setConnectionManager(manager)
                .setConnectionReuseStrategy(NoConnectionReuseStrategy.INSTANCE)
                .build());
  }

  /** Sends the request and the body as it comes, and returns the backend's answer. */
  HttpRequests.Answer run() throws IOException {
    try {
      HttpResponse response =
          HttpRequests.request(
                  transport,
                  connection,
                  "PUT",
                  backend,
                  load.path(),
                  load.headers(),
                  new PipedContent(),
                  longerThanAnyWait())
              .execute();
      try {
        return HttpRequests.answer(response);
      } finally {
        response.disconnect();
      }
    } finally {
      transport.shutdown();
    }
  }

  /** Waits of ours end first, and do so by closing the connection. */
  private Duration longerThanAnyWait() {
    return connection.timeouts().finish().plus(connection.timeouts().open());
  }

  /** Closes the connection. The backend rolls the transaction back when its body breaks off. */
  void abort() {
    aborted = true;
    manager.shutdown();
  }

  private final class PipedContent implements HttpContent {
    @Override
    public long getLength() {
      return load.length().orElse(-1);
    }

    @Override
    public String getType() {
      return null;
    }

    @Override
    public boolean retrySupported() {
      return false;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      if (aborted) {
        throw new AbortedException();
      }
      onContinue.run();
      try {
        while (true) {
          switch (pipe.take(IDLE_LOOK)) {
            case BLOCK -> {
              ByteBuffer block = pipe.last();
              out.write(block.array(), block.arrayOffset() + block.position(), block.remaining());
              // Else a small block waits in the library for the next one.
              out.flush();
            }
            case NOTHING_YET -> {
              if (http.isResponseAvailable(1)) {
                throw new AnsweredEarlyException();
              }
              // A body that ends here would be taken for a whole one.
              if (aborted) {
                throw new AbortedException();
              }
            }
            case END -> {
              if (aborted) {
                throw new AbortedException();
              }
              return;
            }
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("the sender of a load was interrupted");
      }
    }
  }

  /**
   * Keeps what a backend said before it closed: a load that fails in the middle is answered while
   * its body is still being sent, and the answer would be lost behind the broken pipe.
   */
  private final class EarlyAnswerExecutor extends HttpRequestExecutor {
    EarlyAnswerExecutor() {
      // Were it as short as the open of the load, one whose opener wakes late would be taken for
      // accepted.
      super((int) Math.min(Integer.MAX_VALUE, longerThanAnyWait().toMillis()));
    }

    @Override
    protected org.apache.http.HttpResponse doSendRequest(
        HttpRequest request, HttpClientConnection conn, HttpContext context)
        throws IOException, HttpException {
      http = conn;
      try {
        return super.doSendRequest(request, conn, context);
      } catch (AbortedException e) {
        throw e;
      } catch (IOException broken) {
        try {
          return doReceiveResponse(request, conn, context);
        } catch (IOException | HttpException | IllegalStateException e) {
          broken.addSuppressed(e);
          throw broken;
        }
      }
    }
  }

  private static final class AbortedException extends IOException {
    AbortedException() {
      super("the load was given up");
    }
  }

  private static final class AnsweredEarlyException extends IOException {
    AnsweredEarlyException() {
      super("the backend answered before the body ended");
    }
  }
}
