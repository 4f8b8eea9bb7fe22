package io.dorisio.pipelines.demo;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Sends values to a Kafka topic in large batches; every one is acknowledged or close fails. */
public final class TopicWriter implements AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;
  private volatile @Nullable Exception failure;

  public TopicWriter(String bootstrapServers, String topic) {
    Map<String, Object> config = new HashMap<>();
    config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.LINGER_MS_CONFIG, 20);
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10);
    this.producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    this.topic = topic;
  }

  /**
   * Hands a value over; waits only while the buffer is full.
   *
   * @param value null for a tombstone
   */
  public void send(byte @Nullable [] value) {
    throwFailure();
    Future<RecordMetadata> unused =
        producer.send(
            new ProducerRecord<>(topic, value),
            (metadata, e) -> {
              if (e != null) {
                failure = e;
              }
            });
  }

  /** Returns when Kafka has acknowledged every value. */
  @Override
  public void close() {
    producer.close();
    throwFailure();
  }

  private void throwFailure() {
    Exception e = failure;
    if (e != null) {
      throw new IllegalStateException("Kafka did not take all records of topic " + topic, e);
    }
  }
}
