package io.dorisio.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.logicaltypes.EnumerationType;
import org.apache.beam.sdk.schemas.logicaltypes.MicrosInstant;
import org.apache.beam.sdk.schemas.logicaltypes.OneOfType;
import org.apache.beam.sdk.schemas.logicaltypes.SqlTypes;
import org.apache.beam.sdk.values.Row;
import org.joda.time.DateTime;
import org.joda.time.DateTimeZone;
import org.junit.jupiter.api.Test;

class JsonEncoderTest {

  @Test
  void numbersAndBooleansAreJsonNumbersAndBooleans() throws Exception {
    Schema schema =
        Schema.builder()
            .addByteField("b")
            .addInt16Field("s")
            .addInt32Field("i")
            .addInt64Field("l")
            .addFloatField("f")
            .addDoubleField("d")
            .addBooleanField("t")
            .build();

    assertEquals(
        "{\"b\":-128,\"s\":-2,\"i\":3,\"l\":9223372036854775807,\"f\":1.5,\"d\":1.0E300,\"t\":true}\n",
        encode(
            schema,
            Row.withSchema(schema)
                .addValues((byte) -128, (short) -2, 3, Long.MAX_VALUE, 1.5f, 1.0E300, true)
                .build()));
  }

  @Test
  void decimalsArePlainStringsOfEveryDigit() throws Exception {
    Schema schema = Schema.builder().addDecimalField("d").build();

    assertEquals(
        "{\"d\":\"-12345678901234567890123456789.012345678\"}\n",
        encode(schema, row(schema, new BigDecimal("-12345678901234567890123456789.012345678"))));
    assertEquals("{\"d\":\"1000000\"}\n", encode(schema, row(schema, new BigDecimal("1E+6"))));
  }

  @Test
  void floatsThatJsonHasNoNumberForAreStrings() throws Exception {
    Schema schema = Schema.builder().addDoubleField("a").addFloatField("b").build();

    assertEquals(
        "{\"a\":\"NaN\",\"b\":\"-Infinity\"}\n",
        encode(schema, row(schema, Double.NaN, Float.NEGATIVE_INFINITY)));
  }

  @Test
  void textKeepsQuotesControlsAndEmoji() throws Exception {
    Schema schema = Schema.builder().addStringField("s").build();

    assertEquals(
        "{\"s\":\"\\\"\\\\N,\\t\\n\\u0000😀\"}\n", encode(schema, row(schema, "\"\\N,\t\n\0😀")));
  }

  @Test
  void pointsInTimeAreInUtcWhateverTheirZone() throws Exception {
    Schema schema =
        Schema.builder()
            .addDateTimeField("joda")
            .addLogicalTypeField("micros", new MicrosInstant())
            .addLogicalTypeField("date", SqlTypes.DATE)
            .addLogicalTypeField("local", SqlTypes.DATETIME)
            .build();

    // 02:30 is inside the hour that New York skips on that day; as a local time it stays.
    assertEquals(
        "{\"joda\":\"2026-03-08 06:59:59.999\",\"micros\":\"1969-12-31 23:59:59.999999\","
            + "\"date\":\"0000-01-01\",\"local\":\"2026-03-08 02:30:00\"}\n",
        encode(
            schema,
            row(
                schema,
                new DateTime(2026, 3, 8, 1, 59, 59, 999, DateTimeZone.forOffsetHours(-5)),
                java.time.Instant.ofEpochSecond(-1, 999_999_000),
                LocalDate.of(0, 1, 1),
                LocalDateTime.of(2026, 3, 8, 2, 30))));
  }

  @Test
  void aYearThatDorisCannotHoldIsRefused() {
    Schema schema = Schema.builder().addLogicalTypeField("date", SqlTypes.DATE).build();

    assertThrows(
        IllegalArgumentException.class,
        () -> encode(schema, row(schema, LocalDate.of(10_000, 1, 1))));
  }

  @Test
  void nestedValuesAreJsonArraysAndObjects() throws Exception {
    Schema inner = Schema.builder().addNullableStringField("x").build();
    Schema schema =
        Schema.builder()
            .addArrayField("a", FieldType.INT32.withNullable(true))
            .addMapField("m", FieldType.INT64, FieldType.STRING)
            .addRowField("r", inner)
            .addByteArrayField("bytes")
            .build();

    assertEquals(
        "{\"a\":[1,null],\"m\":{\"5\":\"five\"},\"r\":{\"x\":null},\"bytes\":\"AP8=\"}\n",
        encode(
            schema,
            row(
                schema,
                java.util.Arrays.asList(1, null),
                Map.of(5L, "five"),
                Row.withSchema(inner).addValue(null).build(),
                new byte[] {0, -1})));
  }

  @Test
  void enumerationsAreTheirNamesAndOneOfsTheirValue() throws Exception {
    EnumerationType color = EnumerationType.create("red", "green");
    OneOfType oneOf =
        OneOfType.create(
            Schema.Field.of("i", FieldType.INT32), Schema.Field.of("s", FieldType.STRING));
    Schema schema =
        Schema.builder()
            .addLogicalTypeField("color", color)
            .addLogicalTypeField("either", oneOf)
            .addLogicalTypeField("id", SqlTypes.UUID)
            .build();
    java.util.UUID id = java.util.UUID.fromString("123e4567-e89b-12d3-a456-426614174000");

    assertEquals(
        "{\"color\":\"green\",\"either\":\"text\",\"id\":\"" + id + "\"}\n",
        encode(schema, row(schema, color.valueOf("green"), oneOf.createValue("s", "text"), id)));
  }

  private static Row row(Schema schema, Object... values) {
    return Row.withSchema(schema).addValues(List.of(values)).build();
  }

  private static String encode(Schema schema, Row row) {
    RowWriter<Row> writer = new JsonEncoder(schema, RowOptions.defaults()).newWriter();
    writer.write(row, RowKind.UPSERT);
    return StandardCharsets.UTF_8.decode(writer.drain().bytes()).toString();
  }
}
