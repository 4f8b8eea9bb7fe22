package io.dorisio.pipelines.mysql;

import io.debezium.connector.AbstractSourceInfo;
import io.dorisio.pipelines.mysql.Progress.ResumePoint;
import io.dorisio.pipelines.mysql.Progress.Snapshot;
import io.dorisio.pipelines.mysql.Progress.Stream;
import io.dorisio.pipelines.mysql.Progress.StreamStart;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Follows Debezium's messages, gives each change its position, and knows which were emitted before.
 *
 * <p>Invariant: a task that begins at {@link Stream#resume} reads again every change after {@link
 * Stream#last}, and gives each the position that it had. Debezium's offset of a change is where to
 * go on <em>after</em> it, but the two changes that an updated key makes (a delete and an insert)
 * share one, so the offset of a change is only used once a change with another one has come.
 */
final class ProgressTracker {
  private Progress progress;
  private ResumePoint latest;
  private long snapshotRows;
  private boolean streamStartIsOfThisAttempt;

  ProgressTracker(Progress progress) {
    this.progress = progress;
    this.latest = progress instanceof Stream stream ? stream.resume() : null;
  }

  Progress progress() {
    return progress;
  }

  /** Where the next task is to begin; null for a snapshot. */
  @Nullable Map<String, Object> offset() {
    return progress instanceof Stream stream ? stream.resume().offset() : null;
  }

  /** A task begins: in the binlog at {@link #offset()}, or with a snapshot. */
  void taskStarts() {
    if (progress instanceof Stream stream) {
      latest = stream.resume();
    } else {
      snapshotRows = 0;
      streamStartIsOfThisAttempt = false;
    }
  }

  /**
   * A row or a schema of the snapshot.
   *
   * @param history of all tables, asked for at the first row
   */
  BinlogPosition snapshotChange(
      Map<String, ?> offset,
      long file,
      long position,
      boolean row,
      Supplier<List<byte[]>> history) {
    if (!(progress instanceof Snapshot snapshot)) {
      throw new IllegalStateException(
          "Debezium sent a row of a snapshot while the binlog was being read, at " + offset);
    }
    if (row && snapshot.streamStart() == null) {
      progress = new Snapshot(new StreamStart(afterSnapshot(offset), history.get()));
      streamStartIsOfThisAttempt = true;
    }
    return new BinlogPosition(file, position, true, snapshotRows++);
  }

  /**
   * The snapshot is complete.
   *
   * @return null if the same task goes on with the binlog; else a new one must begin at {@link
   *     #offset()}, with these schemas
   */
  @Nullable List<byte[]> snapshotCompleted(Map<String, ?> offset) {
    StreamStart start = progress instanceof Snapshot snapshot ? snapshot.streamStart() : null;
    boolean goOn = start == null || streamStartIsOfThisAttempt;
    latest = ResumePoint.atStart(goOn ? afterSnapshot(offset) : start.offset());
    progress = new Stream(latest, null);
    return goOn ? null : start.history();
  }

  /**
   * A change in the binlog.
   *
   * @return its position, or null if it was emitted before
   */
  @Nullable BinlogPosition change(Map<String, ?> offset, long file, long position) {
    Stream stream = stream(offset);
    Map<String, Object> after = copy(offset);
    ResumePoint resume = latest.offset().equals(after) ? stream.resume() : latest;
    long read = latest.file() == file && latest.position() == position ? latest.read() : 0;
    BinlogPosition here = new BinlogPosition(file, position, false, read);
    boolean repeated = stream.last() != null && here.compareTo(stream.last()) <= 0;
    latest = new ResumePoint(after, file, position, read + 1);
    progress = new Stream(resume, repeated ? stream.last() : here);
    return repeated ? null : here;
  }

  /** Nothing up to here is missing, though no table of ours may have changed. */
  void heartbeat(Map<String, ?> offset) {
    if (progress instanceof Stream stream) {
      latest = new ResumePoint(copy(offset), latest.file(), latest.position(), latest.read());
      progress = new Stream(latest, stream.last());
    }
  }

  private Stream stream(Map<String, ?> offset) {
    if (progress instanceof Stream stream) {
      return stream;
    }
    throw new IllegalStateException(
        "Debezium sent a change of the binlog before its snapshot was complete, at " + offset);
  }

  private static Map<String, Object> afterSnapshot(Map<String, ?> offset) {
    Map<String, Object> after = copy(offset);
    after.remove(AbstractSourceInfo.SNAPSHOT_KEY);
    return after;
  }

  private static Map<String, Object> copy(Map<String, ?> offset) {
    Map<String, Object> copy = new HashMap<>(offset);
    copy.values().removeIf(value -> value == null);
    return copy;
  }
}
