package io.dorisio.emulator.schema;

import java.util.List;

/**
 * The partitions of a table by ranges of one column, which decide whether it takes a row.
 *
 * @param ranges none of them for a table that takes every row
 */
public record PartitionRanges(String column, List<Range> ranges) {
  public static final PartitionRanges NONE = new PartitionRanges("", List.of());

  /**
   * A partition's values.
   *
   * @param from the least of them; null where there is none
   * @param to what they all lie below; null where there is none
   */
  public record Range(String from, String to) {}
}
