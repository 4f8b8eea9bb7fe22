package io.dorisio.format;

import static io.dorisio.format.Written.csv;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.logicaltypes.SqlTypes;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvEncoderTest {

  @Test
  void numbersDatesAndBooleansStandAsTheyAre() {
    assertEquals("-128", csv(FieldType.BYTE, (byte) -128));
    assertEquals("-9223372036854775808", csv(FieldType.INT64, Long.MIN_VALUE));
    assertEquals("NaN", csv(FieldType.DOUBLE, Double.NaN));
    assertEquals("true", csv(FieldType.BOOLEAN, true));
    assertEquals("1000000", csv(FieldType.DECIMAL, new BigDecimal("1E+6")));
    assertEquals("0000-01-01", csv(FieldType.logicalType(SqlTypes.DATE), LocalDate.of(0, 1, 1)));
    assertEquals(
        "2026-03-08 02:30:00",
        csv(FieldType.logicalType(SqlTypes.DATETIME), LocalDateTime.of(2026, 3, 8, 2, 30)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "a,b|~\"a,b\"~",
        "a\"b|~\"a\\\"b\"~",
        "a\\|~\"a\\\\\"~",
        "\\\"|~\"\\\\\\\"\"~",
        "größe 😀|~\"größe 😀\"~",
      })
  void textsAreEnclosedAndTheirQuotesAndBackslashesEscaped(String text, String field) {
    assertEquals(field, csv(FieldType.STRING, text));
  }

  @Test
  void lineBreaksAndNulStayInsideTheQuotes() {
    assertEquals("\"\r\n\0\"", csv(FieldType.STRING, "\r\n\0"));
  }

  @Test
  void nullIsNeitherTheTextOfItsCharactersNorTheEmptyText() {
    assertEquals("\\N", csv(FieldType.STRING, null));
    assertEquals("\"\\\\N\"", csv(FieldType.STRING, "\\N"));
    assertEquals("\"\"", csv(FieldType.STRING, ""));
  }

  @Test
  void nestedValuesAreEnclosedJson() {
    assertEquals(
        "\"[1,null]\"", csv(FieldType.array(FieldType.INT32), java.util.Arrays.asList(1, null)));
    assertEquals(
        "\"{\\\"a,\\\\\\\"b\\\":\\\"c\\\"}\"",
        csv(FieldType.map(FieldType.STRING, FieldType.STRING), Map.of("a,\"b", "c")));
  }

  @Test
  void columnsAreNamedInTheOrderOfTheFields() {
    Schema schema =
        Schema.builder().addInt32Field("b").addInt32Field("a `$` ß").addInt32Field("c").build();

    assertEquals(
        "`b`,`a ``$`` ß`,`c`",
        LoadFormat.CSV.encoder(schema, RowOptions.defaults()).loadProperties().get("columns"));
  }

  @Test
  void theSignOfADeleteIsTheLastField() {
    Schema schema = Schema.builder().addInt32Field("a").addNullableStringField("b").build();
    Row row = Row.withSchema(schema).attachValues(List.of(1, "x"));
    RowOptions options = RowOptions.defaults().withDeletes();

    assertEquals("1,\"x\",1\n", Written.text(LoadFormat.CSV, options, row, RowKind.DELETE));
    assertEquals("1,\"x\",0\n", Written.text(LoadFormat.CSV, options, row, RowKind.UPSERT));
    assertEquals(
        "`a`,`b`,`__DORIS_DELETE_SIGN__`",
        LoadFormat.CSV.encoder(schema, options).loadProperties().get("columns"));
  }
}
