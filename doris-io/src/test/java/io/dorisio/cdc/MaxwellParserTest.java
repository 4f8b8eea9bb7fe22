package io.dorisio.cdc;

import static io.dorisio.cdc.Messages.parse;
import static io.dorisio.cdc.Messages.record;
import static io.dorisio.cdc.Messages.records;
import static io.dorisio.cdc.Messages.refusal;
import static io.dorisio.cdc.Messages.values;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.cdc.ChangeEvent.Ignored;
import io.dorisio.cdc.ChangeEvent.SchemaChange;
import io.dorisio.cdc.mysql.MySqlType;
import io.dorisio.cdc.mysql.SourceTable;
import io.dorisio.cdc.mysql.TableDefinition;
import io.dorisio.format.RowKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages after the examples in Maxwell's documentation, "Data Format". */
class MaxwellParserTest {

  private static final ChangeParser PARSER =
      ChangeFormat.MAXWELL_JSON.parser(ParserOptions.DEFAULT);

  private static String row(String type, String place, String data, String old) {
    return """
        {"database":"test","table":"e","type":"%s","ts":1477053217,"xid":23396,%s
         "server_id":23042,"thread_id":108,"primary_key":[1],"primary_key_columns":["id"],
         "data":%s%s}"""
        .formatted(type, place, data, old.isEmpty() ? "" : ",\"old\":" + old);
  }

  @Test
  void anInsertIsAnUpsertWithItsPlaceTimeAndKey() throws Exception {
    ChangeRecord record =
        record(
            PARSER,
            null,
            row(
                "insert",
                "\"commit\":true,\"position\":\"master.000006:800911\",",
                "{\"id\":1,\"m\":4.2341,\"c\":\"2016-10-21 05:33:37.523000\"}",
                ""));
    assertEquals(RowKind.UPSERT, record.kind());
    assertEquals(new SourceTable("test", "e"), record.table());
    assertEquals(Instant.parse("2016-10-21T12:33:37Z"), record.time());
    assertEquals(List.of("id"), record.keyColumns());
    assertEquals(6, record.position().file());
    assertEquals(800911, record.position().offset());
    assertEquals(new BigDecimal("4.2341"), record.column("m").value());
  }

  @Test
  void rowsOfATransactionKeepTheirOrder() throws Exception {
    String position = "\"position\":\"master.000006:800911\",";
    SourcePosition first =
        record(PARSER, null, row("insert", position + "\"xoffset\":0,", "{\"id\":1}", ""))
            .position();
    SourcePosition second =
        record(PARSER, null, row("insert", position + "\"xoffset\":1,", "{\"id\":2}", ""))
            .position();
    SourcePosition last =
        record(PARSER, null, row("insert", position + "\"commit\":true,", "{\"id\":3}", ""))
            .position();
    assertTrue(first.compareTo(second) < 0);
    assertTrue(second.compareTo(last) < 0);
  }

  @Test
  void withoutAPositionTheOffsetIsThePlace() throws Exception {
    assertEquals(
        "42:0", record(PARSER, null, row("insert", "", "{\"id\":1}", "")).position().toString());
  }

  @Test
  void anUpdateThatChangesTheKeyDeletesTheOldOne() throws Exception {
    List<ChangeRecord> records =
        records(PARSER, null, row("update", "", "{\"id\":2,\"m\":5}", "{\"id\":1}"));
    assertEquals(
        List.of(RowKind.DELETE, RowKind.UPSERT), records.stream().map(r -> r.kind()).toList());
    assertEquals(1L, records.get(0).column("id").value());
    assertEquals(5L, records.get(0).column("m").value());
  }

  @Test
  void anUpdateOfOtherColumnsIsOneUpsert() throws Exception {
    assertEquals(
        RowKind.UPSERT,
        record(PARSER, null, row("update", "", "{\"id\":2,\"m\":5}", "{\"m\":null}")).kind());
  }

  @Test
  void aDeleteHasTheRowThatWas() throws Exception {
    ChangeRecord record = record(PARSER, null, row("delete", "", "{\"id\":2,\"m\":5}", ""));
    assertEquals(RowKind.DELETE, record.kind());
    assertEquals(5L, values(record).get("m"));
  }

  @Test
  void bootstrappedRowsComeBeforeChangesOfTheirPlace() throws Exception {
    String position = "\"position\":\"master.000006:1\",\"xoffset\":9,";
    SourcePosition read =
        record(PARSER, null, row("bootstrap-insert", position, "{\"id\":1}", "")).position();
    SourcePosition change =
        record(PARSER, null, row("insert", position, "{\"id\":1}", "")).position();
    assertTrue(read.compareTo(change) < 0);
  }

  @Test
  void beginAndEndOfABootstrapAreIgnored() throws Exception {
    String message = "{\"database\":\"a\",\"table\":\"b\",\"type\":\"%s\",\"ts\":1,\"data\":{}}";
    for (String type : List.of("bootstrap-start", "bootstrap-complete")) {
      assertEquals(
          List.of(new Ignored(Ignored.Reason.NOTICE)),
          parse(PARSER, null, message.formatted(type)));
    }
  }

  @Test
  void setsAndJsonAreTextAndKnownTypesAreRead() throws Exception {
    ChangeParser parser =
        ChangeFormat.MAXWELL_JSON.parser(
            ParserOptions.DEFAULT.withTypes(
                (table, column) ->
                    switch (column) {
                      case "s" -> MySqlType.parse("set('a','b')");
                      case "j", "k" -> MySqlType.parse("json");
                      case "b" -> MySqlType.parse("blob");
                      case "d" -> MySqlType.parse("decimal(10,2)");
                      default -> MySqlType.UNKNOWN;
                    }));
    ChangeRecord record =
        record(
            parser,
            null,
            row(
                "insert",
                "",
                "{\"s\":[\"a\",\"b\"],\"j\":{\"x\":[1.10]},\"k\":\"t\",\"b\":\"AP8=\",\"d\":1}",
                ""));
    assertEquals("a,b", record.column("s").value());
    assertEquals("{\"x\":[1.10]}", record.column("j").value());
    assertEquals("\"t\"", record.column("k").value());
    assertArrayEquals(new byte[] {0, -1}, (byte[]) record.column("b").value());
    assertEquals(new BigDecimal("1"), record.column("d").value());
  }

  @Test
  void anAlteredTableIsDefinedAsItIsAfter() throws Exception {
    String message =
        """
        {"type":"table-alter","database":"test","table":"e",
         "old":{"database":"test","charset":"utf8mb4","table":"e","columns":[
           {"type":"int","name":"id","signed":true}],"primary-key":["id"]},
         "def":{"database":"test","charset":"utf8mb4","table":"e","columns":[
           {"type":"int","name":"id","signed":true},
           {"type":"bigint","name":"torvalds","signed":false},
           {"type":"timestamp","name":"c","column-length":6},
           {"type":"enum","name":"s","enum-values":["a","b"]},
           {"type":"varchar","name":"comment","charset":"latin1"}],"primary-key":["id"]},
         "ts":1477053308000,
         "sql":"alter table test.e add column torvalds bigint unsigned after m",
         "position":"master.000006:804398"}""";
    SchemaChange change = (SchemaChange) parse(PARSER, null, message).get(0);
    TableDefinition table = change.tables().get(0);
    assertEquals(MySqlType.parse("bigint unsigned"), table.column("torvalds").get().type());
    assertEquals(MySqlType.parse("timestamp(6)"), table.column("c").get().type());
    assertEquals(MySqlType.parse("enum('a','b')"), table.column("s").get().type());
    assertEquals(MySqlType.parse("varchar"), table.column("comment").get().type());
    assertEquals(List.of("id"), table.primaryKey());
    assertEquals(Instant.parse("2016-10-21T12:35:08Z"), change.time());
    assertTrue(change.ddl().contains("torvalds"));
  }

  @Test
  void aDroppedTableIsNamed() throws Exception {
    String message =
        "{\"type\":\"table-drop\",\"database\":\"test\",\"table\":\"e\",\"ts\":1,"
            + "\"sql\":\"drop table test.e\"}";
    SchemaChange change = (SchemaChange) parse(PARSER, null, message).get(0);
    assertEquals(List.of(new SourceTable("test", "e")), change.dropped());
  }

  @Test
  void whatIsNoMessageOfMaxwellIsRefused() {
    for (String message :
        List.of(
            "{}",
            "{\"type\":\"INSERT\"}",
            "{\"type\":\"insert\",\"database\":\"a\"}",
            "{\"type\":\"insert\",\"database\":\"a\",\"table\":\"b\"}",
            row("insert", "", "[]", ""),
            row("update", "", "{\"id\":1}", "7"))) {
      assertTrue(
          refusal(PARSER, message).startsWith("The message at shop-2@42 is no MAXWELL_JSON"));
    }
  }
}
