package io.dorisio.pipelines.mysql;

import java.util.Map;
import java.util.Set;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Which of Debezium's properties are not a user's to set: those that the source's promises need.
 */
final class PropertyRules {
  private static final Set<String> OWN =
      Set.of(
          "name",
          "task.id",
          "tasks.max",
          "connector.class",
          "database.hostname",
          "database.port",
          "database.user",
          "database.password",
          "database.server.id",
          "database.include.list",
          "database.exclude.list",
          "table.include.list",
          "table.exclude.list",
          "snapshot.mode",
          "include.schema.changes",
          "tombstones.on.delete",
          "connect.keep.alive",
          "connect.keep.alive.interval.ms",
          "heartbeat.interval.ms",
          "provide.transaction.metadata",
          "custom.metric.tags");

  /** By the beginnings of names, with what would break. */
  private static final Map<String, String> REFUSED =
      Map.ofEntries(
          Map.entry("topic.", "the source tells messages apart by their topics"),
          Map.entry("schema.history.", "the history of schemas is in the runner's checkpoints"),
          Map.entry("offset.", "the place in the binlog is in the runner's checkpoints"),
          Map.entry("notification.", "the source learns of the snapshot's end by notifications"),
          Map.entry("errors.", "the source connects again itself, and knows what it has read"),
          Map.entry("transforms", "transformations are run by Kafka Connect, which is not here"),
          Map.entry("predicates", "transformations are run by Kafka Connect, which is not here"),
          Map.entry("key.converter", "the source writes messages itself"),
          Map.entry("value.converter", "the source writes messages itself"),
          Map.entry("header.converter", "the source writes messages itself"),
          Map.entry("converters", "values of other forms could not be read"),
          Map.entry("post.processors", "values of other forms could not be read"),
          Map.entry("sourceinfo.struct.maker", "the place of a change could not be read"),
          Map.entry("transaction.metadata.factory", "it is of no use here"),
          Map.entry("signal.", "rows of incremental snapshots have no place among the changes"),
          Map.entry(
              "incremental.", "rows of incremental snapshots have no place among the changes"),
          Map.entry("gtid.source.", "it leaves out transactions without a word"),
          Map.entry("binlog.buffer.size", "it changes which place a change is read again from"),
          Map.entry("internal.", "it is not for users"));

  /** With the one value that they may have. */
  private static final Map<String, String> ONLY =
      Map.of(
          "decimal.handling.mode", "precise",
          "bigint.unsigned.handling.mode", "long",
          "time.precision.mode", "adaptive_time_microseconds",
          "binary.handling.mode", "bytes",
          "sanitize.field.names", "false",
          "field.name.adjustment.mode", "none",
          "event.processing.failure.handling.mode", "fail",
          "event.deserialization.failure.handling.mode", "fail",
          "inconsistent.schema.handling.mode", "fail");

  private static final String FAILURE = "failure.handling.mode";
  private static final String INCONSISTENT = "inconsistent";

  private PropertyRules() {}

  /**
   * Refuses what a user may not set.
   *
   * @throws IllegalArgumentException naming the property, and why
   */
  static void check(String name, String value) {
    String reason = reason(name, value);
    if (reason != null) {
      throw new IllegalArgumentException(
          "Debezium's property " + name + " cannot be set here: " + reason + ".");
    }
  }

  private static @Nullable String reason(String name, String value) {
    if (OWN.contains(name)) {
      return "the source sets it itself";
    }
    String only = ONLY.get(name);
    if (only != null && !only.equalsIgnoreCase(value.strip())) {
      return name.endsWith(FAILURE) || name.startsWith(INCONSISTENT)
          ? "with anything but " + only + " changes would be lost without a word"
          : "values and names travel as "
              + only
              + ", which loses nothing, and Doris's types follow those of MySQL";
    }
    return REFUSED.entrySet().stream()
        .filter(refused -> name.startsWith(refused.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }
}
