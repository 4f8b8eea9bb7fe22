package io.dorisio.cdc;

import static io.dorisio.cdc.Messages.parse;
import static io.dorisio.cdc.Messages.record;
import static io.dorisio.cdc.Messages.records;
import static io.dorisio.cdc.Messages.refusal;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.cdc.ChangeEvent.Ignored;
import io.dorisio.cdc.ChangeEvent.SchemaChange;
import io.dorisio.cdc.ChangeEvent.Truncate;
import io.dorisio.cdc.mysql.MySqlType;
import io.dorisio.cdc.mysql.SourceTable;
import io.dorisio.cdc.mysql.SpatialValue;
import io.dorisio.format.RowKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages after Canal's FlatMessage and the code that fills it. */
class CanalParserTest {

  private static final ChangeParser PARSER = ChangeFormat.CANAL_JSON.parser(ParserOptions.DEFAULT);

  private static String rows(String type, String types, String data, String old) {
    return """
        {"data":%s,"database":"shop","es":1589373560000,"gtid":"","id":9,"isDdl":false,
         "mysqlType":%s,"old":%s,"pkNames":["id"],"sql":"","sqlType":{},"table":"orders",
         "ts":1589373560798,"type":"%s"}"""
        .formatted(data, types, old, type);
  }

  private static Object value(String type, String text) throws Exception {
    String message =
        rows("INSERT", "{\"c\":\"" + type + "\"}", "[{\"c\":\"" + text + "\"}]", "null");
    return record(PARSER, null, message).column("c").value();
  }

  @Test
  void everyRowOfAnInsertIsAnUpsertInOrder() throws Exception {
    String message =
        rows("INSERT", "{\"id\":\"int(11)\"}", "[{\"id\":\"1\"},{\"id\":\"2\"}]", "null");
    List<ChangeRecord> records = records(PARSER, null, message);
    assertEquals(List.of(1L, 2L), records.stream().map(r -> r.column("id").value()).toList());
    assertEquals(RowKind.UPSERT, records.get(0).kind());
    assertEquals(List.of("id"), records.get(0).keyColumns());
    assertEquals(new SourceTable("shop", "orders"), records.get(0).table());
    assertEquals(Instant.parse("2020-05-13T12:39:20Z"), records.get(0).time());
    assertEquals(MySqlType.parse("int(11)"), records.get(0).column("id").type());
    assertTrue(records.get(0).position().compareTo(records.get(1).position()) < 0);
  }

  @Test
  void anUpdateThatChangesTheKeyDeletesTheOldOne() throws Exception {
    String message =
        rows(
            "UPDATE",
            "{\"id\":\"int\",\"name\":\"varchar(9)\"}",
            "[{\"id\":\"2\",\"name\":\"b\"},{\"id\":\"4\",\"name\":null}]",
            "[{\"id\":\"1\"},{\"name\":\"x\"}]");
    List<ChangeRecord> records = records(PARSER, null, message);
    assertEquals(
        List.of(RowKind.DELETE, RowKind.UPSERT, RowKind.UPSERT),
        records.stream().map(r -> r.kind()).toList());
    assertEquals(1L, records.get(0).column("id").value());
    assertEquals("b", records.get(0).column("name").value());
    assertEquals(null, records.get(2).column("name").value());
  }

  @Test
  void aDeleteHasTheRowThatWas() throws Exception {
    String message = rows("DELETE", "{\"id\":\"int\"}", "[{\"id\":\"7\"}]", "null");
    assertEquals(RowKind.DELETE, record(PARSER, null, message).kind());
  }

  @Test
  void textIsReadByItsColumnsType() throws Exception {
    assertEquals(
        new BigInteger("18446744073709551615"),
        value("bigint(20) unsigned", "18446744073709551615"));
    assertEquals(new BigDecimal("1.10"), value("decimal(10,2)", "1.10"));
    assertEquals(1.5, value("double", "1.5"));
    assertEquals("-838:59:59", value("time", "-838:59:59"));
    assertEquals("0000-00-00 00:00:00", value("datetime", "0000-00-00 00:00:00"));
    assertEquals(2024L, value("year(4)", "2024"));
    assertEquals(255L, value("bit(8)", "255"));
    assertEquals("{\"a\":1}", value("json", "{\\\"a\\\":1}"));
  }

  @Test
  void bytesAreCharactersOfIso8859() throws Exception {
    assertArrayEquals(
        new byte[] {0, 0x7f, (byte) 0xff}, (byte[]) value("blob", "\\u0000\\u007f\\u00ff"));
    String message = rows("INSERT", "{\"c\":\"blob\"}", "[{\"c\":\"\\u4e2d\"}]", "null");
    assertTrue(refusal(PARSER, message).contains("its column \"c\""));
  }

  @Test
  void enumsAndSetsAreTheirNumbers() throws Exception {
    assertEquals("c,d", value("enum('a','c,d')", "2"));
    assertEquals("", value("enum('a','b')", "0"));
    assertEquals("1", value("enum('2','1')", "2"));
    assertEquals("a,c", value("set('a','b','c')", "5"));
    assertEquals("", value("set('a','b')", "0"));
    String message = rows("INSERT", "{\"c\":\"enum('a')\"}", "[{\"c\":\"2\"}]", "null");
    assertTrue(refusal(PARSER, message).contains("An ENUM has the number 2, but 1 members"));
  }

  @Test
  void geometriesAreWhatMySqlStores() throws Exception {
    byte[] wkb = HexFormat.of().parseHex("0101000000000000000000f03f0000000000000040");
    assertEquals(
        new SpatialValue(4326, wkb),
        value(
            "point",
            "\\u00e6\\u0010\\u0000\\u0000\\u0001\\u0001\\u0000\\u0000\\u0000"
                + "\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u00f0\\u003f"
                + "\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0040"));
  }

  @Test
  void aStatementOnTheSchemaKeepsItsText() throws Exception {
    String message =
        """
        {"data":null,"database":"shop","es":1589373560000,"id":9,"isDdl":true,"mysqlType":null,
         "old":null,"pkNames":null,"sql":"alter table orders add c int","sqlType":null,
         "table":"orders","ts":1589373560798,"type":"ALTER"}""";
    SchemaChange change = (SchemaChange) parse(PARSER, null, message).get(0);
    assertEquals("shop", change.database());
    assertEquals("alter table orders add c int", change.ddl());
  }

  @Test
  void aTruncateNamesItsTable() throws Exception {
    String message =
        "{\"type\":\"TRUNCATE\",\"isDdl\":true,\"database\":\"a\",\"table\":\"b\",\"sql\":\"x\"}";
    Truncate truncate = (Truncate) parse(PARSER, null, message).get(0);
    assertEquals(new SourceTable("a", "b"), truncate.table());
  }

  @Test
  void queriesThatAreNoDdlAreIgnored() throws Exception {
    String message = "{\"type\":\"QUERY\",\"isDdl\":false,\"sql\":\"flush tables\"}";
    assertEquals(List.of(new Ignored(Ignored.Reason.NOTICE)), parse(PARSER, null, message));
  }

  @Test
  void oneBrokenRowBreaksItsMessage() {
    String message =
        rows("INSERT", "{\"id\":\"int\"}", "[{\"id\":\"1\"},{\"id\":\"one\"}]", "null");
    assertTrue(refusal(PARSER, message).contains("\"one\" is no whole number"));
  }

  @Test
  void whatIsNoMessageOfCanalIsRefused() {
    for (String message :
        List.of(
            "{}",
            "{\"type\":\"insert\"}",
            rows("INSERT", "{}", "null", "null"),
            rows("INSERT", "{}", "[]", "null"),
            rows("INSERT", "{}", "[1]", "null"),
            rows("INSERT", "{\"c\":\"int(\"}", "[{\"c\":\"1\"}]", "null"),
            rows("INSERT", "{}", "[{\"c\":{\"a\":1}}]", "null"),
            rows("UPDATE", "{}", "[{\"id\":\"1\"},{\"id\":\"2\"}]", "[{\"id\":\"3\"}]"),
            rows("INSERT", "{\"d\":\"decimal(9,2)\"}", "[{\"d\":\"1e999999999\"}]", "null"))) {
      assertTrue(refusal(PARSER, message).startsWith("The message at shop-2@42 is no CANAL_JSON"));
    }
  }
}
