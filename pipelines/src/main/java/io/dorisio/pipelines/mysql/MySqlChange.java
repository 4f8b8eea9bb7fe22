package io.dorisio.pipelines.mysql;

import java.util.Arrays;
import java.util.Objects;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.joda.time.Instant;

/**
 * One message of Debezium's MySQL or MariaDB connector: a row that was read, inserted, updated or
 * deleted, a table that was truncated, or a change of the schema.
 */
public final class MySqlChange {
  private final String topic;
  private final byte @Nullable [] key;
  private final byte[] value;
  private final BinlogPosition position;
  private final Instant timestamp;

  MySqlChange(
      String topic,
      byte @Nullable [] key,
      byte[] value,
      BinlogPosition position,
      Instant timestamp) {
    this.topic = topic;
    this.key = key;
    this.value = value;
    this.position = position;
    this.timestamp = timestamp;
  }

  /**
   * Where Debezium would have sent the message in Kafka: {@code <server>.<database>.<table>}, or
   * {@code <server>} alone for a change of the schema.
   */
  public String topic() {
    return topic;
  }

  /** Debezium's JSON of the key; null where the table has none. Not to be changed. */
  public byte @Nullable [] key() {
    return key;
  }

  /** Debezium's JSON of the change. Not to be changed. */
  public byte[] value() {
    return value;
  }

  /** Orders the changes of one server. */
  public BinlogPosition position() {
    return position;
  }

  /** When the change was made, by the clock of the server; when the row was read, in a snapshot. */
  public Instant timestamp() {
    return timestamp;
  }

  /** Whether the message is about the schema, and not about a row. */
  public boolean isSchemaChange() {
    return topic.indexOf('.') < 0;
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof MySqlChange other
        && topic.equals(other.topic)
        && Arrays.equals(key, other.key)
        && Arrays.equals(value, other.value)
        && position.equals(other.position)
        && timestamp.equals(other.timestamp);
  }

  @Override
  public int hashCode() {
    return Objects.hash(topic, position);
  }

  /** Where the change lies; not the row. */
  @Override
  public String toString() {
    return topic + " at " + position;
  }
}
