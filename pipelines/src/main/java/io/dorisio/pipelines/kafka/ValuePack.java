package io.dorisio.pipelines.kafka;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The values of consecutive records of one partition as one record: for each its length and its
 * bytes, where a record without a value has the length -1. The record is at the offset of the last
 * one, so whoever has read it goes on behind all of them, and has the time of the earliest one.
 */
final class ValuePack {

  /** What is paid per record of Kafka's is a five hundredth then. */
  static final int MAX_RECORDS = 512;

  /** A pack that is larger is closed; only a single value may make it much larger. */
  static final int FULL_BYTES = 64 << 10;

  private static final int NO_VALUE = -1;

  private ValuePack() {}

  /**
   * Packs the records of a partition.
   *
   * @param records in the order of their offsets
   */
  @SuppressWarnings({"unchecked", "rawtypes"})
  static List<ConsumerRecord<byte[], byte[]>> pack(
      List<? extends ConsumerRecord<?, ByteBuffer>> records) {
    List<ConsumerRecord<byte[], byte[]>> packs = new ArrayList<>();
    // Kafka's list looks at each index three times over.
    ConsumerRecord<?, ByteBuffer>[] all = records.toArray(ConsumerRecord[]::new);
    int first = 0;
    while (first < all.length) {
      int end = first;
      int size = 0;
      while (end < all.length && end - first < MAX_RECORDS && size < FULL_BYTES) {
        ByteBuffer value = all[end].value();
        size += Integer.BYTES + (value == null ? 0 : value.remaining());
        end++;
      }
      packs.add(pack(all, first, end, size));
      first = end;
    }
    return packs;
  }

  private static ConsumerRecord<byte[], byte[]> pack(
      ConsumerRecord<?, ByteBuffer>[] records, int first, int end, int size) {
    ByteBuffer pack = ByteBuffer.allocate(size);
    long earliest = Long.MAX_VALUE;
    for (int i = first; i < end; i++) {
      ConsumerRecord<?, ByteBuffer> record = records[i];
      ByteBuffer value = record.value();
      if (value == null) {
        pack.putInt(NO_VALUE);
      } else {
        int length = value.remaining();
        pack.putInt(length);
        pack.put(pack.position(), value, value.position(), length);
        pack.position(pack.position() + length);
      }
      earliest = Math.min(earliest, record.timestamp());
    }
    ConsumerRecord<?, ByteBuffer> last = records[end - 1];
    return new ConsumerRecord<>(
        last.topic(),
        last.partition(),
        last.offset(),
        earliest,
        last.timestampType(),
        ConsumerRecord.NULL_SIZE,
        size,
        null,
        pack.array(),
        last.headers(),
        last.leaderEpoch());
  }

  /** The values of a pack in their order, null for that of a record without one. */
  static Iterable<byte @Nullable []> values(byte[] pack) {
    return () ->
        new Iterator<>() {
          private final ByteBuffer rest = ByteBuffer.wrap(pack);

          @Override
          public boolean hasNext() {
            return rest.hasRemaining();
          }

          @Override
          public byte @Nullable [] next() {
            int length = rest.getInt();
            if (length == NO_VALUE) {
              return null;
            }
            int start = rest.position();
            rest.position(start + length);
            // Unlike an array that is made and then filled, this one is not cleared before.
            return Arrays.copyOfRange(pack, start, start + length);
          }
        };
  }
}
