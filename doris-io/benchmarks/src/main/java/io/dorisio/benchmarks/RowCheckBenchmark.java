package io.dorisio.benchmarks;

import io.dorisio.schema.RowCheck;
import io.dorisio.schema.RowCheckOptions;
import io.dorisio.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.values.Row;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The check of a row against its table, alone: what each good row pays before it is encoded. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@OperationsPerInvocation(Events.COUNT)
public class RowCheckBenchmark {

  /** As SHOW CREATE TABLE prints the table of {@link Events#createTable}. */
  private static final String TABLE =
      """
      CREATE TABLE `events` (
        `user_id` bigint NULL,
        `action` varchar(32) NULL,
        `ts` datetime(6) NULL,
        `page` varchar(255) NULL,
        `amount` decimal(10,2) NULL
      ) ENGINE=OLAP
      DUPLICATE KEY(`user_id`)
      DISTRIBUTED BY HASH(`user_id`) BUCKETS 1
      """;

  private final List<Row> rows = new ArrayList<>();
  private RowCheck check;

  /** Makes the rows. */
  @Setup
  public void setUp() {
    for (int i = 0; i < Events.COUNT; i++) {
      rows.add(Events.get(i).row());
    }
    check = RowCheck.of(Events.SCHEMA, TableSchema.parse(TABLE), RowCheckOptions.DEFAULT);
  }

  /** Rows that are all good. */
  @Benchmark
  public int goodRows() {
    for (Row row : rows) {
      check.check(row);
    }
    return rows.size();
  }
}
