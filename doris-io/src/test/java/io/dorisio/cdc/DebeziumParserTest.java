package io.dorisio.cdc;

import static io.dorisio.cdc.Messages.AT;
import static io.dorisio.cdc.Messages.parse;
import static io.dorisio.cdc.Messages.record;
import static io.dorisio.cdc.Messages.records;
import static io.dorisio.cdc.Messages.refusal;
import static io.dorisio.cdc.Messages.values;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.cdc.ChangeEvent.Ignored;
import io.dorisio.cdc.ChangeEvent.SchemaChange;
import io.dorisio.cdc.ChangeEvent.Truncate;
import io.dorisio.cdc.mysql.MySqlType;
import io.dorisio.cdc.mysql.SourceTable;
import io.dorisio.cdc.mysql.TableDefinition;
import io.dorisio.format.RowKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Messages after the examples in the documentation of Debezium's MySQL connector. */
class DebeziumParserTest {

  private static final ChangeParser PARSER =
      ChangeFormat.DEBEZIUM_JSON.parser(ParserOptions.DEFAULT);
  private static final String KEY = "{\"id\":1004}";

  private static String event(String op, String before, String after, String snapshot) {
    return """
        {"before":%s,"after":%s,
         "source":{"version":"3.5.0.Final","connector":"mysql","name":"server-1",
           "ts_ms":1465581029100,"ts_us":1465581029100123,"snapshot":%s,"db":"inventory",
           "table":"customers","server_id":223344,
           "gtid":"24bc7850-2c16-11e6-a073-0242ac110002:7","file":"mysql-bin.000003","pos":484,
           "row":5,"thread":7,"query":null},
         "op":"%s","ts_ms":1465581029523,"transaction":null}"""
        .formatted(before, after, snapshot, op);
  }

  @Test
  void aCreateIsAnUpsertWithItsPlaceTimeAndKey() throws Exception {
    ChangeRecord record =
        record(PARSER, KEY, event("c", "null", "{\"id\":1004,\"name\":\"Anne\"}", "\"false\""));
    assertEquals(RowKind.UPSERT, record.kind());
    assertEquals(new SourceTable("inventory", "customers"), record.table());
    assertEquals(Map.of("id", 1004L, "name", "Anne"), values(record));
    assertEquals(List.of("id"), record.keyColumns());
    assertEquals(Instant.parse("2016-06-10T17:50:29.100123Z"), record.time());
    assertEquals("3:484:5", record.position().toString());
    assertEquals("24bc7850-2c16-11e6-a073-0242ac110002:7", record.gtid());
    assertEquals("server-1", record.server());
  }

  @Test
  void columnsKeepTheSourcesOrder() throws Exception {
    ChangeRecord record =
        record(PARSER, KEY, event("c", "null", "{\"z\":1,\"a\":2,\"m\":3}", "false"));
    assertEquals(List.of("z", "a", "m"), record.columns().stream().map(c -> c.name()).toList());
  }

  @Test
  void aSnapshotsRowComesBeforeTheChangesOfItsPlace() throws Exception {
    String row = "{\"id\":1004}";
    for (String flag : List.of("\"true\"", "\"first\"", "\"last\"", "true")) {
      ChangeRecord read = record(PARSER, KEY, event("r", "null", row, flag));
      ChangeRecord change = record(PARSER, KEY, event("u", row, row, "\"false\""));
      assertEquals(RowKind.UPSERT, read.kind());
      assertTrue(read.position().compareTo(change.position()) < 0, flag);
    }
  }

  @Test
  void anIncrementalSnapshotsRowHasThePlaceOfAChange() throws Exception {
    ChangeRecord read = record(PARSER, KEY, event("r", "null", "{\"id\":1}", "\"incremental\""));
    assertEquals(false, read.position().snapshot());
  }

  @Test
  void anUpdateOfOtherColumnsIsOneUpsert() throws Exception {
    String update =
        event("u", "{\"id\":1004,\"name\":\"Anne\"}", "{\"id\":1004,\"name\":null}", "false");
    ChangeRecord record = record(PARSER, KEY, update);
    assertEquals(RowKind.UPSERT, record.kind());
    assertEquals(null, values(record).get("name"));
  }

  @Test
  void anUpdateOfAKeyColumnDeletesTheOldKeyFirst() throws Exception {
    ChangeParser parser =
        ChangeFormat.DEBEZIUM_JSON.parser(
            ParserOptions.DEFAULT.withKeys(table -> List.of("id", "DAY")));
    String update =
        event("u", "{\"id\":1,\"day\":\"mon\",\"n\":1}", "{\"id\":1,\"day\":\"tue\",\"n\":2}", "0");
    List<ChangeRecord> records = records(parser, KEY, update.replace("\"snapshot\":0,", ""));
    assertEquals(
        List.of(RowKind.DELETE, RowKind.UPSERT), records.stream().map(r -> r.kind()).toList());
    assertEquals(Map.of("id", 1L, "day", "mon", "n", 1L), values(records.get(0)));
    assertEquals(Map.of("id", 1L, "day", "tue", "n", 2L), values(records.get(1)));
    assertTrue(records.get(0).position().compareTo(records.get(1).position()) < 0);
  }

  @Test
  void aDeleteHasTheRowBefore() throws Exception {
    ChangeRecord record =
        record(PARSER, KEY, event("d", "{\"id\":1004,\"name\":\"Anne\"}", "null", "false"));
    assertEquals(RowKind.DELETE, record.kind());
    assertEquals(Map.of("id", 1004L, "name", "Anne"), values(record));
  }

  @Test
  void aDeleteWithoutTheRowBeforeHasItsKey() throws Exception {
    ChangeRecord record = record(PARSER, KEY, event("d", "null", "null", "false"));
    assertEquals(Map.of("id", 1004L), values(record));
  }

  @Test
  void aDeleteOfNothingIsRefused() {
    String message = refusal(PARSER, event("d", "null", "null", "false"));
    assertEquals(
        "The message at shop-2@42 is no DEBEZIUM_JSON event: it deletes a row, but has neither that"
            + " nor a key",
        message);
  }

  @Test
  void aTruncateNamesItsTable() throws Exception {
    List<ChangeEvent> events = parse(PARSER, null, event("t", "null", "null", "false"));
    assertEquals(new SourceTable("inventory", "customers"), ((Truncate) events.get(0)).table());
  }

  @Test
  void aTombstoneIsIgnored() throws Exception {
    List<ChangeEvent> events = PARSER.parse(Messages.bytes(KEY), null, AT);
    assertEquals(List.of(new Ignored(Ignored.Reason.TOMBSTONE)), events);
    String enveloped = "{\"schema\":null,\"payload\":null}";
    assertEquals(List.of(new Ignored(Ignored.Reason.TOMBSTONE)), parse(PARSER, KEY, enveloped));
  }

  @Test
  void heartbeatsAndTransactionBoundariesAreIgnored() throws Exception {
    assertEquals(
        List.of(new Ignored(Ignored.Reason.HEARTBEAT)),
        parse(PARSER, "{\"serverName\":\"server-1\"}", "{\"ts_ms\":1486500577125}"));
    String begin =
        "{\"status\":\"BEGIN\",\"id\":\"0e4d5dcd:10\",\"ts_ms\":1486500577125,\"event_count\":null}";
    assertEquals(List.of(new Ignored(Ignored.Reason.TRANSACTION)), parse(PARSER, null, begin));
  }

  @Test
  void withoutABinlogTheOffsetIsThePlace() throws Exception {
    String event =
        """
        {"before":null,"after":{"id":1},"op":"c","source":{"db":"a","table":"b","ts_ms":1}}""";
    assertEquals("42:0", record(PARSER, null, event).position().toString());
  }

  @Test
  void whatIsNoEventIsRefusedWithItsOffset() {
    for (String message :
        List.of(
            "",
            "null",
            "[]",
            "42",
            "{",
            "{}",
            "{\"op\":\"c\"}",
            "{\"op\":1,\"source\":{}}",
            "{\"op\":\"x\",\"source\":{\"db\":\"a\",\"table\":\"b\"}}",
            "{\"op\":\"c\",\"source\":{\"db\":\"a\",\"table\":\"b\"}}",
            "{\"op\":\"c\",\"source\":{\"db\":\"a\",\"table\":\"b\"},\"after\":[1]}",
            "{\"op\":\"c\",\"source\":{\"db\":\"a\",\"table\":\"\"},\"after\":{}}",
            "{\"op\":\"c\",\"op\":\"d\"}",
            event("c", "null", "{\"id\":1}", "false") + "x",
            "\0\0\0\0\u0001")) {
      String refusal = refusal(PARSER, message);
      assertTrue(refusal.startsWith("The message at shop-2@42 is no DEBEZIUM_JSON event: "));
    }
  }

  @Test
  void aNumberThatWouldFillMemoryIsRefused() {
    String message = event("c", "null", "{\"id\":1,\"d\":1e999999999}", "false");
    assertTrue(refusal(PARSER, message).contains("\"d\""));
  }

  @Test
  void textComesThroughWhole() throws Exception {
    String text = "a\\\"b\\\\N\\n\\t\\u0000,😀\\u2028é";
    ChangeRecord record =
        record(PARSER, null, event("c", "null", "{\"t\":\"" + text + "\"}", "false"));
    assertEquals("a\"b\\N\n\t\0,😀\u2028é", values(record).get("t"));
  }

  @Test
  void aTableWithColumnsNamedSchemaAndPayloadIsNoEnvelope() throws Exception {
    ChangeRecord record =
        record(
            PARSER,
            "{\"schema\":\"x\",\"payload\":1}",
            event("c", "null", "{\"schema\":\"x\",\"payload\":1}", "false"));
    assertEquals(List.of("schema", "payload"), record.keyColumns());
  }

  @Test
  void aSchemaChangeHasTheTablesAfterIt() throws Exception {
    String message =
        """
        {"schema":{"type":"struct"},"payload":{
          "source":{"ts_ms":1651535750218,"snapshot":"false","db":"inventory","table":"customers",
            "file":"mysql-bin.000003","pos":570,"row":0},
          "databaseName":"inventory","schemaName":null,
          "ddl":"ALTER TABLE customers ADD middle_name varchar(255) AFTER first_name",
          "tableChanges":[{"type":"ALTER","id":"\\"inventory\\".\\"customers\\"",
            "table":{"defaultCharsetName":"utf8mb4","primaryKeyColumnNames":["id"],"columns":[
              {"name":"id","jdbcType":4,"typeName":"BIGINT UNSIGNED","length":20,"scale":null,
               "position":1,"optional":false},
              {"name":"middle_name","jdbcType":12,"typeName":"VARCHAR","length":255,"scale":null,
               "position":2,"optional":true,"comment":"it's"},
              {"name":"price","typeName":"DECIMAL","length":65,"scale":30,"optional":true},
              {"name":"state","typeName":"ENUM","length":1,"optional":true,
               "enumValues":["'new'","'it''s'"]}]}}]}}""";
    SchemaChange change = (SchemaChange) parse(PARSER, null, message).get(0);
    assertEquals("inventory", change.database());
    assertTrue(change.ddl().startsWith("ALTER TABLE customers"));
    assertEquals("3:570:0", change.position().toString());
    TableDefinition table = change.tables().get(0);
    assertEquals(new SourceTable("inventory", "customers"), table.table());
    assertEquals(List.of("id"), table.primaryKey());
    assertEquals(MySqlType.parse("bigint(20) unsigned"), table.column("id").get().type());
    assertEquals(false, table.column("id").get().nullable());
    assertEquals("it's", table.column("middle_name").get().comment());
    assertEquals(MySqlType.parse("decimal(65,30)"), table.column("price").get().type());
    assertEquals(List.of("new", "it's"), table.column("state").get().type().members());
  }

  @Test
  void aDroppedTableIsNamedWithTheQuotesInItsName() throws Exception {
    String message =
        """
        {"source":{"ts_ms":1,"db":"a"},"databaseName":"a","ddl":"DROP TABLE `b\\"c`",
         "tableChanges":[{"type":"DROP","id":"\\"a\\".\\"b\\"\\"c.d\\"","table":null}]}""";
    SchemaChange change = (SchemaChange) parse(PARSER, null, message).get(0);
    assertEquals(List.of(new SourceTable("a", "b\"c.d")), change.dropped());
  }

  @Test
  void aSchemaChangeWithoutTablesHasItsStatement() throws Exception {
    String message =
        "{\"source\":{\"ts_ms\":1},\"databaseName\":\"a\",\"ddl\":\"CREATE DATABASE a\","
            + "\"tableChanges\":[]}";
    SchemaChange change = (SchemaChange) parse(PARSER, null, message).get(0);
    assertEquals("CREATE DATABASE a", change.ddl());
    assertEquals(List.of(), change.tables());
  }
}
