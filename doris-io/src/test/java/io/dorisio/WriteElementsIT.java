package io.dorisio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.transforms.errorhandling.ErrorHandler.BadRecordErrorHandler;
import org.apache.beam.sdk.values.PCollection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What users set about their elements has effect on where these go. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WriteElementsIT {

  @RegisterExtension static final LocalDoris DORIS = new LocalDoris();

  private final Pipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);

  @Test
  void aFunctionMakesTheJsonOfElementsWithoutASchema() {
    String table = DORIS.createTable("id BIGINT", "id");

    pipeline
        .apply(Create.of(1, 2))
        .apply(
            DorisIO.<Integer>write()
                .withJsonFunction(id -> "{\"id\":" + id + "}")
                .withConnection(DORIS.connection())
                .to(table)
                .withLabelPrefix("function"));
    pipeline.run().waitUntilFinish();

    assertEquals(
        List.of(List.of(1L), List.of(2L)), DORIS.rows("SELECT id FROM " + table + " ORDER BY id"));
  }

  @Test
  void rowsOfOneShardKeyAreOfOneLoad() {
    String table = DORIS.createTable("id BIGINT", "id");
    // Of so much that round robin would use several shards.
    List<String> rows =
        IntStream.range(0, 100)
            .mapToObj(id -> "{\"id\":" + id + ",\"ignored\":\"" + "x".repeat(100_000) + "\"}")
            .toList();

    pipeline
        .apply(Create.of(List.of(rows)).withCoder(ListCoder.of(StringUtf8Coder.of())))
        .apply(Flatten.iterables())
        .apply(
            DorisIO.writeJson()
                .withShardKey(row -> "the same for all")
                .withNumShards(8)
                .withConnection(DORIS.connection())
                .to(table)
                .withLabelPrefix("key"));
    pipeline.run().waitUntilFinish();

    assertEquals(100, DORIS.count(table));
    assertEquals(
        1,
        DORIS.transactions(table).stream()
            .map(t -> t.label().split("_", -1))
            .map(parts -> parts[parts.length - 2])
            .distinct()
            .count());
  }

  @Test
  void anElementThatCannotBeARowGoesToTheErrorHandlerAndTheOthersLand() throws Exception {
    String table = DORIS.createTable("id BIGINT", "id");

    BadRecordErrorHandler<PCollection<Long>> handler =
        pipeline.registerBadRecordErrorHandler(new CountBadRecords());
    try (handler) {
      pipeline
          .apply(Create.of("{\"id\":1}", "not json", "{\"id\":3}"))
          .apply(
              DorisIO.writeJson()
                  .withBadRecordErrorHandler(handler)
                  .withConnection(DORIS.connection())
                  .to(table)
                  .withLabelPrefix("bad"));
    }
    PAssert.thatSingleton(handler.getOutput()).isEqualTo(1L);
    pipeline.run().waitUntilFinish();

    assertEquals(
        List.of(List.of(1L), List.of(3L)), DORIS.rows("SELECT id FROM " + table + " ORDER BY id"));
  }

  private static final class CountBadRecords
      extends PTransform<PCollection<BadRecord>, PCollection<Long>> {
    @Override
    public PCollection<Long> expand(PCollection<BadRecord> records) {
      return records.apply(Count.globally());
    }
  }
}
