package io.dorisio.cdc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.cdc.ChangeRecord.Column;
import io.dorisio.cdc.ParserOptions.Binaries;
import io.dorisio.cdc.ParserOptions.Decimals;
import io.dorisio.cdc.ParserOptions.Times;
import io.dorisio.cdc.mysql.MySqlType;
import io.dorisio.cdc.mysql.SpatialValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Representations after "Data type mappings" in the documentation of Debezium's MySQL connector.
 */
class DebeziumValuesTest {

  private static final ParserOptions PLAIN = ParserOptions.DEFAULT;

  /** A column whose schema is this. */
  private static Column typed(String schema, String value) throws Exception {
    return column(
        """
        {"schema":{"type":"struct","fields":[
           {"type":"struct","field":"after","optional":true,"fields":[{%s,"field":"c"}]}]},
         "payload":{"before":null,"after":{"c":%s},"op":"c","source":{"db":"d","table":"t"}}}"""
            .formatted(schema, value),
        PLAIN);
  }

  /** A column of known type without a schema. */
  private static Object known(String type, ParserOptions options, String value) throws Exception {
    return column(
            """
            {"before":null,"after":{"c":%s},"op":"c","source":{"db":"d","table":"t"}}"""
                .formatted(value),
            options.withTypes((table, name) -> MySqlType.parse(type)))
        .value();
  }

  private static Column column(String message, ParserOptions options) throws Exception {
    return Messages.record(ChangeFormat.DEBEZIUM_JSON.parser(options), null, message)
        .columns()
        .get(0);
  }

  private static String semantic(String type, String name) {
    return "\"type\":\"" + type + "\",\"name\":\"" + name + "\"";
  }

  private static String base64(String hex) {
    return "\"" + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex)) + "\"";
  }

  private static String decimal(int scale) {
    return semantic("bytes", "org.apache.kafka.connect.data.Decimal")
        + ",\"parameters\":{\"scale\":\""
        + scale
        + "\",\"connect.decimal.precision\":\"10\"}";
  }

  @Test
  void preciseDecimalsAreUnscaledBytes() throws Exception {
    assertEquals(new BigDecimal("123.45"), typed(decimal(2), base64("3039")).value());
    assertEquals(new BigDecimal("-0.01"), typed(decimal(2), base64("ff")).value());
    assertEquals(new BigDecimal("0.00"), typed(decimal(2), base64("00")).value());
    assertEquals(MySqlType.parse("decimal(10,2)"), typed(decimal(2), base64("00")).type());
  }

  @Test
  void preciseDecimalsMayHaveSixtyFiveDigits() throws Exception {
    BigInteger digits = BigInteger.TEN.pow(65).subtract(BigInteger.ONE);
    String bytes = "\"" + Base64.getEncoder().encodeToString(digits.toByteArray()) + "\"";
    assertEquals(new BigDecimal(digits, 30), typed(decimal(30), bytes).value());
  }

  @Test
  void preciseDecimalsMayBeWrittenAsNumbers() throws Exception {
    assertEquals(new BigDecimal("1.10"), typed(decimal(2), "1.10").value());
  }

  @Test
  void decimalsOfVariableScaleCarryIt() throws Exception {
    String schema = semantic("struct", "io.debezium.data.VariableScaleDecimal");
    Object value = typed(schema, "{\"scale\":3,\"value\":" + base64("3039") + "}").value();
    assertEquals(new BigDecimal("12.345"), value);
  }

  @Test
  void decimalsInTheOtherModesKeepTheirDigits() throws Exception {
    ParserOptions options = PLAIN.withDecimals(Decimals.DOUBLE_OR_STRING);
    String digits = "12345678901234567890123456789012345.67";
    assertEquals(new BigDecimal(digits), known("decimal(37,2)", options, '"' + digits + '"'));
    assertEquals(new BigDecimal("0.1"), known("decimal(10,2)", options, "0.1"));
    assertEquals(new BigDecimal("123.45"), known("decimal(10,2)", PLAIN, base64("3039")));
  }

  @Test
  void datesAreDays() throws Exception {
    Column column = typed(semantic("int32", "io.debezium.time.Date"), "17424");
    assertEquals("2017-09-15", column.value());
    assertEquals(MySqlType.parse("date"), column.type());
    String connect = semantic("int32", "org.apache.kafka.connect.data.Date");
    assertEquals("1969-12-31", typed(connect, "-1").value());
  }

  @Test
  void dateTimesAreCountedInTheirUnit() throws Exception {
    assertEquals(
        "2018-06-20 06:37:03",
        typed(semantic("int64", "io.debezium.time.Timestamp"), "1529476623000").value());
    assertEquals(
        "2018-06-20 06:37:03.000001",
        typed(semantic("int64", "io.debezium.time.MicroTimestamp"), "1529476623000001").value());
    assertEquals(
        "1969-12-31 23:59:59.999999",
        typed(semantic("int64", "io.debezium.time.MicroTimestamp"), "-1").value());
    assertEquals(
        "2018-06-20 06:37:03.123456",
        typed(semantic("int64", "io.debezium.time.NanoTimestamp"), "1529476623123456000").value());
    assertEquals(
        "2018-06-20 06:37:03.1",
        typed(semantic("int64", "org.apache.kafka.connect.data.Timestamp"), "1529476623100")
            .value());
  }

  @Test
  void timesMayBeNegativeAndBeyondADay() throws Exception {
    String micro = semantic("int64", "io.debezium.time.MicroTime");
    assertEquals("04:05:11.789", typed(micro, "14711789000").value());
    assertEquals("838:59:59", typed(micro, "3020399000000").value());
    assertEquals("-838:59:59", typed(micro, "-3020399000000").value());
    assertEquals("-00:00:00.000001", typed(micro, "-1").value());
    String milli = semantic("int32", "org.apache.kafka.connect.data.Time");
    assertEquals("00:00:01.5", typed(milli, "1500").value());
  }

  @Test
  void isoTextsLoseTheirZone() throws Exception {
    assertEquals(
        "2017-09-15",
        typed(semantic("string", "io.debezium.time.IsoDate"), "\"2017-09-15Z\"").value());
    assertEquals(
        "04:05:11.789",
        typed(semantic("string", "io.debezium.time.IsoTime"), "\"04:05:11.789Z\"").value());
    assertEquals(
        "2019-07-09 02:28:57.123456",
        typed(
                semantic("string", "io.debezium.time.IsoTimestamp"),
                "\"2019-07-09T02:28:57.123456Z\"")
            .value());
  }

  @Test
  void aTimestampIsAPointInTime() throws Exception {
    String zoned = semantic("string", "io.debezium.time.ZonedTimestamp");
    assertEquals(
        Instant.parse("2018-06-20T13:37:03Z"), typed(zoned, "\"2018-06-20T13:37:03Z\"").value());
    assertEquals(
        Instant.parse("2024-03-31T01:30:00.000001Z"),
        typed(zoned, "\"2024-03-31T03:30:00.000001+02:00\"").value());
  }

  @Test
  void structuredTimesKeepZeroDates() throws Exception {
    assertEquals(
        "0000-00-00",
        typed(
                semantic("struct", "io.debezium.time.StructuredDate"),
                "{\"year\":0,\"month\":0,\"day\":0}")
            .value());
    assertEquals(
        "2024-00-10 23:59:59.5",
        typed(
                semantic("struct", "io.debezium.time.StructuredTimestamp"),
                "{\"year\":2024,\"month\":0,\"day\":10,\"hour\":23,\"minute\":59,\"second\":59,"
                    + "\"nanos\":500000000}")
            .value());
    assertEquals(
        "-100:00:01",
        typed(
                semantic("struct", "io.debezium.time.StructuredDuration"),
                "{\"years\":0,\"months\":0,\"days\":-4,\"hours\":-4,\"minutes\":0,\"seconds\":-1,"
                    + "\"nanos\":0}")
            .value());
  }

  @Test
  void timesBeyondWhatMySqlHasAreRefused() {
    String micro = semantic("int64", "io.debezium.time.MicroTimestamp");
    for (String value : List.of("9223372036854775807", "-9223372036854775808", "1.5", "\"x\"")) {
      String message =
          """
          {"schema":{"type":"struct","fields":[
             {"type":"struct","field":"after","fields":[{%s,"field":"c"}]}]},
           "payload":{"after":{"c":%s},"op":"c","source":{"db":"d","table":"t"}}}"""
              .formatted(micro, value);
      ChangeParser parser = ChangeFormat.DEBEZIUM_JSON.parser(PLAIN);
      assertTrue(Messages.refusal(parser, message).contains("its column \"c\""), value);
    }
  }

  @Test
  void bitsAreLittleEndian() throws Exception {
    String bits =
        semantic("bytes", "io.debezium.data.Bits") + ",\"parameters\":{\"length\":\"12\"}";
    assertEquals(0x0a01L, typed(bits, base64("010a")).value());
    assertEquals(MySqlType.parse("bit(12)"), typed(bits, base64("010a")).type());
    assertEquals(
        new BigInteger("18446744073709551615"), typed(bits, base64("ffffffffffffffff")).value());
    assertEquals(true, typed("\"type\":\"boolean\"", "true").value());
  }

  @Test
  void anUnsignedBigintThatOverflowedIsTakenBackWhereItsTypeIsKnown() throws Exception {
    String schema =
        "\"type\":\"int64\",\"parameters\":{\"__debezium.source.column.type\":\"BIGINT UNSIGNED\"}";
    assertEquals(new BigInteger("18446744073709551615"), typed(schema, "-1").value());
    assertEquals(Long.MAX_VALUE, typed(schema, "9223372036854775807").value());
  }

  @Test
  void theSourcesTypeIsTakenWhereItIsPropagated() throws Exception {
    String schema =
        "\"type\":\"string\",\"parameters\":{\"__debezium.source.column.type\":\"VARCHAR\","
            + "\"__debezium.source.column.length\":\"255\"}";
    assertEquals(MySqlType.parse("varchar(255)"), typed(schema, "\"x\"").type());
  }

  @Test
  void enumsSetsAndJsonAreText() throws Exception {
    String allowed = ",\"parameters\":{\"allowed\":\"a,b\"}";
    Column member = typed(semantic("string", "io.debezium.data.Enum") + allowed, "\"b\"");
    assertEquals("b", member.value());
    assertEquals(MySqlType.parse("enum('a','b')"), member.type());
    Column set = typed(semantic("string", "io.debezium.data.EnumSet") + allowed, "\"a,b\"");
    assertEquals("a,b", set.value());
    Column json = typed(semantic("string", "io.debezium.data.Json"), "\"{\\\"a\\\": 1.0}\"");
    assertEquals("{\"a\": 1.0}", json.value());
    assertEquals(MySqlType.parse("json"), json.type());
  }

  @Test
  void yearsAreNumbers() throws Exception {
    Column year = typed(semantic("int32", "io.debezium.time.Year"), "2155");
    assertEquals(2155L, year.value());
    assertEquals(MySqlType.parse("year"), year.type());
  }

  @Test
  void geometriesAreWkbWithTheirSystem() throws Exception {
    String point = "0101000000000000000000f03f0000000000000040";
    Column column =
        typed(
            semantic("struct", "io.debezium.data.geometry.Geometry"),
            "{\"srid\":4326,\"wkb\":" + base64(point) + "}");
    assertEquals(new SpatialValue(4326, HexFormat.of().parseHex(point)), column.value());
    assertEquals(
        new SpatialValue(0, HexFormat.of().parseHex(point)),
        typed(
                semantic("struct", "io.debezium.data.geometry.Point"),
                "{\"x\":1.0,\"y\":2.0,\"wkb\":" + base64(point) + ",\"srid\":null}")
            .value());
  }

  @Test
  void bytesAreReadInEveryMode() throws Exception {
    byte[] bytes = {0, (byte) 0xfb, (byte) 0xff};
    assertArrayEquals(bytes, (byte[]) typed("\"type\":\"bytes\"", "\"APv/\"").value());
    assertArrayEquals(bytes, (byte[]) known("blob", PLAIN, "\"APv/\""));
    assertArrayEquals(
        bytes, (byte[]) known("blob", PLAIN.withBinaries(Binaries.BASE64_URL_SAFE), "\"APv_\""));
    assertArrayEquals(
        bytes, (byte[]) known("varbinary(9)", PLAIN.withBinaries(Binaries.HEX), "\"00fbff\""));
  }

  @Test
  void floatsKeepTheDigitsTheyHave() throws Exception {
    assertEquals(0.1d, typed("\"type\":\"float\"", "0.1").value());
    assertEquals(1e300, typed("\"type\":\"double\"", "1.0E300").value());
    assertEquals(3.0d, typed("\"type\":\"double\"", "3").value());
  }

  @Test
  void vectorsAndOtherStructuresAreJsonText() throws Exception {
    String vector = semantic("array", "io.debezium.data.FloatVector");
    assertEquals("[1.5,2]", typed(vector, "[1.5,2]").value());
  }

  @Test
  void withoutSchemaTimesFollowTheModeAndTheKnownType() throws Exception {
    assertEquals("2017-09-15", known("date", PLAIN, "17424"));
    assertEquals("2018-06-20 06:37:03", known("datetime", PLAIN, "1529476623000"));
    assertEquals("2018-06-20 06:37:03", known("datetime(6)", PLAIN, "1529476623000000"));
    assertEquals(
        "2018-06-20 06:37:03",
        known("datetime(6)", PLAIN.withTimes(Times.CONNECT), "1529476623000"));
    assertEquals(
        "2018-06-20 06:37:03",
        known("datetime", PLAIN.withTimes(Times.MICROSECONDS), "1529476623000000"));
    assertEquals(
        "2018-06-20 06:37:03",
        known("datetime", PLAIN.withTimes(Times.ISO_STRING), "\"2018-06-20T06:37:03Z\""));
    assertEquals("100:00:00", known("time", PLAIN, "360000000000"));
    assertEquals("10:00:00", known("time", PLAIN.withTimes(Times.CONNECT), "36000000"));
    assertEquals(
        Instant.parse("2018-06-20T13:37:03Z"),
        known("timestamp", PLAIN, "\"2018-06-20T13:37:03Z\""));
    assertEquals(new BigInteger("18446744073709551615"), known("bigint unsigned", PLAIN, "-1"));
    assertEquals(257L, known("bit(9)", PLAIN, base64("0101")));
  }

  @Test
  void withoutSchemaAndTypeValuesAreWhatJsonSays() throws Exception {
    String message =
        """
        {"after":{"i":1,"b":18446744073709551615,"d":1.10,"t":true,"n":null,"o":{"a":[1]}},
         "op":"c","source":{"db":"d","table":"t"}}""";
    ChangeRecord record = Messages.record(ChangeFormat.DEBEZIUM_JSON.parser(PLAIN), null, message);
    assertEquals(1L, record.column("i").value());
    assertEquals(new BigInteger("18446744073709551615"), record.column("b").value());
    assertEquals(new BigDecimal("1.10"), record.column("d").value());
    assertEquals(true, record.column("t").value());
    assertEquals(null, record.column("n").value());
    assertEquals("{\"a\":[1]}", record.column("o").value());
    assertEquals(MySqlType.UNKNOWN, record.column("i").type());
  }
}
