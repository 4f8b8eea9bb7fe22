package io.dorisio.emulator.http;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.URIUtil;

/** One request and its answer. */
final class Exchange {
  private final Request request;
  private final Response response;
  private final Callback callback;
  private final List<String> path;

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

  void reply(int status, String contentType, String text) {
    response.setStatus(status);
    setHeader(HttpHeader.CONTENT_TYPE, contentType);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
    response.write(true, ByteBuffer.wrap(bytes), callback);
  }
}
