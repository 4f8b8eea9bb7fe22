package io.dorisio.client;

import java.io.IOException;
import java.net.URI;

/** Reads why rows were filtered, at the ErrorURL of a load's reply. */
final class ErrorLog {

  private static final int SHOWN_LINES = 3;

  private final DorisConnection connection;
  private final HttpRequests requests;

  ErrorLog(DorisConnection connection, HttpRequests requests) {
    this.connection = connection;
    this.requests = requests;
  }

  /** The first lines of the log; says so if they cannot be read. Never throws. */
  String firstLines(String errorUrl) {
    try {
      String lines = String.join("\n", read(errorUrl).lines().limit(SHOWN_LINES).toList());
      return Replies.shorten(lines);
    } catch (IOException e) {
      return "(the error log could not be read: " + e.getMessage() + ")";
    }
  }

  /** The whole log, of which {@link HttpRequests} takes some MiB at most. */
  String read(String errorUrl) throws IOException {
    try {
      URI uri = URI.create(errorUrl);
      HttpRequests.Answer answer =
          requests.get(
              connection.reachable(new HostPort(uri.getHost(), uri.getPort())),
              uri.getRawPath() + "?" + uri.getRawQuery());
      if (answer.status() != 200) {
        throw new DorisException(
            "HTTP status " + answer.status() + ": " + Replies.shorten(answer.body()));
      }
      return answer.body();
    } catch (RuntimeException e) {
      throw new DorisException("its address cannot be used: " + e.getMessage());
    }
  }
}
