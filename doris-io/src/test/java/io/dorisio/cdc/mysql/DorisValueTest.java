package io.dorisio.cdc.mysql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.cdc.mysql.ValueOptions.BinaryText;
import io.dorisio.cdc.mysql.ValueOptions.SpatialText;
import io.dorisio.cdc.mysql.ValueOptions.TinyInt1;
import io.dorisio.cdc.mysql.ValueOptions.ZeroDates;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class DorisValueTest {

  private static final ValueOptions OPTIONS = ValueOptions.DEFAULT;

  private static Object of(Object value, String type, ValueOptions options) {
    return DorisValue.of(value, MySqlType.parse(type), options);
  }

  private static Object of(Object value, String type) {
    return of(value, type, OPTIONS);
  }

  @Test
  void numbersAndTextStayWhatTheyAre() {
    assertEquals(-128L, of(-128L, "tinyint"));
    BigInteger largest = new BigInteger("18446744073709551615");
    assertEquals(largest, of(largest, "bigint unsigned"));
    assertEquals(new BigDecimal("1.10"), of(new BigDecimal("1.10"), "decimal(10,2)"));
    assertEquals("-838:59:59.000000", of("-838:59:59.000000", "time(6)"));
    assertEquals("\\N\0\n😀", of("\\N\0\n😀", "varchar(9)"));
    assertEquals(null, of(null, "datetime"));
  }

  @Test
  void datesAndTimesAreWrittenAsDorisReadsThem() {
    assertEquals("2024-02-29", of("2024-02-29", "date"));
    assertEquals("2024-02-29 23:59:59.1", of("2024-02-29 23:59:59.100000", "datetime(6)"));
    assertEquals("9999-12-31 23:59:59.999999", of("9999-12-31T23:59:59.999999", "datetime(6)"));
    assertEquals("2024-03-31 02:30:00", of("2024-03-31 02:30:00", "datetime"));
    assertEquals("2024-01-01 00:00:00", of("2024-01-01", "datetime"));
  }

  @Test
  void zeroDatesFollowThePolicy() {
    for (String zero : List.of("0000-00-00 00:00:00", "2024-00-10 00:00:00.000")) {
      assertEquals(null, of(zero, "datetime"));
      assertEquals(
          "0000-01-01 00:00:00", of(zero, "timestamp", OPTIONS.withZeroDates(ZeroDates.FIRST_DAY)));
      assertEquals(
          "1970-01-01 00:00:00", of(zero, "datetime", OPTIONS.withZeroDates(ZeroDates.EPOCH)));
      assertThrows(
          IllegalArgumentException.class,
          () -> of(zero, "datetime", OPTIONS.withZeroDates(ZeroDates.FAIL)));
    }
    assertEquals(null, of("0000-00-00", "date"));
    assertEquals(null, of("2023-02-29", "date"));
    assertEquals(
        "0000-01-01", of("0000-00-00", "date", OPTIONS.withZeroDates(ZeroDates.FIRST_DAY)));
  }

  @Test
  void whatIsNoDateAtAllIsRefused() {
    for (String text : List.of("", "x", "2024-1-1", "-2024-01-01", "12024-01-01", "2024-01-01x")) {
      assertThrows(IllegalArgumentException.class, () -> of(text, "date"), text);
      assertThrows(IllegalArgumentException.class, () -> of(text, "datetime"), text);
    }
  }

  @Test
  void pointsInTimeAreWrittenInTheZone() {
    Instant summer = Instant.parse("2024-03-31T01:00:00Z");
    assertEquals("2024-03-31 01:00:00", of(summer, "timestamp"));
    ValueOptions berlin = OPTIONS.withZone(ZoneId.of("Europe/Berlin"));
    assertEquals("2024-03-31 03:00:00", of(summer, "timestamp", berlin));
    assertEquals(
        "2024-03-31 01:59:59.999999", of(summer.minusNanos(1_000), "timestamp(6)", berlin));
  }

  @Test
  void bitsAreTruthOrNumbers() {
    assertEquals(true, of(1L, "bit(1)"));
    assertEquals(false, of(0L, "bit"));
    assertEquals(true, of(true, "bit(1)"));
    assertEquals(5L, of(5L, "bit(3)"));
  }

  @Test
  void smallTinyintsAreTruthByOption() {
    ValueOptions options = OPTIONS.withTinyInt1(TinyInt1.BOOLEAN);
    assertEquals(true, of(2L, "tinyint(1)", options));
    assertEquals(2L, of(2L, "tinyint(1)"));
    assertEquals(1L, of(true, "tinyint(1)"));
  }

  @Test
  void bytesAreTextOfTheirOption() {
    byte[] bytes = {0, (byte) 0xff};
    assertEquals("AP8=", of(bytes, "blob"));
    assertEquals("00ff", of(bytes, "blob", OPTIONS.withBinary(BinaryText.HEX)));
    assertEquals("", of(new byte[0], "blob"));
  }

  @Test
  void bytesOfAFixedLengthGetBackTheirZeros() {
    byte[] bytes = {1};
    assertEquals("010000", of(bytes, "binary(3)", OPTIONS.withBinary(BinaryText.HEX)));
    assertEquals("01", of(bytes, "varbinary(3)", OPTIONS.withBinary(BinaryText.HEX)));
  }

  private static SpatialValue wkb(String hex) {
    return new SpatialValue(4326, HexFormat.of().parseHex(hex));
  }

  @Test
  void pointsAreGeoJson() {
    String littleEndian = "0101000000000000000000f03f0000000000000040";
    assertEquals("{\"type\":\"Point\",\"coordinates\":[1,2]}", of(wkb(littleEndian), "point"));
    String bigEndian = "00000000013ff00000000000004000000000000000";
    assertEquals("{\"type\":\"Point\",\"coordinates\":[1,2]}", of(wkb(bigEndian), "point"));
    assertEquals(
        "AQEAAAAAAAAAAADwPwAAAAAAAABA",
        of(wkb(littleEndian), "point", OPTIONS.withSpatial(SpatialText.WKB_BASE64)));
  }

  @Test
  void collectionsOfGeometriesAreNested() {
    String point = "0101000000000000000000f03f0000000000000040";
    assertEquals(
        "{\"type\":\"MultiPoint\",\"coordinates\":[[1,2],[1,2]]}",
        of(wkb("010400000002000000" + point + point), "multipoint"));
    String polygon = "010300000001000000" + "02000000" + point.substring(10) + point.substring(10);
    assertEquals(
        "{\"type\":\"GeometryCollection\",\"geometries\":["
            + "{\"type\":\"Polygon\",\"coordinates\":[[[1,2],[1,2]]]},"
            + "{\"type\":\"Point\",\"coordinates\":[1,2]}]}",
        of(wkb("010700000002000000" + polygon + point), "geometrycollection"));
    assertEquals(
        "{\"type\":\"GeometryCollection\",\"geometries\":[]}",
        of(wkb("010700000000000000"), "geometrycollection"));
  }

  @Test
  void brokenGeometriesAreRefused() {
    for (String hex :
        List.of(
            "",
            "01",
            "0109000000",
            "0101000000000000000000f03f",
            "0102000000ffffffff",
            "0101000000000000000000f03f000000000000004000",
            "0101000000000000000000f87f0000000000000040",
            "01040000000100000001020000000000000000",
            "010700000001000000".repeat(100))) {
      assertThrows(IllegalArgumentException.class, () -> of(wkb(hex), "geometry"), hex);
    }
  }

  @Test
  void aDecimalThatWouldFillMemoryIsRefused() {
    BigDecimal huge = new BigDecimal("1e999999999");
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> of(huge, "decimal(10,2)"));
    assertTrue(refusal.getMessage().contains("digits"));
  }
}
