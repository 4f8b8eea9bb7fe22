package io.dorisio.format;

import java.util.Arrays;

/** Booleans, a bit each. */
final class ArrowBool extends ArrowColumn {

  private byte[] bits = new byte[FIRST_VALUES / Byte.SIZE];

  @Override
  int write(int index, Object value) {
    int at = index >> 3;
    if (at >= bits.length) {
      bits = Arrays.copyOf(bits, ArrayGrowth.grown(bits.length, at + 1L));
    }
    int bit = 1 << (index & 7);
    if (value != null) {
      bits[at] = (byte) ((Boolean) value ? bits[at] | bit : bits[at] & ~bit);
      nulls.clear(index);
    } else {
      bits[at] = (byte) (bits[at] & ~bit);
      nulls.set(index);
    }
    return 1;
  }

  @Override
  void addTo(ArrowBatch batch, int count) {
    nulls.addTo(batch, count);
    batch.buffer(bits, (count + 7) / Byte.SIZE);
  }
}
