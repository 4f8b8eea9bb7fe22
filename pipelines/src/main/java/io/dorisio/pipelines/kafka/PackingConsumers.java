package io.dorisio.pipelines.kafka;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;

/**
 * Makes Kafka's consumers, whose polls return {@link ValuePack packs} instead of records. All else
 * is Kafka's consumer.
 */
final class PackingConsumers
    implements SerializableFunction<Map<String, Object>, Consumer<byte[], byte[]>> {

  @Override
  public Consumer<byte[], byte[]> apply(Map<String, Object> configuration) {
    // Values stay where they were received until they are packed.
    return packing(
        new KafkaConsumer<>(
            configuration, new ByteBufferDeserializer(), new ByteBufferDeserializer()));
  }

  @SuppressWarnings("unchecked")
  static Consumer<byte[], byte[]> packing(Consumer<ByteBuffer, ByteBuffer> consumer) {
    return (Consumer<byte[], byte[]>)
        Proxy.newProxyInstance(
            PackingConsumers.class.getClassLoader(),
            new Class<?>[] {Consumer.class},
            (proxy, method, arguments) -> {
              try {
                Object result = method.invoke(consumer, arguments);
                return result instanceof ConsumerRecords<?, ?>
                    ? pack((ConsumerRecords<ByteBuffer, ByteBuffer>) result)
                    : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static ConsumerRecords<byte[], byte[]> pack(
      ConsumerRecords<ByteBuffer, ByteBuffer> records) {
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> packed = new HashMap<>();
    for (TopicPartition partition : records.partitions()) {
      packed.put(partition, ValuePack.pack(records.records(partition)));
    }
    return new ConsumerRecords<>(packed);
  }
}
