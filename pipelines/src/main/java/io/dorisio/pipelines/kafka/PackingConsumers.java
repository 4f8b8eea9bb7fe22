package io.dorisio.pipelines.kafka;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;

/**
 * Makes Kafka's consumers, whose polls return {@link ValuePack packs} instead of records. All else
 * is Kafka's consumer.
 */
final class PackingConsumers
    implements SerializableFunction<Map<String, Object>, Consumer<byte[], byte[]>> {

  /**
   * What Kafka's consumer returns at a time: what it makes of as many records fits into caches
   * until it is packed.
   */
  private static final int RECORDS_AT_A_TIME = 1_024;

  /**
   * What KafkaIO is given at once, about: enough to read on with while a checkpoint holds up the
   * steps behind. Two of these are in memory, one that is read and one that waits.
   */
  static final int POLL_BYTES = 4 << 20;

  @Override
  public Consumer<byte[], byte[]> apply(Map<String, Object> configuration) {
    int maxRecords =
        (Integer)
            ConfigDef.parseType(
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                configuration.getOrDefault(
                    ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                    ConsumerConfig.DEFAULT_MAX_POLL_RECORDS),
                ConfigDef.Type.INT);
    Map<String, Object> inParts = new HashMap<>(configuration);
    int atATime = Math.min(maxRecords, RECORDS_AT_A_TIME);
    inParts.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, atATime);
    // Values stay where they were received until they are packed.
    return packing(
        new KafkaConsumer<>(inParts, new ByteBufferDeserializer(), new ByteBufferDeserializer()),
        atATime,
        maxRecords);
  }

  /**
   * Packs what a consumer polls.
   *
   * @param atATime as many records as the consumer returns where it has more at hand
   * @param maxRecords polls go on while there are more at hand, and fewer than these and less than
   *     {@link #POLL_BYTES} were taken; what is not there yet is not waited for
   */
  @SuppressWarnings("unchecked")
  static Consumer<byte[], byte[]> packing(
      Consumer<ByteBuffer, ByteBuffer> consumer, int atATime, int maxRecords) {
    return (Consumer<byte[], byte[]>)
        Proxy.newProxyInstance(
            PackingConsumers.class.getClassLoader(),
            new Class<?>[] {Consumer.class},
            (proxy, method, arguments) -> {
              try {
                Object result = method.invoke(consumer, arguments);
                return result instanceof ConsumerRecords<?, ?>
                    ? pack(
                        (ConsumerRecords<ByteBuffer, ByteBuffer>) result,
                        consumer,
                        atATime,
                        maxRecords)
                    : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static ConsumerRecords<byte[], byte[]> pack(
      ConsumerRecords<ByteBuffer, ByteBuffer> first,
      Consumer<ByteBuffer, ByteBuffer> consumer,
      int atATime,
      int maxRecords) {
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> packed = new HashMap<>();
    ConsumerRecords<ByteBuffer, ByteBuffer> records = first;
    int taken = 0;
    long bytes = 0;
    while (true) {
      for (TopicPartition partition : records.partitions()) {
        List<ConsumerRecord<byte[], byte[]>> packs = ValuePack.pack(records.records(partition));
        packed.computeIfAbsent(partition, any -> new ArrayList<>()).addAll(packs);
        bytes += packs.stream().mapToLong(ConsumerRecord::serializedValueSize).sum();
      }
      taken += records.count();
      if (records.count() < atATime || taken >= maxRecords || bytes >= POLL_BYTES) {
        return new ConsumerRecords<>(packed);
      }
      // If this fails, KafkaIO fails, and reads what was taken again.
      records = consumer.poll(Duration.ZERO);
    }
  }
}
