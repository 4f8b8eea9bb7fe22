package io.dorisio.format;

import java.util.Arrays;

/** Where each value of a column begins that has values of many lengths: where the last one ends. */
final class ArrowOffsets {

  /** The first stays 0. */
  private int[] offsets = new int[ArrowColumn.FIRST_VALUES + 1];

  int start(int index) {
    return offsets[index];
  }

  void end(int index, int end) {
    if (index + 1 == offsets.length) {
      offsets = Arrays.copyOf(offsets, 2 * offsets.length);
    }
    offsets[index + 1] = end;
  }

  void addTo(ArrowBatch batch, int count) {
    batch.buffer(offsets, count + 1);
  }
}
