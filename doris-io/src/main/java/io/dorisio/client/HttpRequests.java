package io.dorisio.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.api.client.http.ByteArrayContent;
import com.google.api.client.http.EmptyContent;
import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpContent;
import com.google.api.client.http.HttpHeaders;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.apache.v2.ApacheHttpTransport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.http.config.ConnectionConfig;
import org.apache.http.config.Registry;
import org.apache.http.config.RegistryBuilder;
import org.apache.http.conn.socket.ConnectionSocketFactory;
import org.apache.http.conn.socket.PlainConnectionSocketFactory;
import org.apache.http.impl.NoConnectionReuseStrategy;
import org.apache.http.impl.client.HttpClientBuilder;
import org.apache.http.impl.conn.PoolingHttpClientConnectionManager;
import org.apache.http.protocol.HttpRequestExecutor;

/**
 * Short requests and the shape that all requests share: our own Authorization, no redirect followed
 * by the library (it would drop headers and the body), no retry, nothing logged.
 */
final class HttpRequests implements AutoCloseable {

  static final String EXPECT_CONTINUE = "100-continue";

  /** Header values such as column names travel as UTF-8; the library's default is ASCII. */
  static final ConnectionConfig UTF8_HEADERS =
      ConnectionConfig.custom().setCharset(StandardCharsets.UTF_8).build();

  /** Made once: the default makes ready for TLS with each client, for milliseconds. */
  static final Registry<ConnectionSocketFactory> SOCKETS =
      RegistryBuilder.<ConnectionSocketFactory>create()
          .register("http", PlainConnectionSocketFactory.getSocketFactory())
          .build();

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_CONNECTIONS = 256;
  private static final int MAX_REPLY_BYTES = 4 << 20;

  private final DorisConnection connection;
  private final ApacheHttpTransport transport;

  HttpRequests(DorisConnection connection) {
    this.connection = connection;
    PoolingHttpClientConnectionManager pool = new PoolingHttpClientConnectionManager(SOCKETS);
    pool.setMaxTotal(MAX_CONNECTIONS);
    pool.setDefaultMaxPerRoute(MAX_CONNECTIONS);
    pool.setDefaultConnectionConfig(UTF8_HEADERS);
    this.transport =
        new ApacheHttpTransport(
            clientBuilder(new HttpRequestExecutor((int) connection.timeouts().request().toMillis()))
                .setConnectionManager(pool)
                // A frontend closes after its 307, and idle connections die unnoticed: these
                // requests are too few to gain anything by keeping them.
                .setConnectionReuseStrategy(NoConnectionReuseStrategy.INSTANCE)
                .build());
  }

  static HttpClientBuilder clientBuilder(HttpRequestExecutor executor) {
    return HttpClientBuilder.create()
        .setRequestExecutor(executor)
        // It is read from a file with each client, and each request has another one already.
        .disableDefaultUserAgent()
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableContentCompression()
        .disableAuthCaching()
        .disableCookieManagement()
        .disableConnectionState();
  }

  /** An answer: its HTTP status, its Location header (null if none) and its body as UTF-8. */
  record Answer(int status, String location, String body) {}

  Answer get(HostPort node, String pathAndQuery) throws IOException {
    return execute("GET", node, pathAndQuery, Map.of(), null);
  }

  Answer put(HostPort node, String pathAndQuery, Map<String, String> headers) throws IOException {
    return execute("PUT", node, pathAndQuery, headers, new EmptyContent());
  }

  Answer postJson(HostPort node, String pathAndQuery, Map<String, String> fields)
      throws IOException {
    byte[] body = JSON.writeValueAsBytes(fields);
    return execute(
        "POST", node, pathAndQuery, Map.of(), new ByteArrayContent("application/json", body));
  }

  private Answer execute(
      String method,
      HostPort node,
      String pathAndQuery,
      Map<String, String> headers,
      HttpContent content)
      throws IOException {
    HttpRequest request =
        request(
            transport,
            connection,
            method,
            node,
            pathAndQuery,
            headers,
            content,
            connection.timeouts().request());
    HttpResponse response = request.execute();
    try {
      return answer(response);
    } finally {
      response.disconnect();
    }
  }

  static HttpRequest request(
      HttpTransport transport,
      DorisConnection connection,
      String method,
      HostPort node,
      String pathAndQuery,
      Map<String, String> headers,
      HttpContent content,
      Duration readTimeout)
      throws IOException {
    GenericUrl url = new GenericUrl("http://" + node + pathAndQuery, true);
    HttpRequest request = transport.createRequestFactory().buildRequest(method, url, content);
    HttpHeaders requestHeaders = new HttpHeaders();
    requestHeaders.setAcceptEncoding(null);
    requestHeaders.setAuthorization(connection.basicAuthorization());
    headers.forEach(requestHeaders::set);
    return request
        .setHeaders(requestHeaders)
        .setConnectTimeout((int) connection.timeouts().connect().toMillis())
        .setReadTimeout((int) readTimeout.toMillis())
        .setFollowRedirects(false)
        .setNumberOfRetries(0)
        .setThrowExceptionOnExecuteError(false)
        .setLoggingEnabled(false)
        .setCurlLoggingEnabled(false);
  }

  /** Reads an answer; Doris states ISO-8859-1 as its charset and sends UTF-8. */
  static Answer answer(HttpResponse response) throws IOException {
    InputStream content = response.getContent();
    String body =
        content == null
            ? ""
            : new String(content.readNBytes(MAX_REPLY_BYTES), StandardCharsets.UTF_8);
    return new Answer(response.getStatusCode(), response.getHeaders().getLocation(), body);
  }

  @Override
  public void close() {
    try {
      transport.shutdown();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
