package io.dorisio.cdc.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.LocalDoris;
import io.dorisio.cdc.ChangeFormat;
import io.dorisio.cdc.ParserOptions;
import io.dorisio.cdc.rules.KeyRules;
import io.dorisio.cdc.rules.MaskingRules;
import io.dorisio.cdc.rules.MetadataColumns;
import io.dorisio.cdc.rules.SchemaChangePolicy;
import io.dorisio.cdc.rules.TableRoutes;
import io.dorisio.cdc.rules.TypeRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Canal's and Debezium's messages on the direct runner, into a local Doris. */
class WriteChangesIT {

  @RegisterExtension static final LocalDoris DORIS = new LocalDoris();

  private static final String TYPES =
      "{\"id\":\"int\",\"day\":\"date\",\"name\":\"varchar(20)\",\"price\":\"decimal(20,4)\","
          + "\"phone\":\"varchar(20)\"}";

  private String table;

  @BeforeEach
  void nameTable() {
    table = DORIS.newTable();
  }

  private void createTable(String properties) {
    DORIS.execute(
        "CREATE TABLE "
            + table
            + " (id INT NOT NULL, day DATE NOT NULL, name VARCHAR(60), price DECIMAL(20,4)"
            + (properties.contains("\"seq\"") ? ", seq LARGEINT" : "")
            + ") UNIQUE KEY(id, day) DISTRIBUTED BY HASH(day) BUCKETS 1"
            + " PROPERTIES (\"replication_num\" = \"1\""
            + properties
            + ")");
  }

  @Test
  void rowsOfSeveralTablesBecomeOneWithTheirOrigin() {
    DORIS.execute(
        "CREATE TABLE "
            + table
            + " (id INT NOT NULL, name VARCHAR(60), database_name VARCHAR(60), table_name"
            + " VARCHAR(60)) UNIQUE KEY(id) DISTRIBUTED BY HASH(id) BUCKETS 1 PROPERTIES"
            + " (\"replication_num\" = \"1\")");

    run(
        canal().withMetadata(MetadataColumns.parse("database_name, table_name")),
        insert("emp_1", "employees_1", "{\"id\":\"1\",\"name\":\"O'Neil \\\"Ü\\\" \\\\N\"}"),
        insert("emp_2", "employees_12", "{\"id\":\"2\",\"name\":null}"));

    assertRows(
        "SELECT * FROM " + table + " ORDER BY id",
        "[1, O'Neil \"Ü\" \\N, emp_1, employees_1]",
        "[2, null, emp_2, employees_12]");
  }

  @Test
  void updateThatChangesAKeyOfTheDorisTableMovesTheRow() {
    createTable("");

    run(
        canal(),
        insert("{\"id\":\"1\",\"day\":\"2024-01-01\",\"name\":\"a\"}"),
        update("{\"id\":\"1\",\"day\":\"2024-02-29\",\"name\":\"b\"}", "{\"day\":\"2024-01-01\"}"));

    assertRows("SELECT * FROM " + table, "[1, 2024-02-29, b, null]");
  }

  @Test
  void deleteRemovesTheRowOfItsKeyAlone() {
    createTable("");

    run(
        canal(),
        insert("{\"id\":\"1\",\"day\":\"2024-01-01\",\"name\":\"a\"}"),
        insert("{\"id\":\"2\",\"day\":\"2024-01-01\",\"name\":\"b\"}"),
        canal("DELETE", "emp_1", "employees_1", "{\"id\":\"1\",\"day\":\"2024-01-01\"}", ""));

    assertRows("SELECT id FROM " + table, "[2]");
  }

  @Test
  void columnThatComesInRowsIsAddedAndOrderOfAKeyKept() {
    createTable("");

    run(
        canal(),
        insert("{\"id\":\"1\",\"day\":\"2024-01-01\",\"name\":\"a\"}"),
        insert("{\"id\":\"1\",\"day\":\"2024-01-01\",\"name\":\"b\",\"phone\":\"+49 1\"}"),
        insert("{\"id\":\"1\",\"day\":\"2024-01-01\",\"name\":\"c\",\"phone\":\"+49 2\"}"),
        insert("emp_2", "employees_1", "{\"id\":\"2\",\"day\":\"2024-01-01\",\"name\":\"d\"}"));

    assertRows(
        "SELECT id, name, phone FROM " + table + " ORDER BY id", "[1, c, +49 2]", "[2, d, null]");
  }

  @Test
  void newColumnIsLeftOutWhereThePolicyIgnoresIt() {
    createTable("");

    run(
        canal().withSchemaChanges(SchemaChangePolicy.parse("add=ignore")),
        insert("{\"id\":\"1\",\"day\":\"2024-01-01\",\"name\":\"a\",\"phone\":\"+49\"}"));

    assertRows("SELECT * FROM " + table, "[1, 2024-01-01, a, null]");
  }

  @Test
  void newColumnFailsTheJobWhereThePolicySaysSo() {
    createTable("");

    Throwable e =
        assertThrows(
            Exception.class,
            () ->
                run(
                    canal().withSchemaChanges(SchemaChangePolicy.parse("add=fail")),
                    insert("{\"id\":\"1\",\"day\":\"2024-01-01\",\"phone\":\"+49\"}")));

    assertTrue(LocalDoris.messages(e).contains("has no column phone"), LocalDoris.messages(e));
    assertRows("SELECT * FROM " + table);
  }

  @Test
  void renamedColumnTakesRowsUnderBothNames() {
    createTable("");

    run(
        canal(),
        insert("{\"id\":\"1\",\"day\":\"2024-01-01\",\"name\":\"before\"}"),
        ddl("ALTER TABLE employees_1 RENAME COLUMN name TO title"),
        insert("{\"id\":\"2\",\"day\":\"2024-01-01\",\"title\":\"after\"}"),
        insert("emp_2", "employees_1", "{\"id\":\"3\",\"day\":\"2024-01-01\",\"name\":\"old\"}"),
        ddl("ALTER TABLE employees_1 RENAME COLUMN name TO title"));

    assertRows(
        "SELECT id, name FROM " + table + " ORDER BY id", "[1, before]", "[2, after]", "[3, old]");
  }

  @Test
  void droppedColumnGoesWhereThePolicyAppliesDrops() {
    createTable("");

    run(
        canal().withSchemaChanges(SchemaChangePolicy.parse("drop=apply")),
        insert("{\"id\":\"1\",\"day\":\"2024-01-01\",\"name\":\"a\",\"price\":\"1.5\"}"),
        ddl("ALTER TABLE employees_1 DROP COLUMN price"),
        ddl("ALTER TABLE employees_1 DROP COLUMN price"),
        insert("{\"id\":\"2\",\"day\":\"2024-01-01\",\"name\":\"b\"}"));

    assertRows(
        "SELECT * FROM " + table + " ORDER BY id", "[1, 2024-01-01, a]", "[2, 2024-01-01, b]");
  }

  @Test
  void truncationFailsTheJobByDefault() {
    createTable("");

    Throwable e =
        assertThrows(
            Exception.class, () -> run(canal(), canal("TRUNCATE", "emp_1", "employees_1", "", "")));

    assertTrue(LocalDoris.messages(e).contains("truncate=fail"), LocalDoris.messages(e));
  }

  @Test
  void truncationGivesTheDeleteThatTakesTheRowsBeforeItAndNoNewerOnes() {
    DORIS.execute(
        "CREATE TABLE "
            + table
            + " (id INT NOT NULL, src VARCHAR(60), name VARCHAR(60), seq LARGEINT) UNIQUE KEY(id)"
            + " DISTRIBUTED BY HASH(id) BUCKETS 1 PROPERTIES (\"replication_num\" = \"1\","
            + " \"function_column.sequence_col\" = \"seq\")");
    WriteChanges write =
        routed(WriteChanges.of(ChangeFormat.DEBEZIUM_JSON))
            .withMetadata(MetadataColumns.parse("table_name as src"));
    run(
        write.withSchemaChanges(SchemaChangePolicy.parse("truncate=ignore")),
        debezium("c", 600, "{\"id\":1,\"name\":\"before\"}"),
        debezium("t", 700, "null"),
        debezium("c", 800, "{\"id\":2,\"name\":\"after\"}"));

    Throwable e = assertThrows(Exception.class, () -> run(write, debezium("t", 700, "null")));

    String words = LocalDoris.messages(e);
    int start = words.indexOf("DELETE FROM");
    assertTrue(start >= 0, words);
    String delete = words.substring(start, words.indexOf(". The statement", start));
    assertRows(delete.replace("DELETE", "SELECT name"), "[before]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"truncate", "drop_table", "rename_table"})
  void whatCannotBeAppliedInOrderIsRefusedWithTheReason(String change) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> canal().withSchemaChanges(SchemaChangePolicy.parse(change + "=apply")));

    assertTrue(e.getMessage().contains(change + "=apply cannot be had: "), e.getMessage());
  }

  @Test
  void tableIsMadeAsTheStatementHasIt() {
    run(
        canal().withNewTables(newTables().withSequenceColumn("_seq")),
        ddl(
            "CREATE TABLE employees_1 (id INT UNSIGNED NOT NULL, name VARCHAR(20) COMMENT 'n',"
                + " price DECIMAL(20,4) NOT NULL, PRIMARY KEY (id))"),
        insert("{\"id\":\"4294967295\",\"name\":\"a\",\"price\":\"1234567890123456.7891\"}"));

    assertRows("SELECT id, name, price FROM " + table, "[4294967295, a, 1234567890123456.7891]");
    String ddl = DORIS.rows("SHOW CREATE TABLE " + table).get(0).get(1).toString();
    assertTrue(ddl.contains("`id` bigint NOT NULL"), ddl);
    assertTrue(ddl.contains("`name` varchar(80) NULL"), ddl);
    assertTrue(ddl.contains("UNIQUE KEY(`id`)"), ddl);
    assertTrue(ddl.contains("\"function_column.sequence_col\" = \"_seq\""), ddl);
  }

  @Test
  void rowsOfEqualKeysStayApartWhereTheirOriginIsInTheKey() {
    run(
        canal()
            .withMetadata(MetadataColumns.parse("database_name, table_name"))
            .withNewTables(
                newTables().withKeys(KeyRules.parse(".* => database_name, table_name, *")))
            .withSharedKeys(SharedKeys.FAIL),
        insert("emp_1", "employees_1", "{\"id\":\"1\",\"name\":\"a\"}"),
        insert("emp_1", "employees_2", "{\"id\":\"1\",\"name\":\"b\"}"),
        insert("emp_2", "employees_1", "{\"id\":\"1\",\"name\":\"c\"}"),
        canal("DELETE", "emp_1", "employees_1", "{\"id\":\"1\",\"name\":\"a\"}", ""));

    assertRows(
        "SELECT * FROM " + table + " ORDER BY name",
        "[emp_1, employees_2, 1, b]",
        "[emp_2, employees_1, 1, c]");
  }

  @Test
  void secondTableOfASharedKeyFailsTheJobWhereThePolicySaysSo() {
    createTable("");

    Throwable e =
        assertThrows(
            Exception.class,
            () ->
                run(
                    canal().withSharedKeys(SharedKeys.FAIL),
                    insert("emp_1", "employees_1", "{\"id\":\"1\",\"day\":\"2024-01-01\"}"),
                    insert("emp_1", "employees_2", "{\"id\":\"2\",\"day\":\"2024-01-01\"}")));

    assertTrue(LocalDoris.messages(e).contains("does not tell them apart"));
    assertRows("SELECT * FROM " + table);
  }

  @Test
  void metadataThatDiffersBetweenChangesOfARowIsNoKey() {
    WriteChanges write =
        canal()
            .withMetadata(MetadataColumns.parse("op_ts"))
            .withNewTables(newTables().withKeys(KeyRules.parse("op_ts, *")));

    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> run(write, "{}"));

    assertTrue(e.getMessage().contains("op_ts cannot be a key"), e.getMessage());
  }

  @Test
  void tablesOfTheirOwnNamesAreMadeFromTheirRows() {
    WriteChanges write =
        WriteChanges.of(ChangeFormat.CANAL_JSON)
            .withRoutes(TableRoutes.parse("").withDatabase("test").withPrefix("own_"))
            .withNewTables(newTables());

    run(
        write,
        insert("a", "one", "{\"id\":\"1\",\"day\":\"2024-01-01\",\"name\":\"x\"}"),
        insert("a", "two", "{\"id\":\"2\",\"day\":\"2024-01-01\",\"name\":\"y\"}"));

    assertRows("SELECT id, name FROM test.own_one", "[1, x]");
    assertRows("SELECT id, name FROM test.own_two", "[2, y]");
  }

  @Test
  void sequenceColumnOutranksTheOrderOfArrival() {
    createTable(", \"function_column.sequence_col\" = \"seq\"");

    run(
        routed(WriteChanges.of(ChangeFormat.DEBEZIUM_JSON))
            .withParser(ParserOptions.DEFAULT.withTypes(TypeRules.parse(".*\\.day => date"))),
        debezium("c", 700, "{\"id\":1,\"day\":19723,\"name\":\"newer\"}"),
        debezium("c", 600, "{\"id\":1,\"day\":19723,\"name\":\"older\"}"));

    assertRows("SELECT name FROM " + table, "[newer]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"largeint", "bigint"})
  void hiddenSequenceOutranksTheOrderOfArrival(String type) {
    createTable(", \"function_column.sequence_type\" = \"" + type + "\"");

    run(
        dated(),
        debezium("c", 700, "{\"id\":1,\"day\":19723,\"name\":\"newer\"}"),
        debezium("c", 600, "{\"id\":1,\"day\":19723,\"name\":\"older\"}"),
        debezium("c", 800, "{\"id\":2,\"day\":19723,\"name\":\"gone\"}"),
        debezium("d", 900, "{\"id\":2,\"day\":19723,\"name\":\"gone\"}"),
        debezium("c", 850, "{\"id\":2,\"day\":19723,\"name\":\"older than its deletion\"}"));

    assertRows("SELECT id, name FROM " + table, "[1, newer]");
  }

  @Test
  void tablesWithAndWithoutAHiddenSequenceShareAJob() {
    createTable(", \"function_column.sequence_type\" = \"largeint\"");
    String plain = DORIS.newTable();
    DORIS.execute(
        "CREATE TABLE "
            + plain
            + " (id INT NOT NULL, name VARCHAR(60)) UNIQUE KEY(id) DISTRIBUTED BY HASH(id) BUCKETS"
            + " 1 PROPERTIES (\"replication_num\" = \"1\")");

    run(
        canal()
            .withRoutes(TableRoutes.parse("emp_1\\..* => " + table + "; emp_2\\..* => " + plain)),
        insert("emp_1", "employees_1", "{\"id\":\"1\",\"day\":\"2024-01-01\"}"),
        insert("emp_2", "employees_1", "{\"id\":\"2\"}"),
        insert("emp_1", "employees_1", "{\"id\":\"3\",\"day\":\"2024-01-01\"}"));

    assertRows("SELECT id FROM " + table + " ORDER BY id", "[1]", "[3]");
    assertRows("SELECT id FROM " + plain, "[2]");
  }

  @Test
  void placeBeyondABigIntSequenceIsRefusedAndNamesLargeInt() {
    createTable(", \"function_column.sequence_type\" = \"bigint\"");

    Throwable e =
        assertThrows(
            Exception.class,
            () -> run(dated(), debezium("c", 1L << 32, "{\"id\":1,\"day\":19723}")));

    assertTrue(LocalDoris.messages(e).contains("use LARGEINT"), LocalDoris.messages(e));
    assertRows("SELECT * FROM " + table);
  }

  @Test
  void hiddenSequenceOfADateIsRefused() {
    createTable(", \"function_column.sequence_type\" = \"datetime\"");

    Throwable e =
        assertThrows(
            Exception.class, () -> run(dated(), debezium("c", 7, "{\"id\":1,\"day\":19723}")));

    assertTrue(
        LocalDoris.messages(e).contains("a place in the source needs LARGEINT or BIGINT"),
        LocalDoris.messages(e));
  }

  private WriteChanges dated() {
    return routed(WriteChanges.of(ChangeFormat.DEBEZIUM_JSON))
        .withParser(ParserOptions.DEFAULT.withTypes(TypeRules.parse(".*\\.day => date")));
  }

  @Test
  void maskedColumnLeavesNothingOfItsValue() {
    createTable("");

    run(
        canal().withMasking(MaskingRules.parse(".*\\.name => keep(1,1)", "")),
        insert("{\"id\":\"1\",\"day\":\"2024-01-01\",\"name\":\"secret\"}"));

    assertRows("SELECT name FROM " + table, "[s****t]");
  }

  @Test
  void brokenMessageFailsTheJobWithItsPlaceAndTheWayOut() {
    createTable("");

    Throwable e =
        assertThrows(
            Exception.class,
            () ->
                run(
                    canal(),
                    insert("{\"id\":\"1\",\"day\":\"2024-01-01\"}"),
                    insert("{\"id\":\"2\",\"name\":\"no day\"}")));

    String words = LocalDoris.messages(e);
    assertTrue(words.contains("The message at emp-7@1 cannot be written"), words);
    assertTrue(words.contains("--deadLetterTopic"), words);
  }

  @Test
  void brokenMessagesAreDeadLettersWithTheirPlaceAndNothingElseIsLost() {
    createTable("");
    Pipeline pipeline = Pipeline.create();
    ChangesWritten written =
        pipeline
            .apply(
                InOrder.of(
                    insert("{\"id\":\"1\",\"day\":\"2024-01-01\",\"name\":\"a\"}"),
                    "{ no JSON",
                    canal("VANISH", "emp_1", "employees_1", "", ""),
                    insert("{\"id\":\"2\",\"name\":\"no day\"}"),
                    insert("{\"id\":\"3\",\"day\":\"2024-01-01\",\"name\":\"c\"}")))
            .apply(
                canal()
                    .withDeadLetters()
                    .withConnection(DORIS.connection())
                    .withLabelPrefix("changes"));
    PAssert.that(written.getDeadLetters())
        .satisfies(
            letters -> {
              List<String> places = new ArrayList<>();
              letters.forEach(letter -> places.add(letter.place().toString()));
              places.sort(null);
              assertEquals(List.of("emp-7@1", "emp-7@2", "emp-7@3"), places);
              return null;
            });
    pipeline.run().waitUntilFinish();

    assertRows("SELECT id FROM " + table + " ORDER BY id", "[1]", "[3]");
  }

  private static NewTables newTables() {
    return NewTables.DEFAULT.withBuckets(1).withProperties(Map.of("replication_num", "1"));
  }

  private WriteChanges canal() {
    return routed(WriteChanges.of(ChangeFormat.CANAL_JSON));
  }

  private WriteChanges routed(WriteChanges write) {
    return write.withRoutes(TableRoutes.parse("emp_\\d+\\.employees_\\d+ => " + table));
  }

  private static void run(WriteChanges write, String... messages) {
    Pipeline pipeline = Pipeline.create();
    pipeline
        .apply(InOrder.of(messages))
        .apply(write.withConnection(DORIS.connection()).withLabelPrefix("changes"));
    pipeline.run().waitUntilFinish();
  }

  private static void assertRows(String sql, String... rows) {
    assertEquals(List.of(rows), DORIS.rows(sql).stream().map(Object::toString).toList(), sql);
  }

  private static String insert(String row) {
    return insert("emp_1", "employees_1", row);
  }

  private static String insert(String database, String table, String row) {
    return canal("INSERT", database, table, row, "");
  }

  private static String update(String row, String old) {
    return canal("UPDATE", "emp_1", "employees_1", row, old);
  }

  private static String canal(String type, String database, String table, String row, String old) {
    return "{\"data\":["
        + row
        + "],\"database\":\""
        + database
        + "\",\"es\":1700000000000,\"isDdl\":false,\"mysqlType\":"
        + TYPES
        + ",\"old\":"
        + (old.isEmpty() ? "null" : "[" + old + "]")
        + ",\"pkNames\":[\"id\"],\"sql\":\"\",\"table\":\""
        + table
        + "\",\"ts\":1700000000001,\"type\":\""
        + type
        + "\"}";
  }

  private static String ddl(String sql) {
    return "{\"data\":null,\"database\":\"emp_1\",\"es\":1700000000000,\"isDdl\":true,"
        + "\"mysqlType\":null,\"old\":null,\"pkNames\":null,\"sql\":\""
        + sql
        + "\",\"table\":\"employees_1\",\"ts\":1,\"type\":\""
        + (sql.startsWith("CREATE") ? "CREATE" : "ALTER")
        + "\"}";
  }

  private static String debezium(String op, long position, String row) {
    return "{\"before\":"
        + (op.equals("d") ? row : "null")
        + ",\"after\":"
        + (op.equals("d") ? "null" : row)
        + ",\"source\":{\"db\":\"emp_1\",\"table\":\"employees_1\",\"file\":\"binlog.000003\","
        + "\"pos\":"
        + position
        + ",\"row\":0,\"snapshot\":\"false\",\"ts_ms\":1700000000000},\"op\":\""
        + op
        + "\",\"ts_ms\":1700000000001}";
  }
}
