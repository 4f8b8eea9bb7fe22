package io.dorisio.format;

import java.util.Arrays;

/** Which values of a column are null. Costs a look at a flag as long as none is. */
final class ArrowNulls {

  private byte[] bits = new byte[ArrowColumn.FIRST_VALUES / Byte.SIZE];
  private boolean any;

  void set(int index) {
    any = true;
    int at = index >> 3;
    if (at >= bits.length) {
      bits = Arrays.copyOf(bits, Math.max(at + 1, 2 * bits.length));
    }
    bits[at] |= (byte) (1 << (index & 7));
  }

  /** The value at the index is not null, whatever stood there before. */
  void clear(int index) {
    if (any && index >> 3 < bits.length) {
      bits[index >> 3] &= (byte) ~(1 << (index & 7));
    }
  }

  void clear() {
    if (any) {
      Arrays.fill(bits, (byte) 0);
      any = false;
    }
  }

  /**
   * Adds what each column of a batch begins with: its length, and a bit for each value there is.
   */
  void addTo(ArrowBatch batch, int count) {
    byte[] present = new byte[(count + 7) / Byte.SIZE];
    Arrays.fill(present, (byte) 0xFF);
    if ((count & 7) != 0) {
      present[present.length - 1] = (byte) ((1 << (count & 7)) - 1);
    }
    int nulls = 0;
    if (any) {
      for (int i = 0; i < Math.min(present.length, bits.length); i++) {
        nulls += Integer.bitCount(present[i] & bits[i] & 0xFF);
        present[i] &= (byte) ~bits[i];
      }
    }
    batch.node(count, nulls);
    batch.buffer(present, present.length);
  }
}
