package io.dorisio.pipelines;

import io.dorisio.DorisIO;
import io.dorisio.FlinkSettings;
import io.dorisio.cdc.write.ChangesWritten;
import io.dorisio.cdc.write.WriteChanges;
import io.dorisio.format.Utf8Slice;
import io.dorisio.pipelines.kafka.KafkaValues;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.kafka.KafkaIO;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.joda.time.Duration;

/**
 * Streams Kafka topics into Doris, exactly once on Flink: JSON records into a table, or change
 * messages of MySQL databases into the tables that their routes lead to.
 */
public final class KafkaToDoris {
  private static final int MAX_POLL_RECORDS = 5_000;
  private static final int MAX_PARTITION_FETCH_BYTES = 4 << 20;

  private static final List<String> SECRETS =
      List.of(
          SecretArguments.PASSWORD,
          SecretArguments.CONSUMER_PROPERTIES,
          SecretArguments.MASKING_SALT,
          SecretArguments.DEAD_LETTER_PROPERTIES);

  private KafkaToDoris() {}

  public static void main(String[] args) {
    CommandLine.run(KafkaToDorisOptions.class, line -> create(parse(line)), args);
  }

  /** The options of a command line. Passwords are safe here, and not with Beam's own parser. */
  public static KafkaToDorisOptions parse(String... args) {
    SecretArguments arguments = SecretArguments.of(SECRETS, args);
    KafkaToDorisOptions options =
        PipelineOptionsFactory.fromArgs(arguments.others().toArray(String[]::new))
            .withValidation()
            .as(KafkaToDorisOptions.class);
    options.setPassword(arguments.secret(SecretArguments.PASSWORD));
    options.setConsumerProperties(arguments.secret(SecretArguments.CONSUMER_PROPERTIES));
    options.setMaskingSalt(arguments.secret(SecretArguments.MASKING_SALT));
    options.setDeadLetterProperties(arguments.secret(SecretArguments.DEAD_LETTER_PROPERTIES));
    if (!options.getFormat().isChange() && options.getTable() == null) {
      throw new IllegalArgumentException(
          "--table is missing: the Doris table of the records, for example --table=shop.orders");
    }
    return options;
  }

  /** The pipeline, with what the runner needs to be exactly once set in its options. */
  public static Pipeline create(KafkaToDorisOptions options) {
    options.setStreaming(true);
    configureFlink(options);
    Pipeline pipeline = Pipeline.create(options);
    if (options.getFormat().isChange()) {
      writeChanges(pipeline.apply("Read from Kafka", read(options)), options);
    } else {
      writeRows(values(pipeline, options), options);
    }
    FlinkSettings.readInBatches(pipeline);
    return pipeline;
  }

  private static PCollection<Utf8Slice> values(Pipeline pipeline, KafkaToDorisOptions options) {
    return readsPacks(options)
        ? pipeline.apply("Read from Kafka", KafkaValues.of(read(options)))
        : pipeline
            .apply("Read from Kafka", read(options))
            .apply("Drop tombstones", ParDo.of(new DropTombstones()));
  }

  /**
   * Changes need more of a record than its value; and a bounded read counts what KafkaIO hands out.
   */
  private static boolean readsPacks(KafkaToDorisOptions options) {
    return !options.getFormat().isChange() && options.getMaxRecords() == null;
  }

  private static void writeChanges(
      PCollection<KafkaRecord<byte[], byte[]>> records, KafkaToDorisOptions options) {
    WriteChanges write =
        ChangeWrites.of(options.getFormat().changes(), options.getLabelPrefix(), options, options);
    DeadLetters deadLetters = deadLetters(options);
    ChangesWritten written =
        records
            .apply("Take messages", ParDo.of(new KafkaMessages()))
            .apply("Write to Doris", deadLetters.wanted() ? write.withDeadLetters() : write);
    if (deadLetters.wanted()) {
      deadLetters.take(written);
    }
  }

  private static void writeRows(PCollection<Utf8Slice> rows, KafkaToDorisOptions options) {
    DorisIO.Write<Utf8Slice> write = write(options);
    DeadLetters deadLetters = deadLetters(options);
    if (deadLetters.wanted()) {
      deadLetters.take(rows.apply("Write to Doris", write.withFailedRows()));
    } else {
      rows.apply("Write to Doris", write);
    }
  }

  private static DeadLetters deadLetters(KafkaToDorisOptions options) {
    return new DeadLetters(
        options,
        options,
        options.getLabelPrefix(),
        LetterSource.KAFKA,
        options.getBootstrapServers(),
        clientProperties(options));
  }

  private static void configureFlink(KafkaToDorisOptions options) {
    if (!FlinkRunner.class.equals(options.getRunner())) {
      return;
    }
    FlinkSettings.exactlyOnce(options, Duration.millis(options.getCheckpointMillis()));
    if (options.getMaxRecords() != null) {
      // Without it a bounded job with checkpoints never ends.
      options.as(FlinkPipelineOptions.class).setShutdownSourcesAfterIdleMs(0L);
    }
  }

  static KafkaIO.Read<byte[], byte[]> read(KafkaToDorisOptions options) {
    KafkaIO.Read<byte[], byte[]> read =
        KafkaIO.<byte[], byte[]>read()
            .withBootstrapServers(options.getBootstrapServers())
            .withKeyDeserializer(ByteArrayDeserializer.class)
            .withValueDeserializer(ByteArrayDeserializer.class)
            .withConsumerConfigUpdates(consumerProperties(options));
    read =
        options.getTopicPattern() == null
            ? read.withTopics(List.of(options.getTopic().split(",", -1)))
            : read.withTopicPattern(options.getTopicPattern());
    if (options.getGroupId() != null) {
      read = read.commitOffsetsInFinalize();
    }
    return options.getMaxRecords() == null ? read : read.withMaxNumRecords(options.getMaxRecords());
  }

  static Map<String, Object> consumerProperties(KafkaToDorisOptions options) {
    Map<String, Object> properties = new HashMap<>();
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, options.getStartFrom().offsetReset());
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    // What an aborted Kafka transaction wrote is not data.
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    // KafkaIO hands one poll at a time from its consumer thread to the reader: few and large.
    if (readsPacks(options)) {
      properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, KafkaValues.MAX_POLL_RECORDS);
    } else {
      properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
      properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, MAX_PARTITION_FETCH_BYTES);
    }
    if (options.getGroupId() != null) {
      properties.put(ConsumerConfig.GROUP_ID_CONFIG, options.getGroupId());
    }
    properties.putAll(clientProperties(options));
    return properties;
  }

  private static Map<String, Object> clientProperties(KafkaToDorisOptions options) {
    Secret given = options.getConsumerProperties();
    return given == null
        ? Map.of()
        : new HashMap<>(KeyValues.parse("consumerProperties", given.reveal()));
  }

  private static DorisIO.Write<Utf8Slice> write(KafkaToDorisOptions options) {
    DorisIO.Write<Utf8Slice> write =
        DorisIO.writeJsonSlices()
            .withConnection(DorisConnections.of(options))
            .to(TableOption.check("table", options.getTable()))
            .withLabelPrefix(options.getLabelPrefix());
    if (options.getNumShards() != null) {
      write = write.withNumShards(options.getNumShards());
    }
    Map<String, String> load = KeyValues.parse("loadProperties", options.getLoadProperties());
    for (Map.Entry<String, String> property : load.entrySet()) {
      write = write.withLoadProperty(property.getKey(), property.getValue());
    }
    return write;
  }
}
