package io.dorisio.pipelines.kafka;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes {@link ValuePack packs}. Values that lie close to each other in one array, as those of one
 * answer of Kafka's do, are copied together with what lies between them, which costs a fraction of
 * copying each by itself.
 */
final class ValuePacker {

  /** As much as Kafka has between two values without long keys or headers, even of two batches. */
  private static final int MAX_GAP = 128;

  private static final byte[] NOTHING = {};

  private final int[] starts = new int[ValuePack.MAX_RECORDS];
  private final int[] lengths = new int[ValuePack.MAX_RECORDS];

  /** Bytes that are copied together, but for the current ones. */
  private final List<ByteBuffer> stretches = new ArrayList<>();

  private int records;

  /** What the stretches before the current one have together. */
  private int bytesBefore;

  private byte[] array = NOTHING;
  private int from;
  private int to;

  /**
   * Adds a record.
   *
   * @param value null if it has none; not changed
   */
  void add(ByteBuffer value) {
    if (value == null) {
      lengths[records++] = ValuePack.NO_VALUE;
      return;
    }
    byte[] bytes;
    int start;
    int length = value.remaining();
    if (value.hasArray()) {
      bytes = value.array();
      start = value.arrayOffset() + value.position();
    } else {
      bytes = new byte[length];
      value.get(value.position(), bytes);
      start = 0;
    }
    if (bytes != array || start < to || start - to > MAX_GAP) {
      endStretch();
      array = bytes;
      from = start;
    }
    to = start + length;
    starts[records] = bytesBefore + start - from;
    lengths[records] = length;
    records++;
  }

  private void endStretch() {
    if (to > from) {
      stretches.add(ByteBuffer.wrap(array, from, to - from));
      bytesBefore += to - from;
    }
  }

  boolean isFull() {
    return records == ValuePack.MAX_RECORDS || size() >= ValuePack.FULL_BYTES;
  }

  private int size() {
    return bytesBefore + to - from + 2 * Integer.BYTES * records;
  }

  /** Returns the pack of the values that were added, and starts over. */
  byte[] take() {
    int size = size() + Integer.BYTES;
    endStretch();
    ByteBuffer pack;
    if (stretches.size() == 1) {
      // Unlike an array that is made and then filled, this one is not cleared before.
      ByteBuffer all = stretches.get(0);
      int start = all.arrayOffset() + all.position();
      pack = ByteBuffer.wrap(Arrays.copyOfRange(all.array(), start, start + size));
      pack.position(bytesBefore);
    } else {
      pack = ByteBuffer.allocate(size);
      stretches.forEach(pack::put);
    }
    for (int i = 0; i < records; i++) {
      pack.putInt(starts[i]);
      pack.putInt(lengths[i]);
    }
    pack.putInt(records);
    startOver();
    return pack.array();
  }

  private void startOver() {
    stretches.clear();
    records = 0;
    bytesBefore = 0;
    array = NOTHING;
    from = 0;
    to = 0;
  }
}
