package io.dorisio.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** A backend that takes one connection and then does, byte by byte, what a test tells it to. */
final class ScriptedBackend implements AutoCloseable {

  static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";

  /** What the backend does with its connection. */
  interface Script {
    void run(Connection connection) throws IOException;
  }

  /** The server's side of the connection. */
  static final class Connection {
    private final InputStream in;
    private final OutputStream out;

    private Connection(Socket socket) throws IOException {
      in = socket.getInputStream();
      out = socket.getOutputStream();
    }

    /** Reads the request line and the headers. */
    String readHead() throws IOException {
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      while (!head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
        head.write(readByte());
      }
      return head.toString(StandardCharsets.UTF_8);
    }

    /** Reads one chunk of a chunked body; empty is the end. */
    String readChunk() throws IOException {
      ByteArrayOutputStream size = new ByteArrayOutputStream();
      while (!size.toString(StandardCharsets.US_ASCII).endsWith("\r\n")) {
        size.write(readByte());
      }
      int length = Integer.parseInt(size.toString(StandardCharsets.US_ASCII).strip(), 16);
      String chunk = new String(in.readNBytes(length), StandardCharsets.UTF_8);
      in.readNBytes(2);
      return chunk;
    }

    void send(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }

    void sendReply(String json) throws IOException {
      int length = json.getBytes(StandardCharsets.UTF_8).length;
      send(
          "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=ISO-8859-1\r\nContent-Length: "
              + length
              + "\r\n\r\n"
              + json);
    }

    /** Reads a body of this length. */
    void readBody(int length) throws IOException {
      if (in.readNBytes(length).length < length) {
        throw new IOException("the client has closed the connection");
      }
    }

    /** Waits until the client has closed the connection. */
    void awaitClose() throws IOException {
      try {
        in.transferTo(OutputStream.nullOutputStream());
      } catch (IOException reset) {
        // Closed all the same.
      }
    }

    private int readByte() throws IOException {
      int b = in.read();
      if (b < 0) {
        throw new IOException("the client has closed the connection");
      }
      return b;
    }
  }

  private final ServerSocket server;
  private final CompletableFuture<Void> done = new CompletableFuture<>();

  ScriptedBackend(Script script) throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Thread thread =
        new Thread(
            () -> {
              try (Socket socket = server.accept()) {
                script.run(new Connection(socket));
                done.complete(null);
              } catch (Throwable e) {
                done.completeExceptionally(e);
              }
            },
            "scripted-backend");
    thread.setDaemon(true);
    thread.start();
  }

  HostPort address() {
    return new HostPort("127.0.0.1", server.getLocalPort());
  }

  /** Waits for the script's end; its failure is the test's. */
  void awaitDone() {
    done.join();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
