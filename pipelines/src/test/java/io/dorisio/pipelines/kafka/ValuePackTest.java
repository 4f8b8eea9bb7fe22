package io.dorisio.pipelines.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.format.Utf8Slice;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
  void valuesAreLinesSoThatTheyCanBeSentAsTheyLie() {
    List<String> values = Arrays.asList("{\"a\":1}", null, "", "{\"b\":\n2}");

    byte[] pack = ValuePack.pack(records(values)).get(0).value();

    assertEquals("{\"a\":1}\n\n{\"b\":\n2}\n", new String(pack, 0, 18, UTF_8));
    assertEquals(18 + Integer.BYTES * (values.size() + 1), pack.length);
  }

  @Test
  void valuesComeOutOfAnyBuffersAsTheyWentIn() {
    byte[] shared = "0123456789".getBytes(UTF_8);
    List<ByteBuffer> values =
        List.of(
            slice(shared, 6, "678"),
            // In front of the one before.
            slice(shared, 1, "123"),
            // Of both.
            slice(shared, 2, "23456"),
            ByteBuffer.wrap(shared, 3, 2).slice(),
            slice(shared, 0, "01").asReadOnlyBuffer(),
            ByteBuffer.allocateDirect(2).put(shared, 8, 2).flip(),
            ByteBuffer.allocate(0));
    List<ConsumerRecord<byte[], ByteBuffer>> records = new ArrayList<>();
    values.forEach(value -> records.add(record(FIRST, records.size(), 0, value)));

    List<String> unpacked = unpack(ValuePack.pack(records));

    assertEquals(List.of("678", "123", "23456", "34", "01", "89", ""), unpacked);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void recordsWithoutAnythingAreCountedToo(int count) {
    for (String value : Arrays.asList("", null)) {
      List<String> values = Collections.nCopies(count, value);

      assertEquals(values, unpack(ValuePack.pack(records(values))));
    }
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

    ConsumerRecords<byte[], byte[]> polled =
        PackingConsumers.packing(kafka, 1, 10).poll(Duration.ZERO);

    assertEquals(List.of("a", "b"), unpack(polled.records(FIRST)));
    assertEquals(List.of("c"), unpack(polled.records(SECOND)));
  }

  @Test
  void pollGoesOnWhileThereAreRecordsAtHand() {
    MockConsumer<ByteBuffer, ByteBuffer> kafka = consumer();
    kafka.addRecord(bufferRecord(FIRST, 0, "a"));
    kafka.schedulePollTask(() -> {});
    kafka.schedulePollTask(() -> kafka.addRecord(bufferRecord(FIRST, 1, "b")));
    kafka.schedulePollTask(() -> kafka.addRecord(bufferRecord(SECOND, 0, "c")));
    kafka.schedulePollTask(() -> kafka.addRecord(bufferRecord(FIRST, 2, "d")));
    Consumer<byte[], byte[]> packing = PackingConsumers.packing(kafka, 1, 3);

    ConsumerRecords<byte[], byte[]> first = packing.poll(Duration.ZERO);
    ConsumerRecords<byte[], byte[]> second = packing.poll(Duration.ZERO);

    assertEquals(List.of("a", "b"), unpack(first.records(FIRST)));
    assertEquals(List.of(0L, 1L), offsets(first.records(FIRST)));
    assertEquals(List.of("c"), unpack(first.records(SECOND)));
    assertEquals(List.of("d"), unpack(second.records(FIRST)));
  }

  @Test
  void pollDoesNotWaitForWhatIsNotThere() {
    MockConsumer<ByteBuffer, ByteBuffer> kafka = consumer();
    kafka.addRecord(bufferRecord(FIRST, 0, "a"));
    kafka.schedulePollTask(() -> {});
    kafka.schedulePollTask(() -> kafka.addRecord(bufferRecord(FIRST, 1, "b")));
    Consumer<byte[], byte[]> packing = PackingConsumers.packing(kafka, 2, 10);

    // One of the two that it would have returned.
    ConsumerRecords<byte[], byte[]> first = packing.poll(Duration.ZERO);
    ConsumerRecords<byte[], byte[]> second = packing.poll(Duration.ZERO);

    assertEquals(List.of("a"), unpack(first.records(FIRST)));
    assertEquals(List.of("b"), unpack(second.records(FIRST)));
  }

  @Test
  void pollEndsWhenItHoldsMuch() {
    MockConsumer<ByteBuffer, ByteBuffer> kafka = consumer();
    String half = "x".repeat(PackingConsumers.POLL_BYTES / 2);
    kafka.addRecord(bufferRecord(FIRST, 0, half));
    kafka.schedulePollTask(() -> {});
    kafka.schedulePollTask(() -> kafka.addRecord(bufferRecord(SECOND, 0, half)));
    kafka.schedulePollTask(() -> kafka.addRecord(bufferRecord(FIRST, 1, "next")));
    Consumer<byte[], byte[]> packing = PackingConsumers.packing(kafka, 1, 1_000);

    ConsumerRecords<byte[], byte[]> first = packing.poll(Duration.ZERO);
    ConsumerRecords<byte[], byte[]> second = packing.poll(Duration.ZERO);

    assertEquals(List.of(half), unpack(first.records(FIRST)));
    assertEquals(List.of(half), unpack(first.records(SECOND)));
    assertEquals(List.of("next"), unpack(second.records(FIRST)));
  }

  @Test
  void pollThatFailsOnTheWayFails() {
    MockConsumer<ByteBuffer, ByteBuffer> kafka = consumer();
    kafka.addRecord(bufferRecord(FIRST, 0, "a"));
    kafka.schedulePollTask(() -> {});
    kafka.schedulePollTask(() -> kafka.setPollException(new KafkaException("no")));
    Consumer<byte[], byte[]> packing = PackingConsumers.packing(kafka, 1, 10);

    // What was taken before counts as read by the consumer: nobody may go on reading with it.
    assertThrows(KafkaException.class, () -> packing.poll(Duration.ZERO));
  }

  @Test
  void allElseIsKafkasConsumer() {
    MockConsumer<ByteBuffer, ByteBuffer> kafka = consumer();
    Consumer<byte[], byte[]> packing = PackingConsumers.packing(kafka, 1, 10);

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
    return record(partition, offset, timestamp, buffer(value));
  }

  private static ConsumerRecord<byte[], ByteBuffer> record(
      TopicPartition partition, long offset, long timestamp, ByteBuffer value) {
    return new ConsumerRecord<>(
        partition.topic(),
        partition.partition(),
        offset,
        timestamp,
        TimestampType.CREATE_TIME,
        0,
        0,
        null,
        value,
        new RecordHeaders(),
        Optional.empty());
  }

  private static ByteBuffer buffer(String value) {
    return value == null ? null : ByteBuffer.wrap(value.getBytes(UTF_8));
  }

  private static ByteBuffer slice(byte[] array, int from, String value) {
    return ByteBuffer.wrap(array, from, value.getBytes(UTF_8).length);
  }

  private static List<Long> offsets(List<ConsumerRecord<byte[], byte[]>> packs) {
    return packs.stream().map(ConsumerRecord::offset).toList();
  }

  private static List<String> unpack(List<ConsumerRecord<byte[], byte[]>> packs) {
    List<String> values = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> pack : packs) {
      for (Utf8Slice value : ValuePack.values(pack.value())) {
        values.add(value == null ? null : value.toString());
      }
    }
    return values;
  }
}
