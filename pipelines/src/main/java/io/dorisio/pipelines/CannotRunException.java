package io.dorisio.pipelines;

/**
 * What the user of a job must mend, for the command line: its message is all there is to say, so it
 * has no stack.
 */
final class CannotRunException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CannotRunException(String message) {
    super(message, null, false, false);
  }
}
