package io.dorisio.pipelines.mysql;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A task of Debezium's connector, run as Kafka Connect would run it. Debezium's embedded engine
 * does the same and adds stores of its own and Kafka Connect's runtime with its web server.
 */
final class DebeziumTask implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DebeziumTask.class);

  private final SourceTask task;

  private DebeziumTask(SourceTask task) {
    this.task = task;
  }

  /**
   * Starts a task.
   *
   * @param offset where to begin; null for a snapshot
   */
  static DebeziumTask start(
      Connector connector,
      Map<String, String> properties,
      Supplier<@Nullable Map<String, Object>> offset) {
    DebeziumTask started = new DebeziumTask(connector.newTask());
    try {
      started.task.initialize(new Context(properties, offset));
      started.task.start(properties);
      return started;
    } catch (RuntimeException e) {
      started.close();
      throw e;
    }
  }

  /** Waits for messages, no longer than {@code poll.interval.ms}; empty if there are none. */
  List<SourceRecord> poll() throws InterruptedException {
    List<SourceRecord> records = task.poll();
    return records == null ? List.of() : records;
  }

  @Override
  public void close() {
    try {
      task.stop();
    } catch (RuntimeException e) {
      LOG.warn("Debezium's task did not stop cleanly", e);
    }
  }

  private record Context(
      Map<String, String> configs, Supplier<@Nullable Map<String, Object>> offset)
      implements SourceTaskContext {
    @Override
    public OffsetStorageReader offsetStorageReader() {
      return new Offsets(offset);
    }
  }

  /** A task reads one server, so there is one offset, whatever the partition is called. */
  private record Offsets(Supplier<@Nullable Map<String, Object>> current)
      implements OffsetStorageReader {
    @Override
    public <T> Map<String, Object> offset(Map<String, T> partition) {
      return current.get();
    }

    @Override
    public <T> Map<Map<String, T>, Map<String, Object>> offsets(
        Collection<Map<String, T>> partitions) {
      Map<Map<String, T>, Map<String, Object>> offsets = new HashMap<>();
      for (Map<String, T> partition : partitions) {
        offsets.put(partition, current.get());
      }
      return offsets;
    }
  }
}
