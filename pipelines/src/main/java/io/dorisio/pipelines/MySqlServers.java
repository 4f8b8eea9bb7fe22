package io.dorisio.pipelines;

import io.dorisio.pipelines.mysql.MySqlServer;
import io.dorisio.pipelines.mysql.MySqlServer.PasswordSource;
import java.util.List;

/** The servers that options name. */
final class MySqlServers {

  private MySqlServers() {}

  /**
   * The servers. Their names are their addresses, so that they stay the same for the life of a job.
   *
   * @throws IllegalArgumentException naming the address that is none
   */
  static List<MySqlServer> of(MySqlToDorisOptions options) {
    PasswordSource password = MySqlPassword.source(options);
    return options.getMysqlServers().stream()
        .map(address -> server(address.trim(), options.getMysqlUser(), password))
        .toList();
  }

  private static MySqlServer server(String address, String user, PasswordSource password) {
    int colon = address.lastIndexOf(':');
    String port = address.substring(colon + 1);
    if (colon < 1 || !port.matches("\\d{1,5}")) {
      throw new IllegalArgumentException(
          "--mysqlServers: '" + address + "' is no host:port, such as mysql1:3306.");
    }
    String name = address.replaceAll("[^A-Za-z0-9_-]", "-");
    return MySqlServer.at(name, address.substring(0, colon), Integer.parseInt(port))
        .withCredentials(user, password);
  }
}
