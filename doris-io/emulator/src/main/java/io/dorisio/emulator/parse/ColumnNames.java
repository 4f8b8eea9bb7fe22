package io.dorisio.emulator.parse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds columns by the bytes of their names. Rows mostly repeat the order of keys of the row
 * before, so that is tried first.
 */
final class ColumnNames {
  private static final int REMEMBERED_KEYS = 512;

  private final byte[][] names;
  private final Map<String, Integer> columns = new HashMap<>();
  private final int[] previous = new int[REMEMBERED_KEYS];

  ColumnNames(ColumnMapping mapping) {
    names = new byte[mapping.slots()][];
    for (int i = 0; i < mapping.targets().size(); i++) {
      int target = mapping.targets().get(i);
      if (target >= 0) {
        String name = mapping.fileColumns().get(i);
        names[target] = name.getBytes(StandardCharsets.UTF_8);
        columns.put(name, target);
      }
    }
    Arrays.fill(previous, -1);
  }

  /**
   * Finds the column of a key.
   *
   * @param position of the key in its object
   * @return the slot of the column, or -1
   */
  int find(int position, byte[] bytes, int from, int to) {
    boolean remembered = position < REMEMBERED_KEYS && previous[position] >= 0;
    if (remembered) {
      byte[] name = names[previous[position]];
      if (Arrays.equals(name, 0, name.length, bytes, from, to)) {
        return previous[position];
      }
    }
    int column =
        columns.getOrDefault(new String(bytes, from, to - from, StandardCharsets.UTF_8), -1);
    if (position < REMEMBERED_KEYS && column >= 0) {
      previous[position] = column;
    }
    return column;
  }
}
