package io.dorisio.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dorisio.cdc.write.ChangeMessage;
import io.dorisio.emulator.DorisEmulator;
import io.dorisio.pipelines.ChangeMessages.Message;
import io.dorisio.pipelines.EmployeeHistory.Change;
import io.dorisio.pipelines.EmployeeHistory.Shard;
import io.dorisio.pipelines.demo.Await;
import io.dorisio.pipelines.demo.DorisSql;
import io.dorisio.pipelines.demo.KafkaBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Four MySQL tables of employees become one, through a real broker, the Flink runner, and the local
 * Doris, in this process.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MergedEmployeesIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int PARTITIONS = 2;
  private static final String QUERY =
      "SELECT emp_no, birth_date, first_name, last_name, gender, hire_date, database_name,"
          + " table_name, phone FROM demo.%s ORDER BY emp_no";

  @TempDir static Path directory;

  private static EmployeeHistory history;
  private static KafkaBroker kafka;
  private static DorisEmulator doris;
  private static DorisSql sql;

  @BeforeAll
  static void start() throws Exception {
    history = EmployeeHistory.read();
    kafka = KafkaBroker.start(directory.resolve("kafka"));
    doris =
        DorisEmulator.builder()
            .fePort(0)
            .bePort(0)
            .user("root", "")
            .dataDir(directory.resolve("doris"))
            .start();
    doris.execute("CREATE DATABASE demo");
    sql = new DorisSql(doris.frontendAddress(), "demo", "root", "");
  }

  @AfterAll
  static void stop() throws Exception {
    doris.close();
    kafka.close();
  }

  @ParameterizedTest
  @EnumSource
  void mergedTableIsTheUnionOfItsShards(ChangeMessages messages) throws Exception {
    String name = "merged_" + messages.name().toLowerCase(Locale.ROOT);
    createTable(name, "");
    publish(name, messages, history.changes());

    PipelineResult job = KafkaToDoris.create(options(name, messages)).run();
    awaitRows(name);
    job.cancel();
  }

  @Test
  void jobThatFailsInTheMiddleEndsWithTheSameRows() throws Exception {
    String name = "failing";
    createTable(name, "");
    KafkaToDorisOptions options = options(name, ChangeMessages.DEBEZIUM_WITH_SCHEMA);
    KafkaToDoris.create(options);
    Pipeline pipeline = Pipeline.create(options);
    pipeline
        .apply(KafkaToDoris.read(options))
        .apply(ParDo.of(new KafkaMessages()))
        .apply("Fail", ParDo.of(new FailAt()))
        .apply(ChangeWrites.of(options.getFormat().changes(), name, options, options));
    List<Change> changes = history.changes();
    FailAt.armed.set(150);
    kafka.createTopic(name, PARTITIONS);

    PipelineResult job = pipeline.run();
    send(name, ChangeMessages.DEBEZIUM_WITH_SCHEMA, changes, 0, 100);
    Await.until("rows", PATIENCE, () -> !rows("SELECT 1 FROM demo.failing").isEmpty());
    send(name, ChangeMessages.DEBEZIUM_WITH_SCHEMA, changes, 100, changes.size());
    awaitRows(name);
    job.cancel();

    assertTrue(FailAt.armed.get() < 0, "the failure did not strike");
  }

  @Test
  void rowsOfAnOlderPlaceInTheLogChangeNothingWhereThereIsASequenceColumn() throws Exception {
    createTable("sequenced", ", \"function_column.sequence_col\" = \"seq\"");
    List<Change> changes = new ArrayList<>(history.changes());
    publish("sequenced", ChangeMessages.DEBEZIUM, changes);
    send("sequenced", ChangeMessages.DEBEZIUM, changes, 0, changes.size() / 2);
    history.shards().forEach(shard -> changes.add(last(shard)));
    send("sequenced", ChangeMessages.DEBEZIUM, changes, history.changes().size(), changes.size());

    PipelineResult job = KafkaToDoris.create(options("sequenced", ChangeMessages.DEBEZIUM)).run();
    Await.until(
        "the last rows",
        PATIENCE,
        () -> rows("SELECT emp_no FROM demo.sequenced WHERE emp_no > 99000").size() == 4);
    // The other loads of their checkpoints become visible before or after theirs.
    Await.until(
        "all loads",
        PATIENCE,
        () ->
            doris.transactions().stream()
                .filter(t -> t.table().equals("sequenced"))
                .allMatch(t -> t.state().isFinal()));
    job.cancel();

    assertEquals(
        history.merged(),
        rows(QUERY.formatted("sequenced").replace("ORDER", "WHERE emp_no < 99000 ORDER")));
  }

  /** A row that comes after all others of its shard. */
  private static Change last(Shard shard) {
    Map<String, String> row = new LinkedHashMap<>();
    EmployeeHistory.COLUMNS.forEach(column -> row.put(column, "2024-02-29"));
    row.put("emp_no", String.valueOf(99_001 + List.copyOf(history.shards()).indexOf(shard)));
    row.put("gender", "F");
    return new Change(shard, null, row, false);
  }

  @Test
  void brokenMessagesGoToTheDeadLettersWithTheirPlace() throws Exception {
    createTable("broken", "");
    kafka.createTopic("broken", 1);
    kafka.createTopic("broken_dead", 1);
    try (KafkaProducer<String, String> producer = producer()) {
      producer.send(new ProducerRecord<>("broken", 0, "k", "{\"nonsense\":")).get();
      producer.send(new ProducerRecord<>("broken", 0, null, "{\"type\":\"VANISH\"}")).get();
    }
    send("broken", ChangeMessages.CANAL, history.changes(), 0, history.changes().size());

    PipelineResult job =
        KafkaToDoris.create(
                options("broken", ChangeMessages.CANAL, "--deadLetterTopic=broken_dead"))
            .run();
    awaitRows("broken");
    List<JsonNode> letters = letters("broken_dead", 2);
    job.cancel();

    assertEquals("[0, 1]", letters.stream().map(l -> l.get("offset")).toList().toString());
    assertEquals("broken", letters.get(0).get("topic").asText());
    assertEquals(0, letters.get(0).get("partition").asInt());
    assertEquals("{\"nonsense\":", letters.get(0).get("value").asText());
    assertTrue(letters.get(1).get("reason").asText().contains("VANISH"), letters.toString());
  }

  /** Fails once, after so many messages. */
  private static final class FailAt extends DoFn<ChangeMessage, ChangeMessage> {
    private static final AtomicInteger armed = new AtomicInteger();

    @ProcessElement
    public void process(@Element ChangeMessage message, OutputReceiver<ChangeMessage> out) {
      if (armed.decrementAndGet() == 0) {
        throw new IllegalStateException("failing once, as the test wants");
      }
      out.output(message);
    }
  }

  private static void createTable(String name, String properties) throws Exception {
    doris.execute(
        "CREATE TABLE demo."
            + name
            + " (emp_no INT NOT NULL, birth_date DATE NOT NULL, first_name VARCHAR(60),"
            + " last_name VARCHAR(64), gender VARCHAR(1020), hire_date DATE,"
            + " database_name VARCHAR(255), table_name VARCHAR(255)"
            + (properties.isEmpty() ? "" : ", seq LARGEINT")
            + ") UNIQUE KEY(emp_no, birth_date) DISTRIBUTED BY HASH(birth_date) BUCKETS 1"
            + " PROPERTIES(\"replication_num\" = \"1\""
            + properties
            + ")");
  }

  private static KafkaToDorisOptions options(String name, ChangeMessages messages, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "--runner=FlinkRunner",
                "--flinkMaster=[local]",
                "--parallelism=2",
                "--attachedMode=false",
                "--bootstrapServers=" + kafka.bootstrapServers(),
                "--topic=" + name,
                "--format=" + messages.option(),
                "--feNodes=" + doris.frontendAddress(),
                "--password=",
                "--labelPrefix=" + name,
                "--checkpointMillis=300",
                "--routes=emp_[0-9]+\\.employees_[0-9]+ => demo." + name,
                "--metadataColumns=database_name, table_name",
                "--columnTypes=.*_date => date"));
    args.addAll(List.of(more));
    KafkaToDorisOptions options = KafkaToDoris.parse(args.toArray(String[]::new));
    options.as(FlinkPipelineOptions.class).setNumberOfExecutionRetries(5);
    options.as(FlinkPipelineOptions.class).setExecutionRetryDelay(100L);
    return options;
  }

  private static void awaitRows(String table) throws Exception {
    List<List<String>> expected = history.merged();
    try {
      Await.until("the rows", PATIENCE, () -> expected.equals(rows(QUERY.formatted(table))));
    } catch (IllegalStateException e) {
      assertEquals(expected, rows(QUERY.formatted(table)));
    }
  }

  /** Empty while the table lacks a column that is yet to come. */
  private static List<List<String>> rows(String query) throws Exception {
    try {
      return sql.query(query);
    } catch (IOException e) {
      return List.of();
    }
  }

  private static void publish(String topic, ChangeMessages messages, List<Change> changes)
      throws Exception {
    kafka.createTopic(topic, PARTITIONS);
    send(topic, messages, changes, 0, changes.size());
  }

  /** The tables of a database share a partition, whose order is that of the log. */
  private static void send(
      String topic, ChangeMessages messages, List<Change> changes, int from, int to)
      throws Exception {
    Map<Shard, Integer> partitions = new HashMap<>();
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try (KafkaProducer<String, String> producer = producer()) {
      int count = producer.partitionsFor(topic).size();
      for (int n = from; n < to; n++) {
        Change change = changes.get(n);
        int partition =
            partitions.computeIfAbsent(
                change.shard(), shard -> Math.floorMod(shard.database().hashCode(), count));
        for (Message message : messages.of(change, n)) {
          sent.add(
              producer.send(
                  new ProducerRecord<>(topic, partition, message.key(), message.value())));
        }
      }
    }
    for (Future<RecordMetadata> each : sent) {
      each.get();
    }
  }

  private static KafkaProducer<String, String> producer() {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", kafka.bootstrapServers());
    properties.put("acks", "all");
    return new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
  }

  private static List<JsonNode> letters(String topic, int count) throws Exception {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", kafka.bootstrapServers());
    List<JsonNode> letters = new ArrayList<>();
    try (KafkaConsumer<@Nullable String, String> consumer =
        new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (letters.size() < count && System.nanoTime() < deadline) {
        for (ConsumerRecord<@Nullable String, String> letter :
            consumer.poll(Duration.ofMillis(200))) {
          letters.add(new ObjectMapper().readTree(letter.value().getBytes(StandardCharsets.UTF_8)));
        }
      }
    }
    return letters;
  }
}
