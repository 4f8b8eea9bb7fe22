package io.dorisio.benchmarks;

import io.dorisio.pipelines.demo.KafkaBroker;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A Kafka broker in a JVM of its own, whose topic has all its events before anybody reads. */
final class KafkaFeed {

  private KafkaFeed() {}

  /** Arguments: directory, partitions, events. */
  public static void main(String[] arguments) throws Exception {
    int partitions = Integer.parseInt(arguments[1]);
    long events = Long.parseLong(arguments[2]);
    KafkaBroker broker = KafkaBroker.start(Path.of(arguments[0]));
    broker.createTopic(RunSettings.TOPIC, partitions);
    byte[][] values = new byte[Events.COUNT][];
    for (int i = 0; i < values.length; i++) {
      values[i] = Events.get(i).json().getBytes(StandardCharsets.UTF_8);
    }
    Map<String, Object> configuration =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            broker.bootstrapServers(),
            ProducerConfig.BATCH_SIZE_CONFIG,
            256 << 10,
            ProducerConfig.LINGER_MS_CONFIG,
            20,
            ProducerConfig.ACKS_CONFIG,
            "1");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(configuration, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (long i = 0; i < events; i++) {
        var unused =
            producer.send(
                new ProducerRecord<>(
                    RunSettings.TOPIC,
                    (int) (i % partitions),
                    null,
                    values[(int) i & (Events.COUNT - 1)]));
      }
    }
    System.out.println(broker.bootstrapServers());
    // Ends with the process that started it.
    System.in.transferTo(OutputStream.nullOutputStream());
    broker.close();
  }
}
