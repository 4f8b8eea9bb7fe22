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
      URI uri = URI.create(errorUrl);
      HttpRequests.Answer answer =
          requests.get(
              connection.reachable(new HostPort(uri.getHost(), uri.getPort())),
              uri.getRawPath() + "?" + uri.getRawQuery());
      String lines = String.join("\n", answer.body().lines().limit(SHOWN_LINES).toList());
      return Replies.shorten(lines);
    } catch (IOException | RuntimeException e) {
      return "(the error log could not be read: " + e.getMessage() + ")";
    }
  }
}
