package io.dorisio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dorisio.write.CommittedLoad;
import io.dorisio.write.FailedRow;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.FlatMapElements;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.Sum;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.transforms.errorhandling.ErrorHandler.BadRecordErrorHandler;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rows that Doris filters out of a load reach the pipeline, and nothing else is lost with them. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FailedRowsIT {

  @RegisterExtension static final LocalDoris DORIS = new LocalDoris();

  private final Pipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);

  @Test
  void oneBadRowInAMillionIsAFailedRowAndAllOthersLand() {
    String table = DORIS.createTable("id BIGINT, s VARCHAR(5)", "id");

    DorisWriteResult result =
        pipeline
            .apply(Create.of(1_000_000))
            .apply(
                FlatMapElements.into(TypeDescriptors.strings())
                    .via(
                        count ->
                            () ->
                                IntStream.range(0, count)
                                    .mapToObj(
                                        id ->
                                            id == 777_777
                                                ? "{\"id\":777777,\"s\":\"too long\"}"
                                                : "{\"id\":" + id + "}")
                                    .iterator()))
            .apply(
                DorisIO.writeJson()
                    .withFailedRows()
                    .withConnection(DORIS.connection())
                    .to(table)
                    .withLabelPrefix("million"));
    PAssert.that(result.getFailedRows().apply(rowTexts()))
        .containsInAnyOrder("LOAD {\"id\":777777,\"s\":\"too long\"}");
    PAssert.thatSingleton(
            result
                .getCommittedLoads()
                .apply(
                    "Filtered rows",
                    MapElements.into(TypeDescriptors.longs()).via(CommittedLoad::getFilteredRows))
                .apply(Sum.longsGlobally()))
        .isEqualTo(1L);
    pipeline.run().waitUntilFinish();

    assertEquals(999_999, DORIS.count(table));
  }

  @Test
  void rowsThatCannotBeEncodedAndRowsThatTheServerFiltersComeTogether() {
    String table = DORIS.createTable("id BIGINT", "id");

    DorisWriteResult result =
        pipeline
            .apply(Create.of("{\"id\":1}", "no json", "{\"id\":\"x\"}"))
            .apply(
                DorisIO.writeJson()
                    .withFailedRows()
                    .withConnection(DORIS.connection())
                    .to(table)
                    .withLabelPrefix("both"));
    PAssert.that(result.getFailedRows().apply(rowTexts()))
        .containsInAnyOrder("ENCODE no json", "LOAD x");
    pipeline.run().waitUntilFinish();

    assertEquals(List.of(List.of(1L)), DORIS.rows("SELECT id FROM " + table));
  }

  @Test
  void rowsThatTheServerFiltersReachTheErrorHandler() throws Exception {
    String table = DORIS.createTable("id BIGINT", "id");

    BadRecordErrorHandler<PCollection<Long>> handler =
        pipeline.registerBadRecordErrorHandler(new CountBadRecords());
    try (handler) {
      pipeline
          .apply(Create.of("{\"id\":1}", "{\"id\":\"x\"}"))
          .apply(
              DorisIO.writeJson()
                  .withBadRecordErrorHandler(handler)
                  .withConnection(DORIS.connection())
                  .to(table)
                  .withLabelPrefix("handler"));
    }
    PAssert.thatSingleton(handler.getOutput()).isEqualTo(1L);
    pipeline.run().waitUntilFinish();

    assertEquals(List.of(List.of(1L)), DORIS.rows("SELECT id FROM " + table));
  }

  private static MapElements<FailedRow, String> rowTexts() {
    return MapElements.into(TypeDescriptors.strings())
        .via(row -> row.getStage() + " " + row.getRow());
  }

  private static final class CountBadRecords
      extends PTransform<PCollection<BadRecord>, PCollection<Long>> {
    @Override
    public PCollection<Long> expand(PCollection<BadRecord> records) {
      return records.apply(Count.globally());
    }
  }
}
