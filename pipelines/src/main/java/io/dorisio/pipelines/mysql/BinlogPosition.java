package io.dorisio.pipelines.mysql;

import java.io.Serializable;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a change lies in the binlog of one server. Positions of one server order all its changes;
 * rows of a snapshot come before the binlog event that lies where the snapshot was taken.
 *
 * @param file the number at the end of the name of the binlog file
 * @param offset of the event in the file, in bytes
 * @param snapshot whether the change is a row of a snapshot, taken at this place
 * @param ordinal counts the changes of one event, or of one snapshot, from 0. The row number that
 *     Debezium reports is not used: all events within a compressed transaction (MySQL's {@code
 *     binlog_transaction_compression}) have one offset, and count their rows from 0 each
 */
public record BinlogPosition(long file, long offset, boolean snapshot, long ordinal)
    implements Comparable<BinlogPosition>, Serializable {
  private static final long serialVersionUID = 1L;

  private static final Pattern FILE_NAME = Pattern.compile(".*\\.(\\d+)");

  private static final Comparator<BinlogPosition> ORDER =
      Comparator.comparingLong(BinlogPosition::file)
          .thenComparingLong(BinlogPosition::offset)
          .thenComparing(BinlogPosition::snapshot, Comparator.reverseOrder())
          .thenComparingLong(BinlogPosition::ordinal);

  public BinlogPosition {
    if (file < 0 || offset < 0 || ordinal < 0) {
      throw new IllegalArgumentException(
          "No part of a binlog position is negative: " + file + ", " + offset + ", " + ordinal);
    }
  }

  /** The number of a binlog file, as 17 of {@code mysql-bin.000017}. */
  static long fileNumber(String fileName) {
    Matcher name = FILE_NAME.matcher(fileName);
    if (!name.matches()) {
      throw new IllegalArgumentException(
          "Binlog file '" + fileName + "' does not end in a dot and a number.");
    }
    return Long.parseLong(name.group(1));
  }

  @Override
  public int compareTo(BinlogPosition other) {
    return ORDER.compare(this, other);
  }
}
