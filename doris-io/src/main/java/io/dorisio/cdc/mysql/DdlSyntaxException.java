package io.dorisio.cdc.mysql;

/** A statement that is none of MySQL's or MariaDB's, or that is not understood. */
public final class DdlSyntaxException extends Exception {

  private static final long serialVersionUID = 1L;

  DdlSyntaxException(String message, Throwable cause) {
    super(message, cause);
  }
}
