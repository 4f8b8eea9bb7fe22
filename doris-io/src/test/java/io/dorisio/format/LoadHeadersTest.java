package io.dorisio.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.util.SerializableUtils;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoadHeadersTest {

  private static final Schema SCHEMA =
      Schema.builder().addInt64Field("id").addNullableInt32Field("n").build();

  @Test
  void jsonNamesItsColumnsItself() {
    assertEquals(
        Map.of("format", "json", "read_json_by_line", "true"),
        headers(LoadFormat.JSON, RowOptions.defaults()));
  }

  @Test
  void theDeleteSignOfJsonIsAHiddenColumn() {
    Map<String, String> headers = headers(LoadFormat.JSON, RowOptions.defaults().withDeletes());

    assertEquals("__DORIS_DELETE_SIGN__", headers.get("hidden_columns"));
    assertFalse(headers.containsKey("columns"));
  }

  /** With columns, hidden_columns has no effect (Stream Load manual). */
  @ParameterizedTest
  @EnumSource(LoadFormat.class)
  void aPartialUpdateNamesItsColumnsAndTheSign(LoadFormat format) {
    Map<String, String> headers =
        headers(format, RowOptions.defaults().withPartialUpdate().withDeletes());

    assertEquals("true", headers.get("partial_columns"));
    assertEquals("`id`,`n`,`__DORIS_DELETE_SIGN__`", headers.get("columns"));
    assertNull(headers.get("hidden_columns"));
  }

  @Test
  void columnsOfTheUserGoFirstAndGetTheSign() {
    RowOptions options =
        RowOptions.defaults()
            .withDeletes()
            .withLoadProperties(Map.of("columns", "id,n,b=to_bitmap(n)"));

    assertEquals(
        "id,n,b=to_bitmap(n),`__DORIS_DELETE_SIGN__`",
        headers(LoadFormat.CSV, options).get("columns"));
  }

  @ParameterizedTest
  @EnumSource(LoadFormat.class)
  void theSequenceColumnIsAField(LoadFormat format) {
    RowOptions options = RowOptions.defaults().withSequenceColumn("n");

    assertEquals("n", headers(format, options).get("function_column.sequence_col"));
    format.check(SCHEMA, options);
    assertThrows(
        IllegalArgumentException.class,
        () -> format.check(SCHEMA, options.withSequenceColumn("version")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\r\nlabel: x", "a\0"})
  void namesThatNoHeaderHoldsAreRefused(String name) {
    Schema schema = Schema.builder().addInt32Field(name).build();

    assertThrows(
        IllegalArgumentException.class,
        () -> LoadFormat.CSV.encoder(schema, RowOptions.defaults()));
  }

  @Test
  void namesThatDifferByCaseAreOneColumn() {
    Schema schema = Schema.builder().addInt32Field("a").addInt32Field("A").build();

    assertThrows(
        IllegalArgumentException.class,
        () -> LoadFormat.JSON.encoder(schema, RowOptions.defaults()));
  }

  @ParameterizedTest
  @EnumSource(LoadFormat.class)
  void aDeleteIsRefusedWhereRowsCarryNone(LoadFormat format) {
    RowWriter<Row> writer = format.encoder(SCHEMA, RowOptions.defaults()).newWriter();
    Row row = Row.withSchema(SCHEMA).addValues(1L, 2).build();

    assertThrows(IllegalArgumentException.class, () -> writer.write(row, RowKind.DELETE));
    assertEquals(0, writer.rows());
    writer.close();
  }

  @ParameterizedTest
  @EnumSource(LoadFormat.class)
  void formatsTravelToWorkers(LoadFormat format) {
    SchemaRowFormat<Row> rows =
        SchemaRowFormat.of(SCHEMA, (Row row) -> row).as(format, RowOptions.defaults());
    Row row = Row.withSchema(SCHEMA).addValues(1L, 2).build();
    RowEncoder<Row> encoder =
        SerializableUtils.ensureSerializable(
            SerializableUtils.ensureSerializable(rows).encoderFor(row, Map.of()));

    try (RowWriter<Row> writer = encoder.newWriter()) {
      writer.write(row, RowKind.UPSERT);
      assertTrue(writer.size() > 0);
      assertTrue(writer.drain().length() > 0);
      assertEquals(0, writer.rows());
      assertEquals(0, writer.size());
    }
  }

  private static Map<String, String> headers(LoadFormat format, RowOptions options) {
    return format.encoder(SCHEMA, options).loadProperties();
  }
}
