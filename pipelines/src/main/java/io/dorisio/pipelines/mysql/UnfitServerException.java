package io.dorisio.pipelines.mysql;

import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * A server, or the user's account there, is not as it must be. Its message says what to do. Nothing
 * has been read yet, and only a person can help: Flink fails the job and does not restart it.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class UnfitServerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnfitServerException(MySqlServer server, String problem) {
    super("MySQL server " + server + " " + problem);
  }
}
