package io.dorisio.client;

/**
 * A Stream Load that Doris refused or broke off. Its transaction is rolled back, its label free.
 */
public class LoadFailedException extends DorisException {

  public LoadFailedException(String message) {
    super(message);
  }

  public LoadFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
