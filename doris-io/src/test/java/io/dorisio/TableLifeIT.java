package io.dorisio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.schema.SchemaEvolution;
import io.dorisio.schema.TableDefinition;
import io.dorisio.schema.WriteDisposition;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.Row;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.joda.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tables that a write creates, changes and empties. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TableLifeIT {

  @RegisterExtension static final LocalDoris DORIS = new LocalDoris();

  private static final Schema V1 = Schema.builder().addInt64Field("id").addInt32Field("n").build();
  private static final Schema V2 =
      Schema.builder().addInt64Field("id").addInt64Field("n").addStringField("note").build();

  private static final TableDefinition DEFINITION =
      TableDefinition.unique("id").withBuckets(1).withProperty("replication_num", "1");

  private final Pipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);

  @Test
  void aTableThatIsMissingIsCreatedFromTheSchema() {
    String table = DORIS.newTable();

    pipeline
        .apply(Create.of(v1(1), v1(2), v1(2)).withRowSchema(V1))
        .apply(write().withCreateIfNeeded(DEFINITION).to(table));
    pipeline.run().waitUntilFinish();

    assertEquals(
        List.of(List.of(1L, 1), List.of(2L, 2)),
        DORIS.rows("SELECT id, n FROM " + table + " ORDER BY id"));
  }

  @Test
  void eachDestinationCanHaveADefinitionOfItsOwn() {
    String unique = DORIS.newTable();
    String duplicate = DORIS.newTable();

    pipeline
        .apply(Create.of(v1(1), v1(1), v1(2), v1(2)).withRowSchema(V1))
        .apply(write().to(new OddAndEven(unique, duplicate)));
    pipeline.run().waitUntilFinish();

    assertEquals(1, DORIS.count(unique));
    assertEquals(2, DORIS.count(duplicate));
  }

  @Test
  void withoutCreationAMissingTableIsNamed() {
    String table = DORIS.newTable();

    pipeline.apply(Create.of(v1(1)).withRowSchema(V1)).apply(write().to(table));
    Exception e =
        assertThrows(
            Pipeline.PipelineExecutionException.class, () -> pipeline.run().waitUntilFinish());

    assertTrue(LocalDoris.messages(e).contains(table + " does not exist"), LocalDoris.messages(e));
  }

  /**
   * Rows of the old and the new schema come mixed, through two workers, and the job fails twice.
   */
  @Test
  void newAndWiderFieldsChangeTheTableWhileRowsComeAndNoValueIsLost() throws Exception {
    String table = DORIS.createTable("id BIGINT, n INT", "id");
    FailOnce.arm("evolution", 2_500L, 4_500L);
    FlinkPipelineOptions options = IdStream.localFlink(Duration.millis(500));
    Pipeline job = Pipeline.create(options);

    IdStream.of(job, 6_000, 2_000)
        .apply("Fail", ParDo.of(new FailOnce("evolution")))
        .apply(
            DorisIO.<Long>write()
                .withRowFunction(id -> id < 2_000 || id % 2 == 0 ? v1(id) : v2(id))
                .withConnection(DORIS.connection())
                .withLabelPrefix("evolution")
                .withNumShards(2)
                .withSchemaEvolution(SchemaEvolution.ADD_AND_WIDEN)
                .to(table));
    PipelineResult running = job.run();
    LocalDoris.await(() -> DORIS.count(table) >= 6_000, () -> DORIS.count(table) + " rows");
    running.cancel();

    assertEquals(List.of(), FailOnce.left("evolution"), "the failures did not strike");
    assertEquals(
        LongStream.range(0, 6_000).mapToObj(TableLifeIT::expected).toList(),
        DORIS.rows("SELECT id, n, coalesce(note, 'none') FROM " + table + " ORDER BY id"));
  }

  private static List<Object> expected(long id) {
    return id < 2_000 || id % 2 == 0
        ? List.of(id, id, "none")
        : List.of(id, id + (1L << 40), "note " + id);
  }

  @Test
  void withoutEvolutionANewFieldIsRefusedByName() {
    String table = DORIS.createTable("id BIGINT, n INT", "id");

    pipeline.apply(Create.of(v2(1)).withRowSchema(V2)).apply(write().to(table));
    Exception e =
        assertThrows(
            Pipeline.PipelineExecutionException.class, () -> pipeline.run().waitUntilFinish());

    assertTrue(LocalDoris.messages(e).contains("field note"), LocalDoris.messages(e));
    assertEquals(0, DORIS.count(table));
  }

  @Test
  void truncateDeletesWhatWasThere() throws Exception {
    String table = DORIS.createTable("id BIGINT, n INT", "id");
    DORIS.load(table, "{\"id\":8,\"n\":8}", "{\"id\":9,\"n\":9}");

    pipeline
        .apply(Create.of(v1(1)).withRowSchema(V1))
        .apply(write().withWriteDisposition(WriteDisposition.TRUNCATE).to(table));
    pipeline.run().waitUntilFinish();

    assertEquals(List.of(List.of(1L, 1)), DORIS.rows("SELECT id, n FROM " + table));
  }

  @Test
  void aTableThatMustBeEmptyAndIsNotFailsTheLaunch() throws Exception {
    String table = DORIS.createTable("id BIGINT, n INT", "id");
    DORIS.load(table, "{\"id\":8,\"n\":8}");

    pipeline
        .apply(Create.of(v1(1)).withRowSchema(V1))
        .apply(write().withWriteDisposition(WriteDisposition.FAIL_IF_NOT_EMPTY).to(table));
    IllegalStateException e = assertThrows(IllegalStateException.class, pipeline::run);

    assertTrue(e.getMessage().contains(table + " has rows"), e::getMessage);
    assertEquals(1, DORIS.count(table));
  }

  @Test
  void anUnboundedWriteCannotTruncate() {
    DorisIO.Write<Long> write =
        DorisIO.<Long>write()
            .withJsonFunction(id -> "{\"id\":" + id + "}")
            .withConnection(DORIS.connection())
            .withLabelPrefix("life")
            .withWriteDisposition(WriteDisposition.TRUNCATE)
            .to("test.t");

    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> IdStream.of(pipeline, 1, 10).apply(write));

    assertTrue(e.getMessage().contains("bounded input into one table"), e::getMessage);
  }

  /** Odd ids to a table of unique keys, even ones to one that keeps all. */
  private static final class OddAndEven extends DynamicDestinations<Row> {
    private final String odd;
    private final String even;

    OddAndEven(String odd, String even) {
      this.odd = odd;
      this.even = even;
    }

    @Override
    public String getTable(Row row) {
      return row.getInt64("id") % 2 == 1 ? odd : even;
    }

    @Override
    public @Nullable TableDefinition getTableDefinition(String table) {
      return table.equals(odd)
          ? DEFINITION
          : TableDefinition.duplicate("id").withProperty("replication_num", "1");
    }
  }

  private static Row v1(long id) {
    return Row.withSchema(V1).addValues(id, (int) id).build();
  }

  private static Row v2(long id) {
    return Row.withSchema(V2).addValues(id, id + (1L << 40), "note " + id).build();
  }

  private static DorisIO.Write<Row> write() {
    return DorisIO.writeRows().withConnection(DORIS.connection()).withLabelPrefix("life");
  }
}
