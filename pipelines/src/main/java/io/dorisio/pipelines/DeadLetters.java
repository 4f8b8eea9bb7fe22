package io.dorisio.pipelines;

import io.dorisio.DorisIO;
import io.dorisio.DorisWriteResult;
import io.dorisio.cdc.write.ChangesWritten;
import io.dorisio.cdc.write.DeadLetter;
import io.dorisio.cdc.write.TargetRowCoder;
import io.dorisio.schema.TableDefinition;
import io.dorisio.write.FailedRow;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.io.kafka.KafkaIO;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Where a job takes what it cannot write: a Kafka topic, a Doris table, or both. */
final class DeadLetters {
  private final CdcOptions options;
  private final DorisOptions doris;
  private final String labelPrefix;
  private final LetterSource source;
  private final @Nullable String brokers;
  private final Map<String, Object> producer;

  /**
   * As options ask for.
   *
   * @param usualBrokers of the topic, unless the options name others; null if there are none
   * @param usualProducer properties of the client of those
   * @throws IllegalArgumentException if a topic has no brokers, or the table is none
   */
  DeadLetters(
      CdcOptions options,
      DorisOptions doris,
      String labelPrefix,
      LetterSource source,
      @Nullable String usualBrokers,
      Map<String, Object> usualProducer) {
    this.options = options;
    this.doris = doris;
    this.labelPrefix = labelPrefix;
    this.source = source;
    String given = options.getDeadLetterServers();
    this.brokers = given == null ? usualBrokers : given;
    Secret properties = options.getDeadLetterProperties();
    this.producer = new HashMap<>(given == null ? usualProducer : Map.of());
    if (properties != null) {
      producer.putAll(KeyValues.parse("deadLetterProperties", properties.reveal()));
    }
    if (options.getDeadLetterTopic() != null && brokers == null) {
      throw new IllegalArgumentException(
          "--deadLetterTopic needs --deadLetterServers, the Kafka brokers that it is on.");
    }
    if (options.getDeadLetterTable() != null) {
      TableOption.check("deadLetterTable", options.getDeadLetterTable());
    }
  }

  /** Whether there are any; else what cannot be written fails the job. */
  boolean wanted() {
    return options.getDeadLetterTopic() != null || options.getDeadLetterTable() != null;
  }

  /** Takes the messages and rows that were not written. */
  void take(ChangesWritten written) {
    write(
        PCollectionList.of(
                written
                    .getDeadLetters()
                    .apply("Messages as letters", ParDo.of(new OfMessages()))
                    .setCoder(SerializableCoder.of(Letter.class)))
            .and(rows(written.getWriteResult(), TargetRowCoder.of()))
            .apply("All dead letters", Flatten.pCollections()));
  }

  /** Takes the rows that were not written. */
  void take(DorisWriteResult written) {
    write(rows(written, ByteArrayCoder.of()));
  }

  private static PCollection<Letter> rows(DorisWriteResult written, Coder<?> elements) {
    return written
        .getFailedRows()
        .apply("Rows as letters", ParDo.of(new OfRows(elements)))
        .setCoder(SerializableCoder.of(Letter.class));
  }

  private void write(PCollection<Letter> letters) {
    String topic = options.getDeadLetterTopic();
    if (topic != null) {
      letters
          .apply("Dead letters as JSON", ParDo.of(new LetterJson(source)))
          .apply(
              "Write dead letters",
              KafkaIO.<Void, byte[]>write()
                  .withBootstrapServers(brokers)
                  .withTopic(topic)
                  .withValueSerializer(ByteArraySerializer.class)
                  .withProducerConfigUpdates(producer)
                  .values());
    }
    String table = options.getDeadLetterTable();
    if (table != null) {
      letters
          .apply("Dead letters as rows", ParDo.of(new LetterRow(source)))
          .setRowSchema(LetterRow.SCHEMA)
          .apply(
              "Write dead letters to Doris",
              DorisIO.writeRows()
                  .withConnection(DorisConnections.of(doris))
                  .to(table)
                  .withLabelPrefix(labelPrefix)
                  .withNumShards(1)
                  .withCreateIfNeeded(definition()));
    }
  }

  private TableDefinition definition() {
    TableDefinition table = LetterRow.TABLE;
    Map<String, String> properties =
        KeyValues.parse("tableProperties", options.getTableProperties());
    for (Map.Entry<String, String> property : properties.entrySet()) {
      table = table.withProperty(property.getKey(), property.getValue());
    }
    return table.withBuckets(options.getTableBuckets());
  }

  private static final class OfMessages extends DoFn<DeadLetter, Letter> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(@Element DeadLetter letter, OutputReceiver<Letter> out) {
      out.output(Letter.of(letter));
    }
  }

  private static final class OfRows extends DoFn<FailedRow, Letter> {
    private static final long serialVersionUID = 1L;
    private final Coder<?> elements;

    private OfRows(Coder<?> elements) {
      this.elements = elements;
    }

    @ProcessElement
    public void process(@Element FailedRow row, OutputReceiver<Letter> out) {
      out.output(Letter.of(row, elements));
    }
  }
}
