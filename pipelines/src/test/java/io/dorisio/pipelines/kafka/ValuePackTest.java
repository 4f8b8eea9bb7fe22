package io.dorisio.pipelines.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class ValuePackTest {
  private static final TopicPartition FIRST = new TopicPartition("topic", 0);
  private static final TopicPartition SECOND = new TopicPartition("topic", 1);

  @Test
  void valuesComeOutAsTheyWentIn() {
    List<String> values = Arrays.asList("one", null, "", "zwei\0\n", null, "日本語");

    List<ConsumerRecord<byte[], byte[]>> packs = ValuePack.pack(records(values));

    assertEquals(1, packs.size());
    assertEquals(values, unpack(packs));
  }

  @Test
  void packIsAtTheOffsetOfItsLastRecordSoThatReadingGoesOnBehindIt() {
    // Offsets have gaps where a topic is compacted, and behind each transaction.
    List<ConsumerRecord<byte[], ByteBuffer>> records =
        List.of(record(FIRST, 7, 3_000, "a"), record(FIRST, 9, 1_000, "b"));

    ConsumerRecord<byte[], byte[]> pack = ValuePack.pack(records).get(0);

    assertEquals(9, pack.offset());
    assertEquals(1_000, pack.timestamp());
    assertEquals(TimestampType.CREATE_TIME, pack.timestampType());
  }

  @Test
  void packsAreBoundedInRecordsAndInBytes() {
    List<String> small = IntStream.range(0, 1_300).mapToObj(i -> "v" + i).toList();
    List<String> large = List.of("x".repeat(50_000), "y".repeat(50_000), "z".repeat(200_000), "!");

    List<ConsumerRecord<byte[], byte[]>> ofSmall = ValuePack.pack(records(small));
    List<ConsumerRecord<byte[], byte[]>> ofLarge = ValuePack.pack(records(large));

    assertEquals(List.of(511L, 1_023L, 1_299L), offsets(ofSmall));
    assertEquals(small, unpack(ofSmall));
    assertEquals(List.of(1L, 2L, 3L), offsets(ofLarge));
    assertEquals(large, unpack(ofLarge));
  }

  @Test
  void packingLeavesReceivedValuesUnread() {
    ConsumerRecord<byte[], ByteBuffer> record = record(FIRST, 1, 0, "value");

    ValuePack.pack(List.of(record));

    assertEquals(5, record.value().remaining());
  }

  @Test
  void consumerPacksEachPartitionByItself() {
    MockConsumer<ByteBuffer, ByteBuffer> kafka = consumer();
    kafka.addRecord(bufferRecord(FIRST, 0, "a"));
    kafka.addRecord(bufferRecord(FIRST, 1, "b"));
    kafka.addRecord(bufferRecord(SECOND, 0, "c"));

    ConsumerRecords<byte[], byte[]> polled = PackingConsumers.packing(kafka).poll(Duration.ZERO);

    assertEquals(List.of("a", "b"), unpack(polled.records(FIRST)));
    assertEquals(List.of("c"), unpack(polled.records(SECOND)));
  }

  @Test
  void allElseIsKafkasConsumer() {
    MockConsumer<ByteBuffer, ByteBuffer> kafka = consumer();
    Consumer<byte[], byte[]> packing = PackingConsumers.packing(kafka);

    assertEquals(kafka.assignment(), packing.assignment());
    assertTrue(packing.poll(Duration.ZERO).isEmpty());
    packing.wakeup();
    assertThrows(WakeupException.class, () -> packing.poll(Duration.ZERO));
    packing.close();
    assertTrue(kafka.closed());
  }

  private static MockConsumer<ByteBuffer, ByteBuffer> consumer() {
    MockConsumer<ByteBuffer, ByteBuffer> kafka = new MockConsumer<>(OffsetResetStrategy.EARLIEST);
    kafka.assign(List.of(FIRST, SECOND));
    kafka.updateBeginningOffsets(Map.of(FIRST, 0L, SECOND, 0L));
    return kafka;
  }

  private static ConsumerRecord<ByteBuffer, ByteBuffer> bufferRecord(
      TopicPartition partition, long offset, String value) {
    return new ConsumerRecord<>(
        partition.topic(), partition.partition(), offset, null, buffer(value));
  }

  private static List<ConsumerRecord<byte[], ByteBuffer>> records(List<String> values) {
    List<ConsumerRecord<byte[], ByteBuffer>> records = new ArrayList<>();
    for (String value : values) {
      records.add(record(FIRST, records.size(), 0, value));
    }
    return records;
  }

  private static ConsumerRecord<byte[], ByteBuffer> record(
      TopicPartition partition, long offset, long timestamp, String value) {
    return new ConsumerRecord<>(
        partition.topic(),
        partition.partition(),
        offset,
        timestamp,
        TimestampType.CREATE_TIME,
        0,
        0,
        null,
        buffer(value),
        new RecordHeaders(),
        Optional.empty());
  }

  private static ByteBuffer buffer(String value) {
    return value == null ? null : ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8));
  }

  private static List<Long> offsets(List<ConsumerRecord<byte[], byte[]>> packs) {
    return packs.stream().map(ConsumerRecord::offset).toList();
  }

  private static List<String> unpack(List<ConsumerRecord<byte[], byte[]>> packs) {
    List<String> values = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> pack : packs) {
      for (byte[] value : ValuePack.values(pack.value())) {
        values.add(value == null ? null : new String(value, StandardCharsets.UTF_8));
      }
    }
    return values;
  }
}
