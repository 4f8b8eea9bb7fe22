package io.dorisio.pipelines;

import io.dorisio.pipelines.mysql.MySqlServer.PasswordSource;
import java.util.Map;

/**
 * Where the MySQL password is looked up, by the worker that connects. A runner keeps these in its
 * checkpoints; only {@link Given} holds the password itself.
 */
final class MySqlPassword {
  static final String VARIABLE = "MYSQL_PASSWORD";

  private MySqlPassword() {}

  static PasswordSource source(MySqlToDorisOptions options) {
    Secret given = options.getMysqlPassword();
    String file = options.getMysqlPasswordFile();
    if (given != null && file != null) {
      throw new IllegalArgumentException("Give --mysqlPassword or --mysqlPasswordFile, not both.");
    }
    if (given != null) {
      return new Given(given.reveal());
    }
    return file != null ? new InFile(file) : new InEnvironment();
  }

  /** Of the command line. */
  private record Given(String password) implements PasswordSource {
    private static final long serialVersionUID = 1L;

    @Override
    public String get() {
      return password;
    }

    @Override
    public String toString() {
      return "--mysqlPassword";
    }
  }

  private record InFile(String file) implements PasswordSource {
    private static final long serialVersionUID = 1L;

    @Override
    public String get() {
      return PasswordFile.firstLine("mysqlPasswordFile", file);
    }
  }

  private record InEnvironment() implements PasswordSource {
    private static final long serialVersionUID = 1L;

    @Override
    public String get() {
      return of(System.getenv());
    }
  }

  static String of(Map<String, String> environment) {
    return environment.getOrDefault(VARIABLE, "");
  }
}
