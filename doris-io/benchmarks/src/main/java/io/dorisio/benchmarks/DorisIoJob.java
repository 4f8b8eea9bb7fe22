package io.dorisio.benchmarks;

import io.dorisio.DorisIO;
import io.dorisio.DorisWriteResult;
import io.dorisio.FlinkSettings;
import io.dorisio.client.DorisConnection;
import io.dorisio.format.LoadFormat;
import io.dorisio.format.RowKind;
import io.dorisio.pipelines.kafka.KafkaValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.RowCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.io.kafka.KafkaIO;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.Row;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.joda.time.Duration;

/** The pipeline of one case. */
final class DorisIoJob {

  private final RunSettings settings;
  private final PipelineOptions options;
  private final Pipeline pipeline;
  private final BenchOptions bench;

  DorisIoJob(RunSettings settings) {
    this.settings = settings;
    List<String> flags = new ArrayList<>(settings.flags());
    flags.add("--runner=FlinkRunner");
    flags.add("--flinkMaster=[local]");
    flags.add("--parallelism=" + settings.parallelism());
    flags.add("--streaming=" + !isBounded());
    PipelineOptionsFactory.register(BenchOptions.class);
    options = PipelineOptionsFactory.fromArgs(flags.toArray(String[]::new)).create();
    if (!isBounded()) {
      FlinkSettings.exactlyOnce(options, Duration.millis(settings.checkpointMillis()));
    }
    bench = options.as(BenchOptions.class);
    pipeline = Pipeline.create(options);
  }

  private boolean isBounded() {
    return settings.what().origin() == Case.Origin.BOUNDED;
  }

  /** Runs it; returns when it ends, which is never where the input is without end. */
  void run() {
    switch (settings.what().input()) {
      case JSON_STRINGS -> writeJson();
      case ROW_TO_JSON, ROW_TO_CSV, ROW_TO_ARROW -> writeRows();
      case CHANGES ->
          apply(
              read(
                  i -> new Change(Events.get(i).row(), Events.isDelete(i)),
                  Change.ChangeCoder.INSTANCE),
              DorisIO.<Change>write()
                  .withRowFunction(Change::row)
                  .withRowKind(c -> c.delete() ? RowKind.DELETE : RowKind.UPSERT));
    }
    if (bench.getBatchedReads()) {
      FlinkSettings.readInBatches(pipeline);
    }
    pipeline.run().waitUntilFinish();
  }

  private void writeRows() {
    RowCoder rows = RowCoder.of(Events.SCHEMA);
    if (settings.what().tables() == 1) {
      apply(read(i -> Events.get(i).row(), rows), DorisIO.writeRows());
    } else {
      apply(
          read(withTable(i -> Events.get(i).row()), KvCoder.of(StringUtf8Coder.of(), rows)),
          DorisIO.<KV<String, Row>>write().to(KV::getKey).withRowFunction(KV::getValue));
    }
  }

  private <T> SerializableFunction<Integer, KV<String, T>> withTable(
      SerializableFunction<Integer, T> elements) {
    int tables = settings.what().tables();
    int rowsInTurn = bench.getRowsInTurn();
    return i -> KV.of(Events.tableOf(i / rowsInTurn, tables), elements.apply(i));
  }

  private void writeJson() {
    if (settings.what().origin() == Case.Origin.KAFKA) {
      apply(pipeline.apply("Read", KafkaValues.of(kafka())), DorisIO.writeJsonSlices());
    } else if (settings.what().tables() == 1) {
      apply(read(i -> Events.get(i).json(), StringUtf8Coder.of()), DorisIO.writeJson());
    } else {
      apply(
          read(
              withTable(i -> Events.get(i).json()),
              KvCoder.of(StringUtf8Coder.of(), StringUtf8Coder.of())),
          DorisIO.<KV<String, String>>write().to(KV::getKey).withJsonFunction(KV::getValue));
    }
  }

  private <T> PCollection<T> read(SerializableFunction<Integer, T> elements, Coder<T> coder) {
    PTransform<PBegin, PCollection<T>> read =
        isBounded()
            ? Read.from(new BoundedEvents<>(elements, coder, settings.boundedRows()))
            : Read.from(new EventSource<>(elements, coder, settings.rowsPerSecondAndSubtask()));
    PCollection<T> events = pipeline.apply("Read", read);
    return coder instanceof RowCoder ? withSchema(events) : events;
  }

  @SuppressWarnings("unchecked")
  private static <T> PCollection<T> withSchema(PCollection<T> rows) {
    return (PCollection<T>) ((PCollection<Row>) rows).setRowSchema(Events.SCHEMA);
  }

  /** As the ready-made job of pipelines reads. */
  private KafkaIO.Read<byte[], byte[]> kafka() {
    return KafkaIO.<byte[], byte[]>read()
        .withBootstrapServers(settings.kafka())
        .withTopic(RunSettings.TOPIC)
        .withKeyDeserializer(ByteArrayDeserializer.class)
        .withValueDeserializer(ByteArrayDeserializer.class)
        .withConsumerConfigUpdates(
            Map.of(
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                KafkaValues.MAX_POLL_RECORDS));
  }

  private <T> void apply(PCollection<T> events, DorisIO.Write<T> write) {
    DorisIO.Write<T> complete =
        write
            .withConnection(
                DorisConnection.of(settings.frontend()).withBackends(settings.backend()))
            .withLabelPrefix("bench")
            .withNumShards(bench.getShards())
            .withMaxOpenLoads(bench.getMaxOpenLoads())
            .withRepairBufferBytes(bench.getRepairBufferMb() << 20);
    if (settings.what().tables() == 1) {
      complete = complete.to(settings.table());
    }
    if (settings.what().input() != Input.JSON_STRINGS) {
      complete =
          complete.withFormat(
              LoadFormat.valueOf(settings.what().input().format().toUpperCase(Locale.ROOT)));
      complete = bench.getRowCheck() ? complete : complete.withoutRowCheck();
    }
    DorisWriteResult unused = events.apply("Write", complete);
  }
}
