package io.dorisio.cdc;

import java.io.Serializable;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A change's place in its source's history: a later change of a row is greater.
 *
 * <p>A place in the binlog is its file's number, the offset in it and the row in the event there.
 * Rows of a snapshot come before the changes after the place at which it was taken, and after those
 * before it, so that a second snapshot outranks what it replaces. Where the message names no place
 * in the binlog, its offset in Kafka stands for it: it orders what one partition holds, which is
 * enough where the rows of a key go to one partition. A GTID orders neither the rows of a
 * transaction nor the servers of a cluster, and is no place.
 *
 * <p>Places are comparable within one source only: the same server's binlogs, or one partition.
 *
 * @param log what the place is in
 * @param file the binlog's number; 0 in Kafka
 * @param offset in the file, or the message's in Kafka
 * @param snapshot whether the row was read from the table and not from the log
 * @param row among those of the same offset
 * @param part 0 for the deletion of an old key, 1 otherwise
 */
public record SourcePosition(Log log, long file, long offset, boolean snapshot, long row, int part)
    implements Comparable<SourcePosition>, Serializable {

  /** What a place is in. */
  public enum Log {
    KAFKA,
    BINLOG
  }

  private static final Pattern BINLOG = Pattern.compile(".*\\.(\\d{1,18})", Pattern.DOTALL);

  private static final Comparator<SourcePosition> ORDER =
      Comparator.comparing(SourcePosition::log)
          .thenComparingLong(SourcePosition::file)
          .thenComparingLong(SourcePosition::offset)
          .thenComparing(SourcePosition::snapshot, Comparator.reverseOrder())
          .thenComparingLong(SourcePosition::row)
          .thenComparingInt(SourcePosition::part);

  public SourcePosition {
    if (file < 0 || offset < 0 || row < 0 || part < 0 || part > 1) {
      throw new IllegalArgumentException(
          "A place in the source is not negative: file "
              + file
              + ", offset "
              + offset
              + ", row "
              + row);
    }
  }

  /**
   * A place in a binlog.
   *
   * @param file such as {@code mysql-bin.000003}
   * @return empty if the file's name does not end in its number
   */
  public static Optional<SourcePosition> ofBinlog(
      String file, long offset, boolean snapshot, long row) {
    Matcher name = BINLOG.matcher(file);
    return name.matches()
        ? Optional.of(
            new SourcePosition(Log.BINLOG, Long.parseLong(name.group(1)), offset, snapshot, row, 1))
        : Optional.empty();
  }

  /** The place of a row of a message. */
  public static SourcePosition ofKafka(RecordOffset message, long row) {
    return new SourcePosition(Log.KAFKA, 0, message.offset(), false, row, 1);
  }

  /** Just before this place: that of the deletion which makes room for this change. */
  public SourcePosition before() {
    return new SourcePosition(log, file, offset, snapshot, row, 0);
  }

  @Override
  public int compareTo(SourcePosition other) {
    return ORDER.compare(this, other);
  }

  /** Such as {@code 3:570:0}: file, offset, row. */
  @Override
  public String toString() {
    return (log == Log.BINLOG ? file + ":" : "") + offset + ":" + row;
  }
}
