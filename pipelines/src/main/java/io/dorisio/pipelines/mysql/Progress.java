package io.dorisio.pipelines.mysql;

import java.util.List;
import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;

/** How far a server has been read. */
sealed interface Progress {
  /** Nothing has been read yet. */
  Progress START = new Snapshot(null);

  /**
   * Rows of a snapshot are being read.
   *
   * @param streamStart where the binlog is to be read from afterwards: where the first attempt at
   *     the snapshot began. Null until an attempt has come to its first row
   */
  record Snapshot(@Nullable StreamStart streamStart) implements Progress {}

  /**
   * The binlog is being read.
   *
   * @param resume where Debezium is to begin again. Never ahead of what was emitted, and behind it
   *     by the changes of one row at most
   * @param last position emitted; what is at or before it is dropped when it is read again. Null if
   *     there is none
   */
  record Stream(ResumePoint resume, @Nullable BinlogPosition last) implements Progress {}

  /**
   * Where the binlog is to be read from after a snapshot.
   *
   * @param offset Debezium's
   * @param history the schemas of the tables there, as {@link SchemaHistoryStore} writes them
   */
  record StreamStart(Map<String, Object> offset, List<byte[]> history) {}

  /**
   * A place from which Debezium repeats exactly what it read before.
   *
   * @param offset Debezium's
   * @param file of the last change before this place
   * @param position of the binlog event of that change
   * @param read how many changes of that event lie before this place
   */
  record ResumePoint(Map<String, Object> offset, long file, long position, long read) {
    static ResumePoint atStart(Map<String, Object> offset) {
      return new ResumePoint(offset, -1, -1, 0);
    }
  }
}
