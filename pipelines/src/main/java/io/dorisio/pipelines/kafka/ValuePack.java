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
 * <p>A pack is an array: the values in their order, a line feed behind each, so that those that are
 * JSON need not be copied to become the lines of a load; then the length of each value, and how
 * many there are. A record without a value has the length -1, and no line feed.
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
    int first = 0;
    long bytes = Integer.BYTES;
    long earliest = Long.MAX_VALUE;
    for (int i = 0; i < all.length; i++) {
      bytes += bytesOf((ByteBuffer) all[i].value());
      earliest = Math.min(earliest, all[i].timestamp());
      int end = i + 1;
      if (end - first == MAX_RECORDS || bytes >= FULL_BYTES || end == all.length) {
        packs.add(record(all[i], earliest, pack(all, first, end, Math.toIntExact(bytes))));
        first = end;
        bytes = Integer.BYTES;
        earliest = Long.MAX_VALUE;
      }
    }
    return packs;
  }

  private static int bytesOf(@Nullable ByteBuffer value) {
    return Integer.BYTES + (value == null ? 0 : value.remaining() + 1);
  }

  private static byte[] pack(ConsumerRecord<?, ?>[] records, int from, int to, int size) {
    ByteBuffer pack = ByteBuffer.allocate(size);
    byte[] bytes = pack.array();
    int at = 0;
    int lengthAt = size - Integer.BYTES * (to - from + 1);
    for (int i = from; i < to; i++) {
      ByteBuffer value = (ByteBuffer) records[i].value();
      int length = NO_VALUE;
      if (value != null) {
        length = value.remaining();
        value.get(value.position(), bytes, at, length);
        at += length;
        bytes[at++] = '\n';
      }
      pack.putInt(lengthAt, length);
      lengthAt += Integer.BYTES;
    }
    pack.putInt(lengthAt, to - from);
    return bytes;
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
    int lengths = end - Integer.BYTES * buffer.getInt(end);
    return () ->
        new Iterator<>() {
          private int lengthAt = lengths;
          private int start;

          @Override
          public boolean hasNext() {
            return lengthAt < end;
          }

          @Override
          public @Nullable Utf8Slice next() {
            int length = buffer.getInt(lengthAt);
            lengthAt += Integer.BYTES;
            if (length == NO_VALUE) {
              return null;
            }
            Utf8Slice value = Utf8Slice.of(pack, start, length);
            start += length + 1;
            return value;
          }
        };
  }
}
