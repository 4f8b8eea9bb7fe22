package io.dorisio.pipelines.mysql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.dorisio.pipelines.mysql.Progress.ResumePoint;
import io.dorisio.pipelines.mysql.Progress.Snapshot;
import io.dorisio.pipelines.mysql.Progress.Stream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressTrackerTest {
  private static final List<byte[]> SCHEMAS = List.of(new byte[] {1});

  @Test
  void changesOfOneEventAreCounted() {
    ProgressTracker tracker = streaming();

    assertEquals(position(100, 0), tracker.change(offset(100, 1), 1, 100));
    assertEquals(position(100, 1), tracker.change(offset(100, 2), 1, 100));
    assertEquals(position(200, 0), tracker.change(offset(200, 1), 1, 200));
  }

  @Test
  void countGoesOnAfterAResumptionInTheMiddleOfAnEvent() {
    ProgressTracker first = streaming();
    first.change(offset(100, 1), 1, 100);
    first.change(offset(100, 2), 1, 100);

    ProgressTracker second = new ProgressTracker(first.progress());

    assertEquals(offset(100, 1), second.offset());
    assertNull(second.change(offset(100, 2), 1, 100), "emitted before");
    assertEquals(position(100, 2), second.change(offset(100, 3), 1, 100));
  }

  @Test
  void secondOfTwoChangesWithOneOffsetIsNotLost() {
    ProgressTracker first = streaming();
    first.change(offset(100, 1), 1, 100);
    first.change(offset(100, 2), 1, 100);

    ProgressTracker second = new ProgressTracker(first.progress());

    assertNull(second.change(offset(100, 2), 1, 100), "the delete, emitted before");
    assertEquals(position(100, 2), second.change(offset(100, 2), 1, 100), "the insert");
  }

  @Test
  void allBeforeTheLastChangeIsDroppedWhereverDebeziumBegins() {
    ProgressTracker first = streaming();
    first.change(offset(100, 1), 1, 100);
    first.change(offset(200, 1), 1, 200);

    ProgressTracker second = new ProgressTracker(first.progress());

    assertNull(second.change(offset(50, 1), 1, 50));
    assertNull(second.change(offset(200, 1), 1, 200));
    assertEquals(position(201, 0), second.change(offset(201, 1), 1, 201));
  }

  @Test
  void heartbeatMovesThePlaceAndKeepsTheLastChange() {
    ProgressTracker tracker = streaming();
    tracker.change(offset(100, 1), 1, 100);

    tracker.heartbeat(offset(900, 0));

    assertEquals(
        new Stream(new ResumePoint(offset(900, 0), 1, 100, 1), position(100, 0)),
        tracker.progress());
  }

  @Test
  void newSnapshotGoesOnWithTheBinlogWhereItBegan() {
    ProgressTracker tracker = new ProgressTracker(Progress.START);
    tracker.taskStarts();
    tracker.snapshotChange(snapshotOffset(100), 1, 100, true, () -> SCHEMAS);

    assertNull(tracker.snapshotCompleted(snapshotOffset(100)), "the same task goes on");
    assertEquals(Map.of("file", "binlog.1", "pos", 100L), tracker.offset());
  }

  @Test
  void repeatedSnapshotGoesBackToWhereTheFirstBegan() {
    ProgressTracker first = new ProgressTracker(Progress.START);
    first.taskStarts();
    first.snapshotChange(snapshotOffset(100), 1, 100, true, () -> SCHEMAS);

    ProgressTracker second = new ProgressTracker(first.progress());
    assertNull(second.offset(), "begins with a snapshot");
    second.taskStarts();
    second.snapshotChange(snapshotOffset(500), 1, 500, true, List::of);

    assertEquals(SCHEMAS, second.snapshotCompleted(snapshotOffset(500)));
    assertEquals(Map.of("file", "binlog.1", "pos", 100L), second.offset());
    second.taskStarts();
    assertNotNull(second.change(offset(100, 1), 1, 100), "older than the snapshot's rows");
  }

  @Test
  void snapshotWithoutARowYetIsAsIfItHadNotBegun() {
    ProgressTracker tracker = new ProgressTracker(Progress.START);
    tracker.taskStarts();

    tracker.snapshotChange(snapshotOffset(100), 1, 100, false, () -> SCHEMAS);

    assertEquals(new Snapshot(null), tracker.progress());
  }

  private static ProgressTracker streaming() {
    return new ProgressTracker(
        new Stream(ResumePoint.atStart(Map.of("file", "binlog.1", "pos", 4L)), null));
  }

  private static BinlogPosition position(long offset, long ordinal) {
    return new BinlogPosition(1, offset, false, ordinal);
  }

  private static Map<String, Object> offset(long position, long row) {
    return Map.of("file", "binlog.1", "pos", position, "row", row);
  }

  private static Map<String, Object> snapshotOffset(long position) {
    return Map.of("file", "binlog.1", "pos", position, "snapshot", "INITIAL");
  }
}
