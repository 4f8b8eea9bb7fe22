package io.dorisio.write;

import io.dorisio.client.DorisException;

/** A pre-committed load that could not be committed, or of which nobody knows whether it was. */
public class CommitFailedException extends DorisException {

  CommitFailedException(PreparedLoad load, String what, String words) {
    super("Commit of " + load.describe() + " " + what + ". The server says: " + words);
  }

  CommitFailedException(PreparedLoad load, String what, Throwable cause) {
    super("Commit of " + load.describe() + " " + what + ": " + cause.getMessage(), cause);
  }
}
