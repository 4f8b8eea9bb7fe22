package io.dorisio.benchmarks;

import io.dorisio.format.LoadFormat;
import io.dorisio.format.RowKind;
import io.dorisio.format.RowOptions;
import io.dorisio.format.RowWriter;
import io.dorisio.format.SchemaRowFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.values.Row;
import org.apache.doris.flink.sink.writer.serializer.RowDataSerializer;
import org.apache.flink.table.data.RowData;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The encoders alone: a row of a few thousand that lie in memory, into a block of its format. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@OperationsPerInvocation(Events.COUNT)
public class EncoderBenchmark {

  private static final int BLOCK_BYTES = 256 << 10;

  /** Stream Load's name of the format. */
  @Param({"json", "csv", "arrow"})
  public String format;

  private final List<Row> rows = new ArrayList<>();
  private final List<RowData> connectorRows = new ArrayList<>();
  private RowWriter<Row> writer;
  private RowDataSerializer serializer;

  /** Makes the rows. */
  @Setup
  public void setUp() {
    for (int i = 0; i < Events.COUNT; i++) {
      rows.add(Events.get(i).row());
      connectorRows.add(Events.get(i).rowData(org.apache.flink.types.RowKind.INSERT));
    }
    writer =
        SchemaRowFormat.<Row>of(Events.SCHEMA, row -> row)
            .as(LoadFormat.valueOf(format.toUpperCase(Locale.ROOT)), RowOptions.defaults())
            .encoderFor(rows.get(0), Map.of())
            .newWriter();
    serializer = ConnectorJob.rowSerializer(format, false);
    serializer.initial();
  }

  /** DorisIO's. */
  @Benchmark
  public long dorisIo() {
    long bytes = 0;
    for (Row row : rows) {
      writer.write(row, RowKind.UPSERT);
      if (writer.size() >= BLOCK_BYTES) {
        bytes += writer.drain().length();
      }
    }
    return bytes + writer.drain().length();
  }

  /** The official connector's, without what its sink does with the bytes afterwards. */
  @Benchmark
  public long connector() throws IOException {
    long bytes = 0;
    for (RowData row : connectorRows) {
      byte[] encoded = serializer.serialize(row).getRow();
      bytes += encoded == null ? 0 : encoded.length;
    }
    byte[] rest = serializer.flush().getRow();
    return bytes + (rest == null ? 0 : rest.length);
  }
}
