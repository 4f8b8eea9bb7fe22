package io.dorisio.cdc;

import java.io.Serializable;

/** Where a message lies in Kafka. */
public record RecordOffset(String topic, int partition, long offset) implements Serializable {

  public RecordOffset {
    if (offset < 0) {
      throw new IllegalArgumentException("An offset is not negative: " + offset);
    }
  }

  /** {@code topic-partition@offset}, as Kafka's own tools write it. */
  @Override
  public String toString() {
    return topic + "-" + partition + "@" + offset;
  }
}
