package io.dorisio.client;

import java.io.IOException;

/**
 * A request that Doris answered with a refusal, or that broke. The message says what happened, to
 * what, and in the server's own words; it never holds credentials.
 */
public class DorisException extends IOException {

  public DorisException(String message) {
    super(message);
  }

  public DorisException(String message, Throwable cause) {
    super(message, cause);
  }
}
