package io.dorisio.client;

/** A Stream Load that Doris refused or broke off, or that cannot be taken further. */
public class LoadFailedException extends DorisException {

  private final LoadFailure failure;

  public LoadFailedException(LoadFailure failure, String message) {
    super(message);
    this.failure = failure;
  }

  public LoadFailedException(LoadFailure failure, String message, Throwable cause) {
    super(message, cause);
    this.failure = failure;
  }

  public LoadFailure failure() {
    return failure;
  }
}
