package io.dorisio.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dorisio.pipelines.demo.Await;
import io.dorisio.pipelines.demo.EmbeddedMariaDb;
import io.dorisio.pipelines.demo.KafkaBroker;
import io.dorisio.pipelines.mysql.SharedMariaDb;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a real MariaDB has and Doris cannot take, with a real broker beside the local Doris. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MySqlDeadLettersIT {
  private static final String LETTERS =
      "SELECT source, place, target_table, content, reason FROM ops.letters ORDER BY source,"
          + " place";

  @TempDir Path directory;

  @Test
  void whatCannotBeWrittenIsInTopicAndTableWithItsPlaceAndNothingElseIsLost() throws Exception {
    EmbeddedMariaDb mysql = SharedMariaDb.get();
    mysql.execute(
        "CREATE DATABASE dead",
        "CREATE TABLE dead.t (id INT PRIMARY KEY, name VARCHAR(20))",
        "CREATE TABLE dead.stray (id INT PRIMARY KEY, name VARCHAR(20))",
        "INSERT INTO dead.t VALUES (1, 'ok'), (2, 'too long for Doris')",
        "INSERT INTO dead.stray VALUES (7, 'no route')");
    try (KafkaBroker kafka = KafkaBroker.start(directory.resolve("kafka"));
        MySqlJob job = MySqlJob.withDoris(directory.resolve("doris"), "ops")) {
      kafka.createTopic("letters", 1);
      job.doris()
          .execute(
              "CREATE TABLE ops.t (id INT NOT NULL, name VARCHAR(5)) UNIQUE KEY(id)"
                  + " DISTRIBUTED BY HASH(id) BUCKETS 1 PROPERTIES (\"replication_num\" = \"1\")");
      job.run(
          "--databases=dead",
          "--routes=dead\\.t => ops.t",
          "--unmatchedTables=FAIL",
          "--deadLetterTable=ops.letters",
          "--deadLetterTopic=letters",
          "--deadLetterServers=" + kafka.bootstrapServers());
      job.awaitRows("SELECT id FROM ops.t", List.of(List.of("1")));

      mysql.execute(
          "INSERT INTO dead.t VALUES (3, 'also too long'), (4, 'fine')",
          "UPDATE dead.stray SET name = 'still none'");
      job.awaitRows("SELECT id FROM ops.t ORDER BY id", List.of(List.of("1"), List.of("4")));
      Await.until("letters", MySqlJob.PATIENCE, () -> job.rows(LETTERS).size() == 4);

      List<List<String>> letters = job.rows(LETTERS);
      String server = "127-0-0-1-" + mysql.port() + ".dead.";
      assertEquals(
          List.of(server + "stray", server + "stray", server + "t", server + "t"),
          letters.stream().map(letter -> letter.get(0)).toList());
      assertTrue(letters.get(0).get(1).matches("binlog \\d+:\\d+ change 0"), "" + letters);
      assertTrue(letters.get(1).get(1).matches("snapshot at binlog \\d+:\\d+ row \\d+"));
      assertTrue(letters.get(0).get(4).contains("route"), "" + letters);
      assertEquals("ops.t", letters.get(3).get(2));
      assertTrue(letters.get(2).get(1).matches("binlog \\d+:\\d+"), "" + letters);
      assertTrue(letters.get(2).get(3).contains("too long"), "" + letters);

      List<JsonNode> sent = letters(kafka, 4);
      assertEquals(2, sent.stream().filter(letter -> letter.has("row")).count());
      for (JsonNode letter : sent) {
        assertTrue(letter.get("source").asText().startsWith(server), letter.toString());
        assertTrue(letter.get("binlog").asInt() > 0, letter.toString());
        assertTrue(letter.get("position").asLong() > 0, letter.toString());
      }
    }
  }

  private static List<JsonNode> letters(KafkaBroker kafka, int count) throws Exception {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", kafka.bootstrapServers());
    List<JsonNode> letters = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
      TopicPartition partition = new TopicPartition("letters", 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long deadline = System.nanoTime() + MySqlJob.PATIENCE.toNanos();
      while (letters.size() < count && System.nanoTime() < deadline) {
        for (var letter : consumer.poll(Duration.ofMillis(200))) {
          letters.add(new ObjectMapper().readTree(letter.value()));
        }
      }
    }
    return letters;
  }
}
