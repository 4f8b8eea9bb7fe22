package io.dorisio.pipelines;

import io.dorisio.pipelines.mysql.MySqlServer;
import io.dorisio.pipelines.mysql.MySqlServer.PasswordSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The servers that options name. */
final class MySqlServers {

  private MySqlServers() {}

  /**
   * The servers. Where they are given none, their names are their addresses, so that they stay the
   * same for the life of a job.
   *
   * @throws IllegalArgumentException naming the address that is none, or is there twice
   */
  static List<MySqlServer> of(MySqlToDorisOptions options) {
    PasswordSource password = MySqlPassword.source(options);
    List<MySqlServer> servers =
        options.getMysqlServers().stream()
            .map(server -> server(server.trim(), options.getMysqlUser(), password))
            .toList();
    Set<String> addresses = new HashSet<>();
    for (MySqlServer server : servers) {
      if (!addresses.add(server.host() + ":" + server.port())) {
        throw new IllegalArgumentException(
            "--mysqlServers: " + server.host() + ":" + server.port() + " is there twice.");
      }
    }
    return servers;
  }

  private static MySqlServer server(String text, String user, PasswordSource password) {
    int equals = text.indexOf('=');
    String address = text.substring(equals + 1).trim();
    int colon = address.lastIndexOf(':');
    String port = address.substring(colon + 1);
    if (colon < 1 || address.indexOf('=') >= 0 || !port.matches("\\d{1,5}")) {
      throw new IllegalArgumentException(
          "--mysqlServers: '"
              + address
              + "' is no host:port, such as mysql1:3306 or shop=mysql1:3306.");
    }
    String name =
        equals < 0 ? address.replaceAll("[^A-Za-z0-9_-]", "-") : text.substring(0, equals).trim();
    return MySqlServer.at(name, address.substring(0, colon), Integer.parseInt(port))
        .withCredentials(user, password);
  }
}
