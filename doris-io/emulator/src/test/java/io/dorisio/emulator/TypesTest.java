package io.dorisio.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.dorisio.emulator.clock.AdjustableClock;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** doris-protocol 7.3: types that are more than a number or a text. */
class TypesTest extends EmulatorTest {
  @Override
  EmulatorBuilder configure(EmulatorBuilder builder) {
    Instant now = Instant.parse("2026-11-21T10:00:00.987654Z");
    return builder.clock(new AdjustableClock(InstantSource.fixed(now)));
  }

  private Object csv(String type, String text) throws Exception {
    return cast(type, "1|" + text + "\n", "column_separator: |");
  }

  private Object json(String type, String text) throws Exception {
    return cast(type, "{\"k\":1,\"c\":" + text + "}\n", JSON, BY_LINE);
  }

  private Object cast(String type, String body, String... headers) throws Exception {
    doris.execute("DROP TABLE IF EXISTS db.x");
    doris.execute("CREATE TABLE db.x (k INT, c " + type + ") DISTRIBUTED BY RANDOM BUCKETS AUTO");
    JsonNode reply = load("x", body, headers);
    assertEquals("Success", reply.path("Status").asText(), reply.toString());
    return rows("SELECT c FROM db.x").get(0).get(0);
  }

  @Test
  void arraysHoldTheirElementsInTheElementType() throws Exception {
    assertEquals("[1, 2, null]", csv("ARRAY<INT>", "[1,2,null]"));
    assertEquals("[1, null]", csv("ARRAY<TINYINT>", "[1, 300]"));
    assertEquals("[\"a\", \"b,c\"]", csv("ARRAY<STRING>", "[a, \"b,c\"]"));
    assertEquals("[\"a\", \"b\"]", json("ARRAY<STRING>", "[\"a\",\"b\"]"));
    assertEquals("[\"2026-01-02\"]", json("ARRAY<DATE>", "[\"2026-01-02\"]"));
    assertEquals(
        "[\"2026-01-02 03:04:05.100\"]", csv("ARRAY<DATETIME(3)>", "[2026-01-02 03:04:05.1]"));
    assertEquals("[1.50, 2.00]", csv("ARRAY<DECIMAL(20,2)>", "[1.5,2]"));
    assertEquals("[[1], []]", json("ARRAY<ARRAY<INT>>", "[[1],[]]"));
    assertEquals(null, csv("ARRAY<INT>", "1,2"));
    assertEquals("[1, 2]", json("ARRAY<INT>", "\"[1,2]\""));
  }

  @Test
  void mapsHoldKeysAndValues() throws Exception {
    assertEquals("{\"k\":1, \"l\":null}", json("MAP<STRING,INT>", "{\"k\":1,\"l\":null}"));
    assertEquals("{1:\"x\"}", csv("MAP<INT,STRING>", "{1:\"x\"}"));
    assertEquals("{\"a\":[1, 2]}", json("MAP<STRING,ARRAY<INT>>", "{\"a\":[1,2]}"));
  }

  @Test
  void structsComeWithAndWithoutNames() throws Exception {
    String type = "STRUCT<a:INT,b:DOUBLE,c:STRING>";
    String shown = "{\"a\":10, \"b\":3.14, \"c\":\"Emily\"}";
    assertEquals(shown, csv(type, "{10, 3.14, \"Emily\"}"));
    assertEquals(shown, json(type, "{\"c\":\"Emily\",\"a\":10,\"b\":3.14}"));
    assertEquals(null, csv(type, "{1,2,3,4}"));
  }

  @Test
  void jsonAndVariantLoseBlanksAlone() throws Exception {
    assertEquals("{\"a b\":[1,\"\\\" \"]}", csv("JSON", "{\"a b\": [ 1 , \"\\\" \"]}"));
    assertEquals("{\"a\":1}", json("VARIANT", "{\"a\": 1}"));
    assertEquals("5", json("JSON", "5"));
    assertEquals(null, csv("JSON", "{"));
  }

  @Test
  void numbersMayBeNoneOrEndless() throws Exception {
    for (String text : List.of("NaN", "nan")) {
      assertEquals(Double.NaN, csv("DOUBLE", text));
      assertEquals(Float.NaN, json("FLOAT", '"' + text + '"'));
    }
    assertEquals(Double.POSITIVE_INFINITY, csv("DOUBLE", "Infinity"));
    assertEquals(Double.NEGATIVE_INFINITY, json("DOUBLE", "\"-inf\""));
  }

  @Test
  void timesAreRoundedToTheirPrecision() throws Exception {
    LocalDateTime second = LocalDateTime.of(2026, 1, 2, 3, 4, 5);
    assertEquals(second.plusNanos(124_000), csv("DATETIME(6)", "2026-01-02 03:04:05.0001236"));
    assertEquals(second.plusSeconds(1), csv("DATETIME", "2026-01-02 03:04:05.5"));
    assertEquals(null, csv("DATETIME", "0000-00-00 00:00:00"));
  }

  @Test
  void addressesAreShownInTheirShortestForm() throws Exception {
    assertEquals("192.168.0.1", csv("IPV4", "192.168.0.1"));
    assertEquals(null, csv("IPV4", "192.168.0.256"));
    assertEquals("2001:db8::1", csv("IPV6", "2001:0DB8:0:0:0:0:0:1"));
    assertEquals("::", csv("IPV6", "::"));
    assertEquals(null, csv("IPV6", "2001:db8"));
  }

  @Test
  void lengthsCountBytes() throws Exception {
    doris.execute("CREATE TABLE db.x (k INT, c VARCHAR(4)) DISTRIBUTED BY RANDOM BUCKETS AUTO");
    JsonNode reply = load("x", "1\täää\n2\tää\n", "max_filter_ratio: 1");
    assertEquals(1, reply.path("NumberFilteredRows").asInt());
    assertTrue(errorLog(reply).contains("schema length: 4; actual length: 6"));
    assertEquals(List.of(List.of(2, "ää")), rows("SELECT * FROM db.x"));
  }

  @Test
  void currentTimestampIsTheTimeOfTheLoadCutToThePrecision() throws Exception {
    doris.execute(
        "CREATE TABLE db.n (k INT, a DATETIME DEFAULT CURRENT_TIMESTAMP,"
            + " b DATETIME(3) DEFAULT CURRENT_TIMESTAMP(3)) DISTRIBUTED BY RANDOM BUCKETS AUTO");
    load("n", "1\n", "columns: k", "timezone: UTC");
    assertEquals(
        List.of(
            List.of(
                1,
                LocalDateTime.of(2026, 11, 21, 10, 0),
                LocalDateTime.of(2026, 11, 21, 10, 0, 0, 987_000_000))),
        rows("SELECT * FROM db.n"));
  }

  @Test
  void bitmapsAndSketchesAreRefused() {
    for (String type : List.of("BITMAP", "HLL", "QUANTILE_STATE")) {
      SQLException e =
          assertThrows(
              SQLException.class,
              () ->
                  doris.execute("CREATE TABLE db.b (k INT, c " + type + ") DISTRIBUTED BY RANDOM"));
      assertTrue(e.getMessage().contains("Type " + type + " is not supported by the emulator"));
    }
  }
}
