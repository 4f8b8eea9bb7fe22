package io.dorisio.pipelines.mysql;

import io.dorisio.pipelines.mysql.Progress.Stream;
import java.io.IOException;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * Reads one server.
 *
 * <p>The watermark waits while a snapshot is read. Then it follows the times of the changes, and
 * those of the heartbeats while there are none, at a distance of {@link #DISORDER}: a change bears
 * the time at which its statement began, so one of a long transaction may still be late.
 */
final class DebeziumReader extends UnboundedSource.UnboundedReader<MySqlChange> {
  private static final Duration DISORDER = Duration.standardSeconds(10);

  private final DebeziumSource source;
  private final MySqlServer server;
  private final ReadSpec spec;
  private final SchemaHistoryStore history = new SchemaHistoryStore();
  private Progress progress;
  private Instant watermark;
  private @Nullable String identity;
  private @Nullable ChangePump pump;
  private @Nullable MySqlChange current;

  DebeziumReader(
      DebeziumSource source, MySqlServer server, ReadSpec spec, @Nullable DebeziumMark mark) {
    this.source = source;
    this.server = server;
    this.spec = spec;
    this.progress = mark == null ? Progress.START : mark.progress();
    this.watermark = mark == null ? BoundedWindow.TIMESTAMP_MIN_VALUE : mark.watermark();
    this.identity = mark == null ? null : mark.identity();
    history.restore(mark == null ? List.of() : mark.history());
  }

  @Override
  public boolean start() throws IOException {
    pump = ChangePump.start(server, spec, progress, history, identity);
    return advance();
  }

  @Override
  public boolean advance() throws IOException {
    // Asked for first: what was queued before the failure is still to come.
    Throwable failure = pump.failure();
    for (ChangeQueue.Item item = pump.poll(); item != null; item = pump.poll()) {
      progress = item.progress();
      identity = pump.identity();
      advanceWatermark(item.timestampMillis());
      if (item.change() != null) {
        current = item.change();
        return true;
      }
    }
    current = null;
    if (failure instanceof UnfitServerException unfit) {
      throw new IOException(unfit.getMessage(), unfit);
    }
    if (failure != null) {
      throw new IOException(
          "MySQL server " + server + " cannot be read: " + reason(failure), failure);
    }
    return false;
  }

  private void advanceWatermark(long timestampMillis) {
    if (progress instanceof Stream && timestampMillis > Long.MIN_VALUE) {
      Instant candidate = Instant.ofEpochMilli(timestampMillis).minus(DISORDER);
      watermark = candidate.isAfter(watermark) ? candidate : watermark;
    }
  }

  /** The innermost message: those around it say that the connector will be stopped. */
  private static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause().getMessage() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }

  @Override
  public MySqlChange getCurrent() {
    if (current == null) {
      throw new NoSuchElementException();
    }
    return current;
  }

  @Override
  public Instant getCurrentTimestamp() {
    return getCurrent().timestamp();
  }

  @Override
  public Instant getWatermark() {
    return watermark;
  }

  @Override
  public DebeziumMark getCheckpointMark() {
    List<byte[]> schemas =
        progress instanceof Stream stream ? history.upTo(stream.resume().offset()) : List.of();
    return new DebeziumMark(progress, schemas, watermark, identity);
  }

  @Override
  public DebeziumSource getCurrentSource() {
    return source;
  }

  @Override
  public void close() {
    if (pump != null) {
      pump.close();
    }
  }
}
