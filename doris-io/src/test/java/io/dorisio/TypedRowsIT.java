package io.dorisio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.format.BytesEncoding;
import io.dorisio.format.Compression;
import io.dorisio.format.LoadFormat;
import io.dorisio.format.RowKind;
import io.dorisio.write.FailedRow;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.logicaltypes.MicrosInstant;
import org.apache.beam.sdk.schemas.logicaltypes.SqlTypes;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows with a schema, in every format, and what they do to their table. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TypedRowsIT {

  @RegisterExtension static final LocalDoris DORIS = new LocalDoris();

  private static final Schema ORDER =
      Schema.builder()
          .addInt64Field("id")
          .addNullableField("name", FieldType.STRING)
          .addNullableField("amount", FieldType.INT32)
          .build();

  private static final String HOSTILE = "a\"b\\c,\t\n\r|\u0001 \\N 😀 ''";

  private final Pipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);

  @ParameterizedTest
  @CsvSource({
    "JSON,NONE",
    "JSON,GZIP",
    "JSON,LZ4",
    "CSV,NONE",
    "CSV,GZIP",
    "CSV,LZ4",
    "ARROW,NONE"
  })
  void rowsLandInEachFormat(LoadFormat format, Compression compression) {
    String table = DORIS.createTable("id BIGINT, name STRING, amount INT", "id");

    pipeline
        .apply(rows(ORDER, order(1, HOSTILE, 5), order(2, null, null), order(3, "", -7)))
        .apply(write(table).withFormat(format).withCompression(compression));
    pipeline.run().waitUntilFinish();

    assertEquals(
        List.of(Arrays.asList(1L, HOSTILE, 5), Arrays.asList(2L, null, null), List.of(3L, "", -7)),
        DORIS.rows("SELECT id, name, amount FROM " + table + " ORDER BY id"));
  }

  @Test
  void pointsInTimeAreWrittenInTheZoneAndBytesInTheEncodingThatIsAskedFor() {
    String table = DORIS.createTable("id BIGINT, t DATETIME(6), b STRING", "id");
    Schema schema =
        Schema.builder()
            .addInt64Field("id")
            .addLogicalTypeField("t", new MicrosInstant())
            .addByteArrayField("b")
            .build();

    pipeline
        .apply(
            rows(
                schema,
                Row.withSchema(schema)
                    .addValues(
                        1L, Instant.parse("2026-03-08T07:00:00.000001Z"), new byte[] {0, -1, 16})
                    .build()))
        .apply(
            write(table)
                .withZone(ZoneId.of("America/New_York"))
                .withBytesEncoding(BytesEncoding.HEX));
    pipeline.run().waitUntilFinish();

    // The clocks went from 02:00 to 03:00 at that moment.
    assertEquals(
        List.of(List.of("2026-03-08 03:00:00.000001", "00ff10")),
        DORIS.rows("SELECT CAST(t AS STRING), b FROM " + table));
  }

  @ParameterizedTest
  @CsvSource({"JSON", "CSV", "ARROW"})
  void deletesTakeTheRowOfTheirKeyAway(LoadFormat format) throws Exception {
    String table = uniqueTable("id BIGINT, name STRING, amount INT", "");
    loadThree(table);

    pipeline
        .apply(rows(ORDER, order(1, null, null), order(2, "zwei", 22), order(4, "four", 4)))
        .apply(
            write(table)
                .withFormat(format)
                .withRowKind(row -> row.getInt64("id") == 1 ? RowKind.DELETE : RowKind.UPSERT));
    pipeline.run().waitUntilFinish();

    assertEquals(
        List.of(List.of(2L, "zwei", 22), List.of(3L, "three", 3), List.of(4L, "four", 4)),
        DORIS.rows("SELECT id, name, amount FROM " + table + " ORDER BY id"));
  }

  @Test
  void deletesAreRefusedWhereTheTableIsNotUnique() {
    String table = DORIS.createTable("id BIGINT, name STRING, amount INT", "id");

    pipeline
        .apply(rows(ORDER, order(1, "one", 1)))
        .apply(write(table).withRowKind(row -> RowKind.DELETE));
    Exception e =
        assertThrows(
            Pipeline.PipelineExecutionException.class, () -> pipeline.run().waitUntilFinish());

    assertTrue(
        LocalDoris.messages(e).contains("only in a UNIQUE table; " + table + " is DUPLICATE"),
        LocalDoris.messages(e));
  }

  @Test
  void rowsWithDifferentColumnsChangeOnlyThese() throws Exception {
    String table =
        uniqueTable(
            "id BIGINT, name STRING, amount INT",
            ", \"enable_unique_key_merge_on_write\" = \"true\"");
    loadThree(table);
    Schema names = Schema.builder().addInt64Field("id").addStringField("name").build();
    Schema amounts = Schema.builder().addInt64Field("id").addInt32Field("amount").build();

    pipeline
        .apply(Create.of("1 name eins", "2 amount 22", "3 name drei", "3 amount 33"))
        .apply(
            DorisIO.<String>write()
                .withRowFunction(
                    text -> {
                      List<String> part = List.of(text.split(" ", -1));
                      long id = Long.parseLong(part.get(0));
                      return part.get(1).equals("name")
                          ? Row.withSchema(names).addValues(id, part.get(2)).build()
                          : Row.withSchema(amounts)
                              .addValues(id, Integer.parseInt(part.get(2)))
                              .build();
                    })
                .withPartialUpdate()
                .withConnection(DORIS.connection())
                .withLabelPrefix("partial")
                .to(table));
    pipeline.run().waitUntilFinish();

    assertEquals(
        List.of(List.of(1L, "eins", 1), List.of(2L, "two", 22), List.of(3L, "drei", 33)),
        DORIS.rows("SELECT id, name, amount FROM " + table + " ORDER BY id"));
  }

  @Test
  void theHighestSequenceWinsWhateverTheOrder() {
    String table =
        uniqueTable(
            "id BIGINT, name STRING, amount INT", ", \"function_column.sequence_type\" = \"int\"");

    pipeline
        .apply(rows(ORDER, order(1, "newest", 9), order(1, "old", 1), order(1, "newer", 5)))
        .apply(write(table).withSequenceColumn("amount"));
    pipeline.run().waitUntilFinish();

    assertEquals(
        List.of(List.of(1L, "newest", 9)), DORIS.rows("SELECT id, name, amount FROM " + table));
  }

  @Test
  void rowsThatDoNotFitTheTableAreFailedRowsAndTheOthersLand() {
    String table =
        DORIS.createTable("id INT NOT NULL, v VARCHAR(4), d DECIMAL(4,1), day DATE", "id");
    Schema schema =
        Schema.builder()
            .addNullableField("id", FieldType.INT64)
            .addNullableField("v", FieldType.STRING)
            .addNullableField("d", FieldType.DECIMAL)
            .addNullableField("day", FieldType.logicalType(SqlTypes.DATE))
            .build();
    LocalDate day = LocalDate.of(2026, 1, 1);

    DorisWriteResult result =
        pipeline
            .apply(
                rows(
                    schema,
                    row(schema, 1L, "good", new BigDecimal("123.4"), day),
                    row(schema, 1L << 40, "big", BigDecimal.ONE, day),
                    row(schema, null, "null", BigDecimal.ONE, day),
                    row(schema, 2L, "ää", BigDecimal.ONE, day),
                    row(schema, 3L, "äää", BigDecimal.ONE, day),
                    row(schema, 4L, "d", new BigDecimal("1234.5"), day),
                    row(schema, 5L, "d", new BigDecimal("0.15"), day),
                    row(schema, 6L, "y", BigDecimal.ONE, LocalDate.of(10_000, 1, 1))))
            .apply(write(table).withFailedRows());
    PAssert.that(result.getFailedRows())
        .satisfies(
            failed -> {
              List<String> columns = new ArrayList<>();
              for (FailedRow row : failed) {
                assertEquals(table, row.getTable());
                columns.add(row.getReason().replaceAll("The value of column (\\w+) .*", "$1"));
              }
              columns.sort(null);
              assertEquals(List.of("d", "d", "day", "id", "id", "v"), columns);
              return null;
            });
    pipeline.run().waitUntilFinish();

    assertEquals(
        List.of(List.of(1), List.of(2)), DORIS.rows("SELECT id FROM " + table + " ORDER BY id"));
  }

  @Test
  void aFieldWithoutAColumnIsRefusedByName() {
    String table = DORIS.createTable("id BIGINT, name STRING", "id");

    pipeline.apply(rows(ORDER, order(1, "one", 1))).apply(write(table));
    Exception e =
        assertThrows(
            Pipeline.PipelineExecutionException.class, () -> pipeline.run().waitUntilFinish());

    assertTrue(
        LocalDoris.messages(e).contains("field amount has no column"), LocalDoris.messages(e));
    assertEquals(0, DORIS.count(table));
  }

  @Test
  void arrowIsRefusedWhereAColumnIsNotOfTheTypeOfItsField() {
    String table = DORIS.createTable("id BIGINT, name STRING, amount BIGINT", "id");

    pipeline
        .apply(rows(ORDER, order(1, "one", 1)))
        .apply(write(table).withFormat(LoadFormat.ARROW));
    Exception e =
        assertThrows(
            Pipeline.PipelineExecutionException.class, () -> pipeline.run().waitUntilFinish());

    assertTrue(
        LocalDoris.messages(e).contains("field amount: Arrow needs a column of type int"),
        LocalDoris.messages(e));
    assertEquals(0, DORIS.count(table));
  }

  private static void loadThree(String table) throws Exception {
    DORIS.load(
        table,
        "{\"id\":1,\"name\":\"one\",\"amount\":1}",
        "{\"id\":2,\"name\":\"two\",\"amount\":2}",
        "{\"id\":3,\"name\":\"three\",\"amount\":3}");
  }

  private static Create.Values<Row> rows(Schema schema, Row... rows) {
    return Create.of(Arrays.asList(rows)).withRowSchema(schema);
  }

  private static Row order(long id, String name, Integer amount) {
    return row(ORDER, id, name, amount);
  }

  private static Row row(Schema schema, Object... values) {
    return Row.withSchema(schema).addValues(Arrays.asList(values)).build();
  }

  private static DorisIO.Write<Row> write(String table) {
    return DorisIO.writeRows()
        .withConnection(DORIS.connection())
        .withLabelPrefix("typed")
        .to(table);
  }

  private static String uniqueTable(String columns, String properties) {
    return DORIS.createUniqueTable(columns, "id", properties);
  }
}
