package io.dorisio.pipelines.kafka;

import io.dorisio.format.Utf8Slice;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The values of consecutive records of one partition as one record. The record is at the offset of
 * the last one, so whoever has read it goes on behind all of them, and has the time of the earliest
 * one.
 *
 * <p>A pack is an array: bytes that hold the values, in their order and with whatever lay between
 * them, then the start and the length of each value, then how many there are. A record without a
 * value has the length -1.
 */
final class ValuePack {

  /** What is paid per record of Kafka's is a five hundredth then. */
  static final int MAX_RECORDS = 512;

  /** A pack that is larger is closed; only a single value may make it much larger. */
  static final int FULL_BYTES = 64 << 10;

  static final int NO_VALUE = -1;

  private ValuePack() {}

  /**
   * Packs the records of a partition.
   *
   * @param records in the order of their offsets
   */
  static List<ConsumerRecord<byte[], byte[]>> pack(
      List<? extends ConsumerRecord<?, ByteBuffer>> records) {
    // Kafka's list looks at each index three times over.
    ConsumerRecord<?, ?>[] all = records.toArray(ConsumerRecord[]::new);
    List<ConsumerRecord<byte[], byte[]>> packs = new ArrayList<>();
    ValuePacker packer = new ValuePacker();
    long earliest = Long.MAX_VALUE;
    for (int i = 0; i < all.length; i++) {
      packer.add((ByteBuffer) all[i].value());
      earliest = Math.min(earliest, all[i].timestamp());
      if (packer.isFull() || i == all.length - 1) {
        packs.add(record(all[i], earliest, packer.take()));
        earliest = Long.MAX_VALUE;
      }
    }
    return packs;
  }

  private static ConsumerRecord<byte[], byte[]> record(
      ConsumerRecord<?, ?> last, long earliest, byte[] pack) {
    return new ConsumerRecord<>(
        last.topic(),
        last.partition(),
        last.offset(),
        earliest,
        last.timestampType(),
        ConsumerRecord.NULL_SIZE,
        pack.length,
        null,
        pack,
        last.headers(),
        last.leaderEpoch());
  }

  /** The values of a pack in their order, null for that of a record without one. */
  static Iterable<@Nullable Utf8Slice> values(byte[] pack) {
    ByteBuffer buffer = ByteBuffer.wrap(pack);
    int end = pack.length - Integer.BYTES;
    int index = end - 2 * Integer.BYTES * buffer.getInt(end);
    return () ->
        new Iterator<>() {
          private int at = index;

          @Override
          public boolean hasNext() {
            return at < end;
          }

          @Override
          public @Nullable Utf8Slice next() {
            int start = buffer.getInt(at);
            int length = buffer.getInt(at + Integer.BYTES);
            at += 2 * Integer.BYTES;
            return length == NO_VALUE ? null : Utf8Slice.of(pack, start, length);
          }
        };
  }
}
