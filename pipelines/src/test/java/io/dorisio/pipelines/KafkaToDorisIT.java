package io.dorisio.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Throwables;
import io.dorisio.emulator.DorisEmulator;
import io.dorisio.pipelines.demo.Await;
import io.dorisio.pipelines.demo.DorisSql;
import io.dorisio.pipelines.demo.KafkaBroker;
import io.dorisio.pipelines.demo.TopicWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.beam.sdk.PipelineResult;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real broker, the Flink runner, and the local Doris, in this process. */
class KafkaToDorisIT {
  @TempDir static Path directory;

  private static KafkaBroker kafka;
  private static DorisEmulator doris;
  private static DorisSql sql;

  @BeforeAll
  static void start() throws Exception {
    kafka = KafkaBroker.start(directory.resolve("kafka"));
    doris =
        DorisEmulator.builder()
            .fePort(0)
            .bePort(0)
            .user("root", "")
            .dataDir(directory.resolve("doris"))
            .start();
    doris.execute("CREATE DATABASE shop");
    sql = new DorisSql(doris.frontendAddress(), "shop", "root", "");
  }

  @AfterAll
  static void stop() throws Exception {
    doris.close();
    kafka.close();
  }

  @Test
  void hostileJsonArrivesAsItWas() throws Exception {
    createTable("hostile");
    List<String> values =
        Arrays.asList(
            "{\"id\":1,\"text\":\"say \\\"hi\\\", it's \\\\ fine\",\"detail\":null}",
            "{\"id\":2,\"text\":\"😀 日本語 é\",\"detail\":{\"a\":[1,{\"b\":\"}\"}]}}",
            null,
            "{\"id\":3,\"text\":\"two\\nlines\\tand a tab\"}",
            "{\n  \"id\": 4,\n  \"text\": \"pretty\"\n}\n",
            "{\"id\":5,\"text\":\"nul \\u0000 inside\",\"unknown\":[true,false]}",
            "{\"id\":6,\"text\":\"\"}",
            "{\"id\":7,\"text\":\"\\ud83d\\ude00 escaped, \\\\N, NULL\"}",
            null,
            "{\"id\":8,\"text\":17}");
    publish("hostile", 3, values);

    run("hostile", "--maxRecords=" + values.size());

    assertEquals(
        List.of(
            Arrays.asList("1", "say \"hi\", it's \\ fine", null),
            List.of("2", "😀 日本語 é", "{\"a\":[1,{\"b\":\"}\"}]}"),
            Arrays.asList("3", "two\nlines\tand a tab", null),
            Arrays.asList("4", "pretty", null),
            Arrays.asList("5", "nul \u0000 inside", null),
            Arrays.asList("6", "", null),
            Arrays.asList("7", "😀 escaped, \\N, NULL", null),
            Arrays.asList("8", "17", null)),
        sql.query("SELECT id, text, detail FROM shop.hostile ORDER BY id"));
  }

  @Test
  void everyRecordOfEveryPartitionArrivesOnce() throws Exception {
    createTable("many");
    int records = 9_000;
    publish(
        "many",
        4,
        IntStream.range(0, records)
            .mapToObj(id -> "{\"id\":" + id + ",\"text\":\"row " + id + "\"}")
            .collect(Collectors.toList()));

    run("many", "--maxRecords=" + records);

    long sum = (long) records * (records - 1) / 2;
    assertEquals(
        List.of(List.of("9000", "9000", Long.toString(sum))),
        sql.query("SELECT count(*), count(DISTINCT id), sum(id) FROM shop.many"));
  }

  @Test
  void onlyTombstonesLoadNothing() throws Exception {
    createTable("tombstones");
    publish("tombstones", 1, Arrays.asList(null, null, null));

    run("tombstones", "--maxRecords=3");

    assertEquals(List.of(List.of("0")), sql.query("SELECT count(*) FROM shop.tombstones"));
  }

  /** Records are read in packs where no one counts them. */
  @Test
  void runsWithoutEndAndKeepsValuesAsTheyAre() throws Exception {
    createTable("endless");
    int records = 30_000;
    List<String> values = new ArrayList<>();
    for (int id = 0; id < records; id++) {
      values.add(id % 100 == 0 ? null : "{\"id\":" + id + ",\n\"text\":\"Zeile " + id + " é\"}");
    }
    publish("endless", 3, values);

    PipelineResult job = KafkaToDoris.create(options("endless", "--attachedMode=false")).run();
    try {
      String expected = Integer.toString(records - records / 100);
      Await.until(
          "all rows to be visible",
          Duration.ofMinutes(2),
          () ->
              sql.query("SELECT count(*) FROM shop.endless").equals(List.of(List.of(expected)))
                  || job.getState().isTerminal());
      assertEquals(
          List.of(List.of(expected, expected)),
          sql.query(
              "SELECT count(*), count(DISTINCT id) FROM shop.endless"
                  + " WHERE text = concat('Zeile ', id, ' é')"));
    } finally {
      job.cancel();
    }
  }

  @Test
  void recordThatIsNotJsonFailsTheJobAndLeavesNoRow() throws Exception {
    createTable("broken");
    publish("broken", 1, List.of("{\"id\":1,\"text\":\"good\"}", "not JSON"));

    Exception e = assertThrows(Exception.class, () -> run("broken", "--maxRecords=2"));

    String messages =
        Throwables.getCausalChain(e).stream()
            .map(String::valueOf)
            .collect(Collectors.joining("\n"));
    assertTrue(messages.contains("not a JSON object"), messages);
    assertEquals(List.of(List.of("0")), sql.query("SELECT count(*) FROM shop.broken"));
  }

  private static void createTable(String name) throws Exception {
    doris.execute(
        "CREATE TABLE shop."
            + name
            + " (id BIGINT NOT NULL, text VARCHAR(200), detail STRING) DUPLICATE KEY(id)"
            + " DISTRIBUTED BY HASH(id) BUCKETS 1 PROPERTIES(\"replication_num\" = \"1\")");
  }

  private static void publish(String topic, int partitions, List<String> values)
      throws InterruptedException {
    kafka.createTopic(topic, partitions);
    try (TopicWriter writer = new TopicWriter(kafka.bootstrapServers(), topic)) {
      for (String value : values) {
        writer.send(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static void run(String topic, String maxRecords) throws InterruptedException {
    assertEquals(
        PipelineResult.State.DONE,
        KafkaToDoris.create(options(topic, maxRecords)).run().waitUntilFinish());
    // Committed is not visible yet.
    doris.awaitVisible(Duration.ofMinutes(2));
  }

  private static KafkaToDorisOptions options(String topic, String flag) {
    return KafkaToDoris.parse(
        "--runner=FlinkRunner",
        "--flinkMaster=[local]",
        "--parallelism=2",
        "--numberOfExecutionRetries=0",
        "--bootstrapServers=" + kafka.bootstrapServers(),
        "--topic=" + topic,
        "--feNodes=" + doris.frontendAddress(),
        "--table=shop." + topic,
        "--checkpointMillis=200",
        "--password=",
        flag);
  }
}
