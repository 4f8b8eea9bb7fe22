package io.dorisio.pipelines.mysql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/**
 * Reads the rows of MySQL or MariaDB tables, and then every change of them, with Debezium.
 *
 * <p><b>Guarantee.</b> On a runner that checkpoints its sources, as Flink does, no change is lost
 * or repeated after a failure or a restore: the place in the binlog, the schemas of the tables
 * there, and how far the snapshot is are part of the checkpoint, and nothing is kept elsewhere.
 * Changes of one server come in the order of their {@link MySqlChange#position()}.
 *
 * <p><b>A snapshot that is interrupted</b> begins again, so its rows may come more than once: its
 * target must be a table with a unique key. The binlog is then read from where the <em>first</em>
 * attempt began: a row of it that was deleted before the second attempt is deleted in the target
 * too. Until such a job has come past the second snapshot it repeats older changes of rows; they
 * have smaller positions than the rows of that snapshot.
 *
 * <p><b>What the server must have</b>: binlog in row format with full row images, a user with
 * SELECT, RELOAD, SHOW DATABASES, REPLICATION SLAVE and REPLICATION CLIENT, and the binlog since
 * the last checkpoint: a job that comes back too late fails and says so. Positions are those of one
 * server, with GTIDs too: a job that finds another one at its address, as after a failover, fails,
 * and must begin anew.
 *
 * <p>Why not Beam's own DebeziumIO: its splittable DoFn stops the connector, and with it the
 * connection, whenever a poll comes back empty; it hands its schema history over through a static
 * map that can hold one reader (BEAM-11737); an offset is claimed record by record, though the
 * records of an updated key share one; and what it keeps in a checkpoint does not survive a restart
 * of the job on its own (apache/beam#28248).
 */
public final class MySqlChanges extends PTransform<PBegin, PCollection<MySqlChange>> {
  private final List<MySqlServer> servers;
  private final ReadSpec spec;

  private MySqlChanges(List<MySqlServer> servers, ReadSpec spec) {
    this.servers = servers;
    this.spec = spec;
  }

  /** All tables of all databases, with {@link SnapshotMode#INITIAL} and {@link Connector#MYSQL}. */
  public static MySqlChanges read() {
    return new MySqlChanges(
        List.of(), new ReadSpec(Connector.MYSQL, ".*", ".*", SnapshotMode.INITIAL, true, Map.of()));
  }

  /** Reads this server too. Each is read by a reader of its own. */
  public MySqlChanges withServer(MySqlServer server) {
    List<MySqlServer> all = new ArrayList<>(servers);
    all.add(server);
    return new MySqlChanges(List.copyOf(all), spec);
  }

  public MySqlChanges withConnector(Connector connector) {
    return with(
        new ReadSpec(
            connector,
            spec.databases(),
            spec.tables(),
            spec.snapshotMode(),
            spec.schemas(),
            spec.properties()));
  }

  /** A regular expression that the whole name of a database must match. Default all. */
  public MySqlChanges withDatabases(String regex) {
    return with(
        new ReadSpec(
            spec.connector(),
            checked("databases", regex),
            spec.tables(),
            spec.snapshotMode(),
            spec.schemas(),
            spec.properties()));
  }

  /** A regular expression that a table's whole name, without its database, must match. */
  public MySqlChanges withTables(String regex) {
    return with(
        new ReadSpec(
            spec.connector(),
            spec.databases(),
            checked("tables", regex),
            spec.snapshotMode(),
            spec.schemas(),
            spec.properties()));
  }

  public MySqlChanges withSnapshotMode(SnapshotMode mode) {
    return with(
        new ReadSpec(
            spec.connector(),
            spec.databases(),
            spec.tables(),
            mode,
            spec.schemas(),
            spec.properties()));
  }

  /**
   * Leaves Kafka Connect's schema out of each message. It is what tells a date from a number, and
   * most of a message's length.
   */
  public MySqlChanges withoutSchemas() {
    return with(
        new ReadSpec(
            spec.connector(),
            spec.databases(),
            spec.tables(),
            spec.snapshotMode(),
            false,
            spec.properties()));
  }

  /**
   * Sets a property of Debezium's connector, such as {@code snapshot.locking.mode}. It is part of
   * the runner's checkpoints.
   *
   * @throws IllegalArgumentException if the guarantee depends on the property, saying how
   */
  public MySqlChanges withProperty(String name, String value) {
    PropertyRules.check(name, value);
    Map<String, String> properties = new LinkedHashMap<>(spec.properties());
    properties.put(name, value);
    return with(
        new ReadSpec(
            spec.connector(),
            spec.databases(),
            spec.tables(),
            spec.snapshotMode(),
            spec.schemas(),
            Map.copyOf(properties)));
  }

  private MySqlChanges with(ReadSpec changed) {
    return new MySqlChanges(servers, changed);
  }

  private static String checked(String what, String regex) {
    if (regex.indexOf(',') >= 0) {
      throw new IllegalArgumentException(
          "The regular expression of "
              + what
              + " has a comma, which Debezium takes for the end of it. Write it without: "
              + regex);
    }
    try {
      Pattern.compile(regex);
      return regex;
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "The regular expression of " + what + " is none: " + e.getMessage(), e);
    }
  }

  @Override
  public PCollection<MySqlChange> expand(PBegin input) {
    if (servers.isEmpty()) {
      throw new IllegalStateException("MySqlChanges: name a server, with withServer.");
    }
    Set<String> names = new HashSet<>();
    for (MySqlServer server : servers) {
      if (!names.add(server.name())) {
        throw new IllegalStateException(
            "MySqlChanges: two servers are called " + server.name() + "; give each its name.");
      }
    }
    return input.apply("Read with Debezium", Read.from(new DebeziumSource(servers, spec)));
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    super.populateDisplayData(builder);
    builder.add(DisplayData.item("servers", servers.toString()));
    builder.add(DisplayData.item("databases", spec.databases()));
    builder.add(DisplayData.item("tables", spec.tables()));
  }
}
