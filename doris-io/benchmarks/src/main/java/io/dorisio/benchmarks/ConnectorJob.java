package io.dorisio.benchmarks;

import java.util.Properties;
import java.util.UUID;
import org.apache.doris.flink.cfg.DorisExecutionOptions;
import org.apache.doris.flink.cfg.DorisOptions;
import org.apache.doris.flink.cfg.DorisReadOptions;
import org.apache.doris.flink.sink.DorisSink;
import org.apache.doris.flink.sink.batch.RecordWithMeta;
import org.apache.doris.flink.sink.writer.serializer.DorisRecordSerializer;
import org.apache.doris.flink.sink.writer.serializer.RecordWithMetaSerializer;
import org.apache.doris.flink.sink.writer.serializer.RowDataSerializer;
import org.apache.doris.flink.sink.writer.serializer.SimpleStringSerializer;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.types.RowKind;

/** The same case as a Flink job with the official connector. */
final class ConnectorJob {

  private static final DataType[] TYPES = {
    DataTypes.BIGINT(),
    DataTypes.STRING(),
    DataTypes.TIMESTAMP(3),
    DataTypes.STRING(),
    DataTypes.DECIMAL(10, 2)
  };

  private static final int SMALL_BUFFER_BYTES = 64 << 10;

  private final RunSettings settings;

  ConnectorJob(RunSettings settings) {
    this.settings = settings;
  }

  /** Runs it; returns when it ends, which is never where the input is without end. */
  void run() throws Exception {
    StreamExecutionEnvironment flink =
        StreamExecutionEnvironment.createLocalEnvironment(settings.parallelism());
    flink.getConfig().enableObjectReuse();
    if (settings.what().origin() == Case.Origin.BOUNDED) {
      flink.setRuntimeMode(RuntimeExecutionMode.BATCH);
    } else {
      flink.enableCheckpointing(settings.checkpointMillis());
    }
    if (settings.what().input() == Input.JSON_STRINGS) {
      writeJson(flink);
    } else {
      writeRows(flink);
    }
    flink.execute();
  }

  private void writeJson(StreamExecutionEnvironment flink) {
    int tables = settings.what().tables();
    if (settings.what().origin() == Case.Origin.KAFKA) {
      write(flink, kafka(), new SimpleStringSerializer());
    } else if (tables == 1) {
      write(
          flink, generator(i -> Events.get(i).json(), Types.STRING), new SimpleStringSerializer());
    } else {
      write(
          flink,
          generator(
              i -> {
                String[] table = table(i, tables);
                return new RecordWithMeta(table[0], table[1], Events.get(i).json());
              },
              TypeInformation.of(RecordWithMeta.class)),
          new RecordWithMetaSerializer());
    }
  }

  private void writeRows(StreamExecutionEnvironment flink) {
    int tables = settings.what().tables();
    boolean changes = settings.what().input() == Input.CHANGES;
    RowDataSerializer serializer = rowSerializer(settings.what().input().format(), changes);
    if (tables == 1) {
      write(
          flink,
          generator(
              i ->
                  Events.get(i)
                      .rowData(changes && Events.isDelete(i) ? RowKind.DELETE : RowKind.INSERT),
              InternalTypeInfo.of(rowType())),
          serializer);
    } else {
      write(
          flink,
          generator(
              i -> {
                String[] table = table(i, tables);
                return new TableRow(table[0], table[1], Events.get(i).rowData(RowKind.INSERT));
              },
              TypeInformation.of(TableRow.class)),
          new TableRow.Serializer(serializer));
    }
  }

  /** Its database and its name. */
  private static String[] table(int number, int tables) {
    return Events.tableOf(number, tables).split("\\.", 2);
  }

  private static RowType rowType() {
    LogicalType[] types = new LogicalType[TYPES.length];
    for (int i = 0; i < types.length; i++) {
      types[i] = TYPES[i].getLogicalType();
    }
    return RowType.of(types, Events.NAMES);
  }

  static RowDataSerializer rowSerializer(String format, boolean deletes) {
    return RowDataSerializer.builder()
        .setFieldNames(Events.NAMES)
        .setFieldType(TYPES)
        .setType(format)
        .setFieldDelimiter(",")
        .enableDelete(deletes)
        .build();
  }

  private <T> Source<T, ?, ?> generator(EventFunction.Maker<T> elements, TypeInformation<T> type) {
    boolean bounded = settings.what().origin() == Case.Origin.BOUNDED;
    return new DataGeneratorSource<>(
        new EventFunction<>(elements, settings.rowsPerSecondAndSubtask()),
        bounded ? settings.boundedRows() : Long.MAX_VALUE,
        type);
  }

  private Source<String, ?, ?> kafka() {
    return KafkaSource.<String>builder()
        .setBootstrapServers(settings.kafka())
        .setTopics(RunSettings.TOPIC)
        .setGroupId("bench")
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setValueOnlyDeserializer(new SimpleStringSchema())
        .build();
  }

  private <T> void write(
      StreamExecutionEnvironment flink,
      Source<T, ?, ?> source,
      DorisRecordSerializer<T> serializer) {
    flink
        .fromSource(source, WatermarkStrategy.noWatermarks(), "read")
        .sinkTo(
            DorisSink.<T>builder()
                .setDorisOptions(connection())
                .setDorisReadOptions(DorisReadOptions.builder().build())
                .setDorisExecutionOptions(execution())
                .setSerializer(serializer)
                .build());
  }

  private DorisOptions connection() {
    return DorisOptions.builder()
        .setFenodes(settings.frontend())
        .setBenodes(settings.backend())
        .setAutoRedirect(false)
        .setUsername("root")
        .setPassword("")
        .setTableIdentifier(settings.what().tables() == 1 ? settings.table() : "")
        .build();
  }

  private DorisExecutionOptions execution() {
    Properties headers = new Properties();
    String format = settings.what().input().format();
    headers.put("format", format);
    if (format.equals("json")) {
      headers.put("read_json_by_line", "true");
    }
    if (format.equals("csv")) {
      headers.put("column_separator", ",");
    }
    DorisExecutionOptions.Builder execution =
        DorisExecutionOptions.builder()
            .setLabelPrefix("bench-" + UUID.randomUUID())
            .setDeletable(settings.what().input() == Input.CHANGES)
            .enable2PC()
            .setStreamLoadProp(headers);
    if (settings.what().tables() > 1) {
      // Each writer has three buffers a table, of 1 MiB by default: 600 MB of a heap of 1 GiB.
      execution.setBufferSize(SMALL_BUFFER_BYTES);
    }
    return execution.build();
  }
}
