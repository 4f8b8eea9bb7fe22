package io.dorisio.emulator.parse;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A filtered row as the error log shows it, whatever its format: the values of the file's columns
 * in their order with blanks between, NULL for those that are null or missing (be/src/core/block,
 * Block::dump_one_line). Blanks inside of values are not marked.
 */
final class SourceLine {
  private final int[] slots;
  private final byte[][] defaults;

  /**
   * @param targets the slots of the file's columns
   * @param defaults what fills a missing column; null entries where that is NULL
   */
  SourceLine(List<Integer> targets, byte[][] defaults) {
    this.slots = targets.stream().mapToInt(Integer::intValue).toArray();
    this.defaults = defaults;
  }

  String of(RawRow row) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < slots.length; i++) {
      line.append(i == 0 ? "" : " ").append(value(row, slots[i]));
    }
    return line.toString();
  }

  private String value(RawRow row, int slot) {
    if (row.state[slot] == RawRow.TEXT) {
      return row.text(slot);
    }
    boolean filled =
        row.state[slot] == RawRow.ABSENT && slot < defaults.length && defaults[slot] != null;
    return filled ? new String(defaults[slot], StandardCharsets.UTF_8) : "NULL";
  }
}
