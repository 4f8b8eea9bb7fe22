package io.dorisio.format;

import static io.dorisio.format.Written.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Map;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.logicaltypes.FixedPrecisionNumeric;
import org.apache.beam.sdk.schemas.logicaltypes.NanosDuration;
import org.apache.beam.sdk.schemas.logicaltypes.NanosInstant;
import org.apache.beam.sdk.schemas.logicaltypes.SqlTypes;
import org.apache.beam.sdk.schemas.logicaltypes.Timestamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What values become, whatever the format: seen in JSON. */
class ValuesTest {

  private static final FieldType TIMESTAMP = FieldType.logicalType(Timestamp.NANOS);

  @ParameterizedTest
  @CsvSource({
    // The hour from 02:00 to 03:00 is skipped.
    "2026-03-29T00:59:59.999Z, 2026-03-29 01:59:59.999",
    "2026-03-29T01:00:00Z, 2026-03-29 03:00:00",
    // The hour from 02:00 to 03:00 comes twice.
    "2026-10-25T00:30:00Z, 2026-10-25 02:30:00",
    "2026-10-25T01:30:00Z, 2026-10-25 02:30:00",
  })
  void pointsInTimeAreWhatTheClocksOfTheZoneShow(String instant, String shown) {
    RowOptions berlin = RowOptions.defaults().withZone(ZoneId.of("Europe/Berlin"));

    assertEquals('"' + shown + '"', json(berlin, TIMESTAMP, Instant.parse(instant)));
  }

  @Test
  void whatIsFinerThanAMicrosecondIsCutOff() {
    Instant instant = Instant.parse("1969-12-31T23:59:59.123456999Z");

    assertEquals("\"1969-12-31 23:59:59.123456\"", json(TIMESTAMP, instant));
    assertEquals(
        "\"1969-12-31 23:59:59.123456\"", json(FieldType.logicalType(new NanosInstant()), instant));
    assertEquals(
        "\"01:02:03.000004\"",
        json(FieldType.logicalType(SqlTypes.TIME), LocalTime.of(1, 2, 3, 4_999)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0001-12-31T23:59:59Z", "+10000-01-01T00:00:00Z"})
  void yearsThatDorisDoesNotHoldAreRefused(String instant) {
    assertThrows(IllegalArgumentException.class, () -> json(TIMESTAMP, Instant.parse(instant)));
  }

  @Test
  void theFirstAndTheLastYearAreHeld() {
    assertEquals("\"0000-01-01 00:00:00\"", json(TIMESTAMP, Instant.parse("0000-01-01T00:00:00Z")));
    assertEquals(
        "\"9999-12-31\"", json(FieldType.logicalType(SqlTypes.DATE), LocalDate.of(9999, 12, 31)));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.05, -0.05",
    "0.000000000000000001, 0.000000000000000001",
    "1.10, 1.10",
    "-999999999999999999.9, -999999999999999999.9",
    "1E-3, 0.001",
    "-0.00, 0.00"
  })
  void decimalsKeepTheirDigits(BigDecimal number, String text) {
    assertEquals('"' + text + '"', json(FieldType.DECIMAL, number));
  }

  @Test
  void aDecimalWhoseDigitsWouldFillTheMemoryIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> json(FieldType.DECIMAL, new BigDecimal("1E+1000000000")));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            json(FieldType.logicalType(FixedPrecisionNumeric.of(9, 2)), new BigDecimal("1E-9999")));
  }

  @Test
  void halfASurrogatePairIsRefusedInEachFormat() {
    for (LoadFormat format : LoadFormat.values()) {
      for (String half : new String[] {"\ud83d", "a\ude00", "\ud83dx"}) {
        assertThrows(
            IllegalArgumentException.class,
            () -> Written.text(format, RowOptions.defaults(), Written.one(FieldType.STRING, half)));
      }
    }
  }

  @Test
  void longTextsAreWholeWhereverTheirCharactersFall() {
    for (int before = 0; before < 4; before++) {
      String text = "x".repeat(before) + "😀ß\n日".repeat(700);

      assertEquals('"' + text.replace("\n", "\\n") + '"', json(FieldType.STRING, text));
    }
  }

  @Test
  void bytesAreBase64OrHexadecimalDigits() {
    byte[] bytes = {0, -1, 0x1f};

    assertEquals("\"AP8f\"", json(FieldType.BYTES, bytes));
    assertEquals(
        "\"00ff1f\"",
        json(RowOptions.defaults().withBytesEncoding(BytesEncoding.HEX), FieldType.BYTES, bytes));
  }

  @Test
  void keysOfMapsAreTheTextOfPlainValues() {
    FieldType text = FieldType.STRING;

    assertEquals("{\"-5\":\"v\"}", json(FieldType.map(FieldType.INT32, text), Map.of(-5, "v")));
    assertEquals(
        "{\"true\":\"v\"}", json(FieldType.map(FieldType.BOOLEAN, text), Map.of(true, "v")));
    assertEquals("{\"a\\\"\":\"v\"}", json(FieldType.map(text, text), Map.of("a\"", "v")));
    assertEquals(
        "{\"2024-02-29\":\"v\"}",
        json(
            FieldType.map(FieldType.logicalType(SqlTypes.DATE), text),
            Map.of(LocalDate.of(2024, 2, 29), "v")));
    assertEquals("{}", json(FieldType.map(text, text), Map.of()));
    assertEquals(
        "{\"a\":null}", json(FieldType.map(text, text), Collections.singletonMap("a", null)));
  }

  @Test
  void aKeyOfAMapIsNeitherNullNorAList() {
    FieldType lists = FieldType.map(FieldType.array(FieldType.INT32), FieldType.STRING);

    assertThrows(
        IllegalArgumentException.class,
        () ->
            json(
                FieldType.map(FieldType.STRING, FieldType.STRING),
                Collections.singletonMap(null, "v")));
    assertThrows(IllegalArgumentException.class, () -> json(lists, Map.of()));
  }

  @Test
  void aTypeThatDorisHasNoColumnForIsRefusedWithTheNameOfTheField() {
    Schema schema = Schema.builder().addLogicalTypeField("elapsed", new NanosDuration()).build();

    for (LoadFormat format : LoadFormat.values()) {
      IllegalArgumentException refused =
          assertThrows(
              IllegalArgumentException.class,
              () -> format.encoder(schema, RowOptions.defaults()).newWriter());
      assertTrue(refused.getMessage().contains("elapsed"), refused.getMessage());
    }
  }
}
