package io.dorisio.pipelines.mysql;

import java.io.Serializable;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * One MySQL or MariaDB server to read from.
 *
 * @param name the server's name in messages and positions. Letters, digits, {@code _} and {@code
 *     -}. It stays the same for the life of a job
 * @param serverId under which the reader joins the server as a replica; no other replica may have
 *     it, nor another reader of the same server. A worker that was cut off and comes back is thrown
 *     out by the server when its successor joins under the same id
 */
public record MySqlServer(
    String name, String host, int port, String user, PasswordSource password, long serverId)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");
  private static final long FIRST_RANDOM_ID = 1_000_000;
  private static final long LAST_ID = 4_294_967_295L;

  public MySqlServer {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "MySQL server name '" + name + "': use letters, digits, '_' and '-'.");
    }
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(password, "password");
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("MySQL server " + name + ": no port is " + port + ".");
    }
    if (serverId < 1 || serverId > LAST_ID) {
      throw new IllegalArgumentException(
          "MySQL server " + name + ": a server id is from 1 to " + LAST_ID + ", not " + serverId);
    }
  }

  /** A server without credentials yet, and with a random server id. */
  public static MySqlServer at(String name, String host, int port) {
    long serverId = ThreadLocalRandom.current().nextLong(FIRST_RANDOM_ID, LAST_ID + 1);
    return new MySqlServer(name, host, port, "root", () -> "", serverId);
  }

  /**
   * The same server with these credentials.
   *
   * @param password asked where the reader runs, each time it connects
   */
  public MySqlServer withCredentials(String user, PasswordSource password) {
    return new MySqlServer(name, host, port, user, password, serverId);
  }

  public MySqlServer withServerId(long serverId) {
    return new MySqlServer(name, host, port, user, password, serverId);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return name + " (" + user + "@" + host + ":" + port + ", server id " + serverId + ")";
  }

  /**
   * Finds the password. The source, and with it this object, is kept in the runner's checkpoints:
   * one that reads a file or the environment keeps the password out of them.
   */
  @FunctionalInterface
  public interface PasswordSource extends Serializable {
    String get();
  }
}
