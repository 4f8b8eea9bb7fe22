package io.dorisio.pipelines.mysql;

import io.debezium.config.Configuration;
import io.debezium.connector.binlog.jdbc.BinlogConnectorConnection;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Asks a server whether it can be read before Debezium does: Debezium reads nothing for ever where
 * no table matches, and stops in the middle of its work where a privilege is missing.
 */
final class ServerCheck {
  private static final Set<String> SYSTEM_DATABASES =
      Set.of("mysql", "sys", "information_schema", "performance_schema");
  private static final int SHOWN_DATABASES = 20;
  private static final String REFUSED_CREDENTIALS = "28";

  private final MySqlServer server;
  private final ReadSpec spec;
  private final Statement statement;

  private ServerCheck(MySqlServer server, ReadSpec spec, Statement statement) {
    this.server = server;
    this.spec = spec;
    this.statement = statement;
  }

  /**
   * Checks the account, the binlog, its privileges and that there is something to read.
   *
   * @param properties that Debezium's connector is started with
   * @throws UnfitServerException if one of them is not as it must be
   * @throws IllegalStateException if the server cannot be asked
   */
  static void run(MySqlServer server, ReadSpec spec, Map<String, String> properties) {
    try (BinlogConnectorConnection jdbc = spec.connector().connect(Configuration.from(properties));
        Connection connection = jdbc.connection();
        Statement statement = connection.createStatement()) {
      ServerCheck check = new ServerCheck(server, spec, statement);
      check.binlog();
      check.privileges(check.databases());
    } catch (SQLException e) {
      if (e.getSQLState() != null && e.getSQLState().startsWith(REFUSED_CREDENTIALS)) {
        throw new UnfitServerException(
            server,
            "refuses this user or its password: "
                + e.getMessage()
                + ". Check both, and from which"
                + " hosts the user may connect.");
      }
      throw new IllegalStateException("MySQL server " + server + " cannot be asked", e);
    }
  }

  private void binlog() throws SQLException {
    Map<String, String> variables = new HashMap<>();
    String sql =
        "SHOW GLOBAL VARIABLES WHERE Variable_name IN"
            + " ('log_bin', 'binlog_format', 'binlog_row_image')";
    try (ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        variables.put(
            rows.getString(1).toLowerCase(Locale.ROOT), rows.getString(2).toUpperCase(Locale.ROOT));
      }
    }
    if ("OFF".equals(variables.get("log_bin"))) {
      throw new UnfitServerException(
          server,
          "writes no binlog. Start it with log_bin=binlog, server_id=1 (or another number) and"
              + " binlog_format=ROW in its configuration.");
    }
    mustBe(variables, "binlog_format", "ROW");
    mustBe(variables, "binlog_row_image", "FULL");
  }

  private void mustBe(Map<String, String> variables, String name, String value) {
    String actual = variables.getOrDefault(name, value);
    if (!actual.equals(value)) {
      throw new UnfitServerException(
          server,
          String.format(
              "has %1$s=%2$s, and rows cannot be followed with it. Set %1$s=%3$s in its"
                  + " configuration and SET GLOBAL %1$s = '%3$s'; sessions that are open keep the"
                  + " old value until they connect again.",
              name, actual, value));
    }
  }

  private void privileges(Set<String> databases) throws SQLException {
    Grants grants = Grants.parse(texts("SHOW GRANTS"));
    List<String> missing = new ArrayList<>();
    if (!grants.hasGlobal("REPLICATION SLAVE")) {
      missing.add("REPLICATION SLAVE");
    }
    // MariaDB's name for it since 10.5.
    if (!grants.hasGlobal("REPLICATION CLIENT") && !grants.hasGlobal("BINLOG MONITOR")) {
      missing.add("REPLICATION CLIENT");
    }
    // Tables are locked where all cannot be flushed.
    boolean locks = databases.stream().allMatch(name -> grants.has("LOCK TABLES", name));
    if (!grants.hasGlobal("RELOAD") && !locks) {
      missing.add("RELOAD");
    }
    if (!missing.isEmpty()) {
      String names = String.join(", ", missing);
      throw new UnfitServerException(
          server,
          "does not grant this user all that reading takes. An administrator must: GRANT "
              + names
              + " ON *.* TO the user.");
    }
  }

  /** The databases with tables that are to be read. */
  private Set<String> databases() throws SQLException {
    // In any case, as Debezium has it.
    Pattern databases = Pattern.compile(spec.databases(), Pattern.CASE_INSENSITIVE);
    Pattern tables = Pattern.compile(spec.tables(), Pattern.CASE_INSENSITIVE);
    Set<String> read = new TreeSet<>();
    Set<String> visible = new TreeSet<>();
    String sql =
        "SELECT table_schema, table_name FROM information_schema.tables"
            + " WHERE table_type = 'BASE TABLE'";
    try (ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        String database = rows.getString(1);
        if (SYSTEM_DATABASES.contains(database.toLowerCase(Locale.ROOT))) {
          continue;
        }
        if (databases.matcher(database).matches() && tables.matcher(rows.getString(2)).matches()) {
          read.add(database);
        }
        visible.add(database);
      }
    }
    if (!read.isEmpty()) {
      return read;
    }
    throw new UnfitServerException(
        server,
        String.format(
            "shows this user no table that is to be read: databases '%s', tables '%s' (regular"
                + " expressions for the whole name). Correct these, or GRANT SELECT on the tables."
                + " Databases with tables that the user sees: %s",
            spec.databases(), spec.tables(), shown(visible)));
  }

  private static String shown(Set<String> databases) {
    List<String> shown = databases.stream().limit(SHOWN_DATABASES).toList();
    return shown.isEmpty()
        ? "none"
        : String.join(", ", shown) + (databases.size() > shown.size() ? ", …" : "");
  }

  private List<String> texts(String sql) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    }
  }
}
