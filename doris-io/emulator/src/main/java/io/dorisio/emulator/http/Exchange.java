package io.dorisio.emulator.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.URIUtil;

/** One request and its answer. */
final class Exchange {
  private static final long DRAIN_POLL_MILLIS = 5;

  private final Request request;
  private final Response response;
  private final Callback callback;
  private final List<String> path;
  private boolean gzip;
  private boolean aborted;
  private boolean closed;

  Exchange(Request request, Response response, Callback callback) {
    this.request = request;
    this.response = response;
    this.callback = callback;
    String raw = Request.getPathInContext(request);
    this.path = Arrays.stream(raw.substring(1).split("/", -1)).map(URIUtil::decodePath).toList();
  }

  String method() {
    return request.getMethod();
  }

  /** The parts of the path, decoded. */
  List<String> path() {
    return path;
  }

  String rawPath() {
    return request.getHttpURI().getPath();
  }

  /** The query string as sent; null without one. */
  String rawQuery() {
    return request.getHttpURI().getQuery();
  }

  /** A header's value; empty where it is not sent. */
  String header(String name) {
    String value = request.getHeaders().get(name);
    return value == null ? "" : value;
  }

  boolean hasHeader(String name) {
    return request.getHeaders().contains(name);
  }

  /** A parameter of the query; empty where it is not sent. */
  String parameter(String name) {
    Fields fields = Request.extractQueryParameters(request);
    String value = fields.getValue(name);
    return value == null ? "" : value;
  }

  String clientAddress() {
    return Request.getRemoteAddr(request);
  }

  /**
   * Asking for the first byte is what makes the server send 100 Continue where a client waits for
   * it.
   */
  InputStream body() {
    return Content.Source.asInputStream(request);
  }

  void setHeader(HttpHeader header, String value) {
    response.getHeaders().put(header, value);
  }

  /** The client must not send on this connection again; nothing more is read from it. */
  void closeConnection() {
    setHeader(HttpHeader.CONNECTION, "close");
  }

  /** Compresses the answer where the client's Accept-Encoding has it so (doris-protocol 1.7). */
  void compressReply() {
    gzip = header("Accept-Encoding").contains("gzip");
  }

  /**
   * Lets {@link #reply} close the connection in place of an answer: before the client notices, the
   * request has been worked off.
   */
  void loseReply() {
    aborted = true;
  }

  /** Closes the connection without an answer. */
  void abort() {
    aborted = true;
    if (closed) {
      return;
    }
    closed = true;
    request.getConnectionMetaData().getConnection().getEndPoint().close();
    callback.failed(new EofException("the connection was closed on purpose"));
  }

  boolean isAborted() {
    return aborted;
  }

  void reply(int status, String contentType, String text) {
    reply(status, contentType, text, 0, Duration.ZERO);
  }

  /**
   * Answers, and then reads what comes of the body.
   *
   * @param drainBytes how much of it at most
   * @param drainIdle how long it may stay away
   */
  void reply(int status, String contentType, String text, long drainBytes, Duration drainIdle) {
    if (aborted) {
      abort();
      return;
    }
    response.setStatus(status);
    setHeader(HttpHeader.CONTENT_TYPE, contentType);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (gzip && bytes.length > 0) {
      setHeader(HttpHeader.CONTENT_ENCODING, "gzip");
      bytes = gzipped(bytes);
    }
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
    response.write(
        true,
        ByteBuffer.wrap(bytes),
        drainBytes == 0
            ? callback
            : Callback.from(() -> drain(drainBytes, drainIdle), callback::failed));
  }

  /** As StreamLoadRedirectDrainUtil does; bytes that do not come end it soon. */
  private void drain(long bytes, Duration idle) {
    long left = bytes;
    long idleSince = System.nanoTime();
    try {
      while (left > 0 && System.nanoTime() - idleSince < idle.toNanos()) {
        Content.Chunk chunk = request.read();
        if (chunk == null) {
          Thread.sleep(DRAIN_POLL_MILLIS);
        } else if (Content.Chunk.isFailure(chunk)) {
          break;
        } else {
          idleSince = System.nanoTime();
          left -= chunk.remaining();
          chunk.release();
          if (chunk.isLast()) {
            break;
          }
        }
      }
      callback.succeeded();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      callback.failed(e);
    }
  }

  private static byte[] gzipped(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
