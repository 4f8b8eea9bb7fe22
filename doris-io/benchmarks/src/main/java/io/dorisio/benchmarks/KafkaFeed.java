package io.dorisio.benchmarks;

import io.dorisio.pipelines.demo.KafkaBroker;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A Kafka broker in a JVM of its own, whose topic has all its events before anybody reads. All
 * partitions hold the same: but for the first one their segments are links to those of the first,
 * so that a topic that lasts for a minute fits into the page cache.
 */
final class KafkaFeed {

  private static final int PARTITIONS = 8;

  private KafkaFeed() {}

  /** Arguments: directory, events. */
  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    try (KafkaBroker broker = KafkaBroker.start(directory)) {
      broker.createTopic(RunSettings.TOPIC, PARTITIONS);
      fillFirst(broker.bootstrapServers(), Long.parseLong(arguments[1]) / PARTITIONS);
    }
    for (int partition = 1; partition < PARTITIONS; partition++) {
      link(partition(directory, 0), partition(directory, partition));
    }
    try (KafkaBroker broker = KafkaBroker.start(directory)) {
      System.out.println(broker.bootstrapServers());
      // Ends with the process that started it.
      System.in.transferTo(OutputStream.nullOutputStream());
    }
  }

  private static void fillFirst(String bootstrapServers, long events) {
    byte[][] values = new byte[Events.COUNT][];
    for (int i = 0; i < values.length; i++) {
      values[i] = Events.get(i).json().getBytes(StandardCharsets.UTF_8);
    }
    Map<String, Object> configuration =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
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
                    RunSettings.TOPIC, 0, null, values[(int) i & (Events.COUNT - 1)]));
      }
    }
  }

  private static Path partition(Path directory, int partition) {
    return directory.resolve(RunSettings.TOPIC + "-" + partition);
  }

  /** Kafka reads segments, but writes to what else lies there. */
  private static void link(Path from, Path to) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(from)) {
      files = all.toList();
    }
    for (Path file : files) {
      Path other = to.resolve(file.getFileName());
      if (file.toString().endsWith(".log")) {
        Files.deleteIfExists(other);
        Files.createLink(other, file);
      } else {
        Files.copy(file, other, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
