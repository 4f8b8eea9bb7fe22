package io.dorisio.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.logicaltypes.FixedPrecisionNumeric;
import org.apache.beam.sdk.schemas.logicaltypes.OneOfType;
import org.apache.beam.sdk.schemas.logicaltypes.SqlTypes;
import org.apache.beam.sdk.schemas.logicaltypes.Timestamp;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrowEncoderTest {

  @Test
  void eachPieceIsAStreamOfItsOwn() throws Exception {
    Schema schema = Schema.builder().addInt64Field("id").build();
    try (RowWriter<Row> writer = writer(schema, RowOptions.defaults())) {
      for (long id = 0; id < 3; id++) {
        writer.write(Row.withSchema(schema).addValue(id).build(), RowKind.UPSERT);

        assertEquals(List.of(List.of(id)), read(writer.drain()));
      }
      assertEquals(0, writer.drain().length());
    }
  }

  /**
   * Every server reads a time that has a zone as the clocks at +08:00 show it
   * (TimezoneUtils::default_time_zone).
   */
  @Test
  void timesAreThoseAtWhichClocksEightHoursAheadShowThem() throws Exception {
    long eight = 8 * 3_600_000_000L;
    LocalDateTime wall = LocalDateTime.of(1970, 1, 2, 0, 0, 0, 1_000);

    assertEquals(
        24 * 3_600_000_000L + 1 - eight, one(FieldType.logicalType(SqlTypes.DATETIME), wall));
    assertEquals(
        24 * 3_600_000_000L - eight,
        one(FieldType.logicalType(Timestamp.MICROS), Instant.parse("1970-01-02T00:00:00Z")));
  }

  @Test
  void timesThatTheServerMisreadsAreRefused() throws Exception {
    FieldType type = FieldType.logicalType(SqlTypes.DATETIME);

    assertEquals(0L, one(type, LocalDateTime.of(1970, 1, 1, 8, 0)));
    assertThrows(
        IllegalArgumentException.class, () -> one(type, LocalDateTime.of(1970, 1, 1, 7, 59, 59)));
  }

  @Test
  void decimalsHaveTheScaleOfTheirColumnOrAreRefused() throws Exception {
    FieldType type = FieldType.logicalType(FixedPrecisionNumeric.of(5, 2));

    assertEquals(new BigDecimal("100.00"), one(type, new BigDecimal("1E+2")));
    assertEquals(new BigDecimal("-0.10"), one(type, new BigDecimal("-0.1000")));
    assertEquals(new BigDecimal("0.00"), one(type, new BigDecimal("0E-9")));
    assertThrows(IllegalArgumentException.class, () -> one(type, new BigDecimal("0.001")));
    assertThrows(IllegalArgumentException.class, () -> one(type, new BigDecimal("1000")));
  }

  @Test
  void wideDecimalsAreOfThirtyTwoBytes() throws Exception {
    BigDecimal wide = new BigDecimal("-" + "9".repeat(66) + "." + "9".repeat(10));

    assertEquals(wide, one(FieldType.logicalType(FixedPrecisionNumeric.of(76, 10)), wide));
  }

  @Test
  void typesThatAreNotThoseOfAColumnAreRefused() {
    OneOfType either =
        OneOfType.create(
            Schema.Field.of("i", FieldType.INT32), Schema.Field.of("s", FieldType.STRING));
    for (FieldType type : List.of(FieldType.DECIMAL, FieldType.logicalType(either))) {
      Schema schema = Schema.builder().addField("amount", type).build();
      IllegalArgumentException refused =
          assertThrows(
              IllegalArgumentException.class,
              () -> LoadFormat.ARROW.check(schema, RowOptions.defaults()));
      assertTrue(refused.getMessage().contains("amount"), refused.getMessage());
    }
  }

  @Test
  void compressionIsRefused() {
    Schema schema = Schema.builder().addInt64Field("id").build();

    assertThrows(
        IllegalArgumentException.class,
        () ->
            LoadFormat.ARROW.check(
                schema, RowOptions.defaults().withCompression(Compression.GZIP)));
  }

  @Test
  void aRowThatBrokeInTheMiddleLeavesTheOthers() throws Exception {
    Schema schema =
        Schema.builder()
            .addField("texts", FieldType.array(FieldType.STRING.withNullable(true)))
            .addNullableField("text", FieldType.STRING)
            .addField("lists", FieldType.array(FieldType.array(FieldType.STRING)))
            .build();
    Row first = row(schema, List.of("a", "b"), "x", List.of(List.of("c"), List.of()));
    Row broken = row(schema, List.of("d", "e", "f"), "y", List.of(List.of("g", "\ud83d")));
    Row second = row(schema, Arrays.asList("h", null), null, List.of(List.of("i", "j")));
    try (RowWriter<Row> writer = writer(schema, RowOptions.defaults())) {
      writer.write(first, RowKind.UPSERT);
      assertThrows(IllegalArgumentException.class, () -> writer.write(broken, RowKind.UPSERT));
      int size = writer.size();
      writer.write(second, RowKind.UPSERT);
      assertTrue(writer.size() > size);
      assertThrows(IllegalArgumentException.class, () -> writer.write(broken, RowKind.UPSERT));

      assertEquals(2, writer.rows());
      assertEquals(
          "[[[\"a\",\"b\"], x, [[\"c\"],[]]], [[\"h\",null], null, [[\"i\",\"j\"]]]]",
          read(writer.drain()).toString());
    }
  }

  @Test
  void columnsBecomeTheBytesThatTheirRowsBecome() {
    List<Row> rows = new HostileRows(new Random(7)).rows(500);
    Schema schema = rows.get(0).getSchema();
    try (RowWriter<Row> byRow = writer(schema, RowOptions.defaults());
        RowWriter<Row> byColumn = writer(schema, RowOptions.defaults())) {
      for (int from = 0; from < rows.size(); from += 50) {
        List<Row> some = rows.subList(from, from + 50);
        some.forEach(row -> byRow.write(row, RowKind.UPSERT));
        assertTrue(byColumn.writeColumns(columns(some)));
      }

      assertEquals(500, byColumn.rows());
      assertEquals(byRow.size(), byColumn.size());
      assertEquals(byRow.drain().bytes(), byColumn.drain().bytes());
    }
  }

  @Test
  void columnsWithABadValueLeaveNothing() throws Exception {
    Schema schema =
        Schema.builder()
            .addNullableField("text", FieldType.STRING)
            .addField("texts", FieldType.array(FieldType.STRING))
            .build();
    Row first = row(schema, "first", List.of("a"));
    Row bad = row(schema, "long before it breaks", List.of("b", "\ud83d"));
    Row last = row(schema, "z", List.of());
    try (RowWriter<Row> writer = writer(schema, RowOptions.defaults())) {
      writer.write(first, RowKind.UPSERT);
      int size = writer.size();
      assertThrows(
          IllegalArgumentException.class,
          () -> writer.writeColumns(columns(List.of(row(schema, null, List.of("c")), bad, last))));
      assertEquals(size, writer.size());
      assertTrue(writer.writeColumns(columns(List.of(last, row(schema, null, List.of("d", "e"))))));

      assertEquals(
          "[[first, [\"a\"]], [z, []], [null, [\"d\",\"e\"]]]", read(writer.drain()).toString());
    }
  }

  @Test
  void textsOfAnyCharactersAmongOthersAreWrittenAsByRow() throws Exception {
    Schema schema = Schema.builder().addNullableField("text", FieldType.STRING).build();
    List<Row> plain =
        Stream.of("plain", null, "?", "", "a?\0b").map(text -> row(schema, text)).toList();
    try (RowWriter<Row> byRow = writer(schema, RowOptions.defaults());
        RowWriter<Row> byColumn = writer(schema, RowOptions.defaults())) {
      for (String other : List.of("é", "\u0141", "日本語", "😀", "\u007f\u0080", "ÿ?")) {
        List<Row> some = Stream.concat(plain.stream(), Stream.of(row(schema, other))).toList();
        // Long enough for what is remembered of the others to be forgotten.
        List<List<Row>> runs =
            Stream.concat(Stream.of(some), Stream.generate(() -> plain).limit(30)).toList();
        for (List<Row> run : runs) {
          run.forEach(row -> byRow.write(row, RowKind.UPSERT));
          assertTrue(byColumn.writeColumns(columns(run)));
        }
      }

      assertEquals(byRow.size(), byColumn.size());
      assertEquals(byRow.drain().bytes(), byColumn.drain().bytes());
    }
  }

  /** As many bytes as characters, if it is replaced. */
  @ParameterizedTest
  @ValueSource(strings = {"\ud83d", "a\udc00?", "\ud83d\ud83d"})
  void halfASurrogatePairAmongColumnsIsRefused(String broken) throws Exception {
    Schema schema = Schema.builder().addStringField("text").build();
    try (RowWriter<Row> writer = writer(schema, RowOptions.defaults())) {
      List<Row> rows = List.of(row(schema, "good"), row(schema, broken));

      assertThrows(IllegalArgumentException.class, () -> writer.writeColumns(columns(rows)));
      assertEquals(0, writer.rows());
    }
  }

  @Test
  void halvesOfAPairInNeighbouringRowsAreRefused() throws Exception {
    Schema schema = Schema.builder().addStringField("text").build();
    try (RowWriter<Row> writer = writer(schema, RowOptions.defaults())) {
      List<Row> rows = List.of(row(schema, "a\ud83d"), row(schema, "\ude00b"));

      assertThrows(IllegalArgumentException.class, () -> writer.writeColumns(columns(rows)));
      assertEquals(0, writer.rows());
    }
  }

  @Test
  void columnsOfLongValuesAreLeftToBeWrittenByRow() throws Exception {
    Schema schema = Schema.builder().addStringField("text").build();
    Row large = row(schema, "x".repeat(20_000));
    try (RowWriter<Row> writer = writer(schema, RowOptions.defaults())) {
      assertFalse(writer.writeColumns(columns(List.of(large, large))));
      assertEquals(0, writer.rows());
      writer.write(row(schema, "short"), RowKind.UPSERT);

      assertEquals("[[short]]", read(writer.drain()).toString());
    }
  }

  @Test
  void valuesOfOneMegabyteAndManyRowsFit() throws Exception {
    Schema schema = Schema.builder().addStringField("text").build();
    try (RowWriter<Row> writer = writer(schema, RowOptions.defaults())) {
      for (int i = 0; i < 20; i++) {
        writer.write(row(schema, "ß".repeat(1 << 19)), RowKind.UPSERT);
      }
      assertTrue(writer.size() > 20 << 20);
      assertEquals(20, read(writer.drain()).size());
      for (int i = 0; i < 10_000; i++) {
        writer.write(row(schema, "a"), RowKind.UPSERT);
      }
      assertEquals(10_000, read(writer.drain()).size());
    }
  }

  @Test
  void rowsThatAreDroppedDoNotComeBack() throws Exception {
    Schema schema = Schema.builder().addStringField("text").build();
    RowWriter<Row> writer = writer(schema, RowOptions.defaults());
    writer.write(row(schema, "a"), RowKind.UPSERT);

    writer.close();
    writer.close();
    assertEquals(0, writer.rows());
    writer.write(row(schema, "b"), RowKind.UPSERT);

    assertEquals("[[b]]", read(writer.drain()).toString());
  }

  @Test
  void theSignOfADeleteIsTheLastColumn() throws Exception {
    Schema schema = Schema.builder().addInt64Field("id").build();
    RowOptions options = RowOptions.defaults().withDeletes();
    try (RowWriter<Row> writer = writer(schema, options)) {
      writer.write(row(schema, 1L), RowKind.DELETE);
      writer.write(row(schema, 2L), RowKind.UPSERT);

      assertEquals(List.of(List.of(1L, (byte) 1), List.of(2L, (byte) 0)), read(writer.drain()));
    }
    assertEquals(
        "`id`,`__DORIS_DELETE_SIGN__`",
        LoadFormat.ARROW.encoder(schema, options).loadProperties().get("columns"));
  }

  private static Object one(FieldType type, Object value) throws Exception {
    Row row = Written.one(type, value);
    try (RowWriter<Row> writer = writer(row.getSchema(), RowOptions.defaults())) {
      writer.write(row, RowKind.UPSERT);
      return read(writer.drain()).get(0).get(0);
    }
  }

  private static RowColumns columns(List<Row> rows) {
    RowColumns columns = new RowColumns(2);
    rows.forEach(columns::add);
    return columns;
  }

  private static Row row(Schema schema, Object... values) {
    return Row.withSchema(schema).attachValues(Arrays.asList(values));
  }

  private static RowWriter<Row> writer(Schema schema, RowOptions options) {
    return LoadFormat.ARROW.encoder(schema, options).newWriter();
  }

  private static List<List<Object>> read(Piece stream) throws Exception {
    List<List<Object>> rows = new ArrayList<>();
    try (RootAllocator memory = new RootAllocator();
        ArrowStreamReader in =
            new ArrowStreamReader(new ByteArrayInputStream(stream.bytes().array()), memory)) {
      while (in.loadNextBatch()) {
        VectorSchemaRoot root = in.getVectorSchemaRoot();
        for (int i = 0; i < root.getRowCount(); i++) {
          List<Object> row = new ArrayList<>();
          int at = i;
          root.getFieldVectors().forEach(vector -> row.add(vector.getObject(at)));
          rows.add(row);
        }
      }
    }
    return rows;
  }
}
