package io.dorisio.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dorisio.pipelines.demo.KafkaBroker;
import io.dorisio.pipelines.demo.TopicWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerIT {

  @TempDir Path directory;

  @Test
  void aBrokerThatWasClosedStartsAgainWithItsRecords() throws Exception {
    try (KafkaBroker kafka = KafkaBroker.start(directory)) {
      kafka.createTopic("kept", 1);
      try (TopicWriter writer = new TopicWriter(kafka.bootstrapServers(), "kept")) {
        writer.send("one".getBytes(StandardCharsets.UTF_8));
        writer.send(null);
      }
    }

    try (KafkaBroker kafka = KafkaBroker.start(directory);
        Admin admin =
            Admin.create(
                Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()))) {
      TopicPartition partition = new TopicPartition("kept", 0);

      assertEquals(
          2,
          admin
              .listOffsets(Map.of(partition, OffsetSpec.latest()))
              .partitionResult(partition)
              .get()
              .offset());
    }
  }
}
