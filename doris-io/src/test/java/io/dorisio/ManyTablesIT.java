package io.dorisio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.emulator.transaction.TransactionRecord;
import io.dorisio.write.FailedRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One write to tables that its elements choose. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ManyTablesIT {

  @RegisterExtension static final LocalDoris DORIS = new LocalDoris();

  private final Pipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);

  @Test
  void eachElementGoesToTheTableThatItsFunctionNames() {
    String[] tables = tables(2);

    bundleOf(10).apply(write().to(id -> tables[(int) (id % 2)]));
    pipeline.run().waitUntilFinish();

    assertEquals(List.of(0L, 2L, 4L, 6L, 8L), ids(tables[0]));
    assertEquals(List.of(1L, 3L, 5L, 7L, 9L), ids(tables[1]));
  }

  @Test
  void anElementWithoutATableIsAFailedRowAndNothingElseIsLost() {
    String[] tables = tables(1);

    DorisWriteResult result =
        bundleOf(10)
            .apply(
                write()
                    .withFailedRows()
                    .to(
                        id -> {
                          if (id == 3) {
                            throw new IllegalArgumentException("no shop for order 3");
                          }
                          return id == 7 ? "nodatabase" : tables[0];
                        }));
    PAssert.that(result.getFailedRows())
        .satisfies(
            rows -> {
              List<String> reasons = new ArrayList<>();
              for (FailedRow row : rows) {
                assertEquals("", row.getTable());
                reasons.add(row.getRow() + " " + row.getReason());
              }
              reasons.sort(null);
              assertEquals(
                  List.of(
                      "{\"id\":3} no shop for order 3",
                      "{\"id\":7} A Doris table is given as database.table, not \"nodatabase\""),
                  reasons);
              return null;
            });
    pipeline.run().waitUntilFinish();

    assertEquals(List.of(0L, 1L, 2L, 4L, 5L, 6L, 8L, 9L), ids(tables[0]));
  }

  @Test
  void aTableThatDoesNotExistFailsTheJobNamingIt() {
    bundleOf(10).apply(write().to(id -> "test.nowhere"));

    Exception e =
        assertThrows(
            Pipeline.PipelineExecutionException.class, () -> pipeline.run().waitUntilFinish());

    assertTrue(LocalDoris.messages(e).contains("nowhere"), e::getMessage);
  }

  @Test
  void eachTableHasLoadPropertiesOfItsOwn() {
    String[] tables = tables(2);

    bundleOf(100).apply(write().to(new LateIdsOnly(tables[0], tables[1])));
    pipeline.run().waitUntilFinish();

    assertEquals(50, DORIS.count(tables[0]));
    assertEquals(
        LongStream.range(51, 100).filter(i -> i % 2 == 1).boxed().toList(), ids(tables[1]));
  }

  /** Even ids go to one table; odd ones to another, if they are above 50. */
  private static final class LateIdsOnly extends DynamicDestinations<Long> {
    private final String even;
    private final String odd;

    LateIdsOnly(String even, String odd) {
      this.even = even;
      this.odd = odd;
    }

    @Override
    public String getTable(Long id) {
      return id % 2 == 0 ? even : odd;
    }

    @Override
    public Map<String, String> getLoadProperties(String table) {
      return table.equals(odd) ? Map.of("where", "id > 50") : Map.of();
    }
  }

  /** In turns, and large enough that each table gets several blocks. */
  @Test
  void moreTablesThanOpenLoadsTakeTwoLoadsAShardAtTheMost() {
    int count = 12;
    String[] tables = tables(count);

    bundleOf(1_200)
        .apply(
            DorisIO.<Long>write()
                .withJsonFunction(
                    id -> "{\"id\":" + id + ",\"pad\":\"" + "x".repeat(16_000) + "\"}")
                .withConnection(DORIS.connection())
                .withLabelPrefix("many")
                .withNumShards(1)
                .withMaxOpenLoads(3)
                .withRepairBufferBytes(1 << 20)
                .to(id -> tables[(int) (id % count)]));
    pipeline.run().waitUntilFinish();

    for (int t = 0; t < count; t++) {
      int first = t;
      assertEquals(
          LongStream.range(0, 1_200).filter(i -> i % count == first).boxed().toList(),
          ids(tables[t]));
      List<TransactionRecord> loads = DORIS.transactions(tables[t]);
      assertTrue(loads.size() <= 2, loads::toString);
    }
  }

  @Test
  void hundredsOfTablesWithFewRowsTakeOneLoadEach() {
    String[] tables = tables(300);

    bundleOf(3_000)
        .apply(write().withNumShards(8).withMaxOpenLoads(16).to(id -> tables[(int) (id % 300)]));
    pipeline.run().waitUntilFinish();

    for (String table : tables) {
      assertEquals(1, DORIS.transactions(table).size());
      assertEquals(10, DORIS.count(table));
    }
  }

  @Test
  void afterAFailureOnFlinkNoTableHasLostOrDoubledARow() throws Exception {
    int count = 7;
    String[] tables = tables(count);
    FailOnce.arm("many tables", 2_000L, 5_000L);
    FlinkPipelineOptions options = IdStream.localFlink(Duration.millis(500));
    Pipeline job = Pipeline.create(options);

    IdStream.of(job, 8_000, 2_000)
        .apply("Fail", ParDo.of(new FailOnce("many tables")))
        .apply(write().withNumShards(2).withMaxOpenLoads(2).to(id -> tables[(int) (id % count)]));
    PipelineResult running = job.run();
    LocalDoris.await(
        () -> IntStream.range(0, count).mapToLong(t -> DORIS.count(tables[t])).sum() >= 8_000,
        () -> "not all rows came");
    running.cancel();

    assertEquals(List.of(), FailOnce.left("many tables"), "the failures did not strike");
    for (int t = 0; t < count; t++) {
      int first = t;
      assertEquals(
          LongStream.range(0, 8_000).filter(i -> i % count == first).boxed().toList(),
          ids(tables[t]));
    }
  }

  private static String[] tables(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> DORIS.createTable("id BIGINT", "id"))
        .toArray(String[]::new);
  }

  /** Ids from 0, in one bundle. */
  private PCollection<Long> bundleOf(int count) {
    return pipeline
        .apply(
            Create.of(List.of(LongStream.range(0, count).boxed().collect(Collectors.toList())))
                .withCoder(ListCoder.of(VarLongCoder.of())))
        .apply(Flatten.iterables());
  }

  private static DorisIO.Write<Long> write() {
    return DorisIO.<Long>write()
        .withJsonFunction(id -> "{\"id\":" + id + "}")
        .withConnection(DORIS.connection())
        .withLabelPrefix("many");
  }

  private static List<Long> ids(String table) {
    return DORIS.rows("SELECT id FROM " + table + " ORDER BY id").stream()
        .map(row -> (Long) row.get(0))
        .toList();
  }
}
