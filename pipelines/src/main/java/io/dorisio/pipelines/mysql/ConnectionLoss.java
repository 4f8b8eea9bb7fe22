package io.dorisio.pipelines.mysql;

import com.github.shyiko.mysql.binlog.network.ServerException;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import org.apache.kafka.connect.errors.RetriableException;

/** Tells a server that cannot be reached just now from one that has answered with an error. */
final class ConnectionLoss {
  private static final String WRONG_CREDENTIALS = "28";

  private ConnectionLoss() {}

  static boolean isCauseOf(Throwable failure) {
    boolean lost = false;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ServerException || hasWrongCredentials(cause)) {
        return false;
      }
      lost |=
          cause instanceof IOException
              || cause instanceof SQLNonTransientConnectionException
              || cause instanceof SQLTransientException
              || cause instanceof SQLRecoverableException
              || cause instanceof RetriableException
              || cause instanceof SilentServerException;
    }
    return lost;
  }

  private static boolean hasWrongCredentials(Throwable cause) {
    return cause instanceof SQLException e
        && e.getSQLState() != null
        && e.getSQLState().startsWith(WRONG_CREDENTIALS);
  }

  /** The server has sent nothing, not even its heartbeat. */
  static final class SilentServerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SilentServerException(String message) {
      super(message);
    }
  }
}
