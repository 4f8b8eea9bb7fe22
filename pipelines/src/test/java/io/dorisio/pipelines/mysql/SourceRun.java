package io.dorisio.pipelines.mysql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.util.CoderUtils;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Drives a reader by hand, as a runner would, and keeps what it emitted. */
final class SourceRun implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final DebeziumReader reader;
  private final List<MySqlChange> changes = new ArrayList<>();
  private boolean started;

  private SourceRun(DebeziumReader reader) {
    this.reader = reader;
  }

  static SourceRun begin(DebeziumSource source, @Nullable DebeziumMark mark) throws Exception {
    return new SourceRun(
        (DebeziumReader) source.createReader(PipelineOptionsFactory.create(), mark));
  }

  /** Reads the next change; fails if none comes. */
  MySqlChange next() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!advance()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("No change in " + LIMIT + " after " + changes.size());
      }
      Thread.sleep(5);
    }
    changes.add(reader.getCurrent());
    return reader.getCurrent();
  }

  boolean advance() throws IOException {
    if (started) {
      return reader.advance();
    }
    started = true;
    return reader.start();
  }

  /** Reads until a change of a row fits, and gives the changes of rows up to it. */
  List<MySqlChange> rowsUntil(Predicate<JsonNode> last) throws Exception {
    List<MySqlChange> rows = new ArrayList<>();
    while (true) {
      MySqlChange change = next();
      if (!change.isSchemaChange()) {
        rows.add(change);
        if (last.test(payload(change))) {
          return rows;
        }
      }
    }
  }

  List<MySqlChange> rows(int count) throws Exception {
    List<MySqlChange> rows = new ArrayList<>();
    while (rows.size() < count) {
      MySqlChange change = next();
      if (!change.isSchemaChange()) {
        rows.add(change);
      }
    }
    return rows;
  }

  List<MySqlChange> changes() {
    return changes;
  }

  DebeziumReader reader() {
    return reader;
  }

  /** The mark of what has been emitted, as it comes back from a checkpoint. */
  DebeziumMark mark() throws Exception {
    Coder<DebeziumMark> coder = DebeziumMarkCoder.of();
    return CoderUtils.decodeFromByteArray(
        coder, CoderUtils.encodeToByteArray(coder, reader.getCheckpointMark()));
  }

  static JsonNode payload(MySqlChange change) throws IOException {
    JsonNode message = JSON.readTree(change.value());
    return message.has("payload") ? message.get("payload") : message;
  }

  @Override
  public void close() {
    reader.close();
  }
}
