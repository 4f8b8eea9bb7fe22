package io.dorisio.write;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network between client and backend that can be cut: after so many bytes of a request, or after
 * the backend has the whole request, so that its answer is lost.
 */
final class CuttingProxy implements AutoCloseable {

  private final ServerSocket server;
  private final String host;
  private final int port;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger cutsAfterBytes = new AtomicInteger();
  private final AtomicInteger lostAnswers = new AtomicInteger();
  private final Queue<String> requestStarts = new ConcurrentLinkedQueue<>();
  private final AtomicInteger lostContinues = new AtomicInteger();
  private final Queue<Socket> halfOpen = new ConcurrentLinkedQueue<>();
  private volatile long bytesBeforeCut;
  private volatile String refused;

  CuttingProxy(String backend) throws IOException {
    int colon = backend.lastIndexOf(':');
    host = backend.substring(0, colon);
    port = Integer.parseInt(backend.substring(colon + 1));
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  /** The next {@code times} requests with a body are cut after that many bytes. */
  void cutAfter(long bytes, int times) {
    bytesBeforeCut = bytes;
    cutsAfterBytes.set(times);
  }

  /** The answers to the next {@code times} requests with a body are lost. */
  void loseAnswers(int times) {
    lostAnswers.set(times);
  }

  /**
   * The next "100 Continue" is lost, and the client's connection with it. The backend finds its own
   * side broken when it has answered another request.
   */
  void loseContinue() {
    lostContinues.set(1);
  }

  /** Connections whose request line or headers hold this text are closed; null for none. */
  void refuse(String text) {
    refused = text;
  }

  /** How many of the cuts that were asked for are still to come. */
  int cutsLeft() {
    return Math.max(0, cutsAfterBytes.get()) + Math.max(0, lostAnswers.get()) + lostContinues.get();
  }

  /** Whether no connection goes through it. */
  boolean isIdle() {
    return open.isEmpty();
  }

  /** Whether a request line or header that passed held this text. */
  boolean saw(String text) {
    return requestStarts.stream().anyMatch(start -> start.contains(text));
  }

  void forget() {
    requestStarts.clear();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Socket backend = new Socket(host, port);
        open.add(client);
        open.add(backend);
        start(() -> requests(client, backend));
        start(() -> answers(client, backend));
      } catch (SocketException closed) {
        return;
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  private void requests(Socket client, Socket backend) {
    byte[] buffer = new byte[16 << 10];
    long passed = 0;
    try {
      InputStream in = client.getInputStream();
      OutputStream out = backend.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (passed == 0) {
          String start = new String(buffer, 0, n, StandardCharsets.ISO_8859_1);
          requestStarts.add(start);
          if (refused != null && start.contains(refused)) {
            close(client);
            close(backend);
            return;
          }
        }
        // A client that finds its connection ended sends its body all the same, and closing the
        // socket does not keep this thread from reading it.
        if (halfOpen.contains(backend)) {
          return;
        }
        out.write(buffer, 0, n);
        passed += n;
        if (passed > bytesBeforeCut && cutsAfterBytes.get() > 0) {
          cutsAfterBytes.decrementAndGet();
          close(client);
          close(backend);
          return;
        }
      }
      backend.shutdownOutput();
    } catch (IOException e) {
      close(client);
      if (!halfOpen.contains(backend)) {
        close(backend);
      }
    }
  }

  private void answers(Socket client, Socket backend) {
    byte[] buffer = new byte[16 << 10];
    try {
      InputStream in = backend.getInputStream();
      OutputStream out = client.getOutputStream();
      boolean hadBody = false;
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        boolean isContinue =
            n >= 12 && new String(buffer, 9, 3, StandardCharsets.US_ASCII).equals("100");
        if (isContinue && lostContinues.getAndSet(0) > 0) {
          halfOpen.add(backend);
          close(client);
          return;
        }
        if (hadBody && !isContinue && lostAnswers.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
          break;
        }
        hadBody |= isContinue;
        out.write(buffer, 0, n);
        if (!isContinue) {
          halfOpen.forEach(this::close);
        }
      }
    } catch (IOException e) {
      // Either side has gone; so does the other.
    }
    close(client);
    close(backend);
  }

  private void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    open.remove(socket);
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "cutting-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
    open.forEach(this::close);
  }
}
