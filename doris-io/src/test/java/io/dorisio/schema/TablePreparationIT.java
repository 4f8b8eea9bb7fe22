package io.dorisio.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.LocalDoris;
import io.dorisio.client.DorisClient;
import io.dorisio.client.DorisException;
import io.dorisio.client.KeysModel;
import io.dorisio.client.Statements;
import io.dorisio.client.StreamLoad;
import io.dorisio.client.StreamLoadRequest;
import io.dorisio.client.TableName;
import io.dorisio.schema.TableDefinition.PartitionUnit;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.Field;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.logicaltypes.EnumerationType;
import org.apache.beam.sdk.schemas.logicaltypes.FixedPrecisionNumeric;
import org.apache.beam.sdk.schemas.logicaltypes.OneOfType;
import org.apache.beam.sdk.schemas.logicaltypes.SqlTypes;
import org.apache.beam.sdk.schemas.logicaltypes.VariableString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tables that are created, changed and emptied on a server. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TablePreparationIT {

  @RegisterExtension static final LocalDoris DORIS = new LocalDoris();

  private static final AtomicInteger TABLES = new AtomicInteger();
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Schema ID_AND_NAME =
      Schema.builder().addInt64Field("id").addNullableStringField("name").build();
  private static final TableDefinition BY_ID =
      TableDefinition.unique("id").withBuckets(1).withProperty("replication_num", "1");
  private static final TableSetup CREATE = TableSetup.DEFAULT.createIfNeeded(BY_ID);

  private final TableName table = new TableName("test", "p" + TABLES.incrementAndGet());
  private TablePreparation preparation;

  @BeforeEach
  void open() {
    preparation = new TablePreparation(DORIS.connection(), LIMIT);
  }

  @AfterEach
  void close() {
    preparation.close();
  }

  private static Schema everyType() {
    Schema inner = Schema.builder().addInt32Field("a").addStringField("b c").build();
    return Schema.builder()
        .addInt64Field("id")
        .addField("day", FieldType.logicalType(SqlTypes.DATE))
        .addNullableField("text", FieldType.STRING)
        .addNullableField("b1", FieldType.BYTE)
        .addNullableField("b2", FieldType.INT16)
        .addNullableField("b4", FieldType.INT32)
        .addNullableField("f", FieldType.FLOAT)
        .addNullableField("g", FieldType.DOUBLE)
        .addNullableField("dec", FieldType.DECIMAL)
        .addNullableField("money", FieldType.logicalType(FixedPrecisionNumeric.of(18, 4)))
        .addNullableField("whole", FieldType.logicalType(FixedPrecisionNumeric.of(38, 0)))
        .addNullableField("flag", FieldType.BOOLEAN)
        .addNullableField("bytes", FieldType.BYTES)
        .addNullableField("short text", FieldType.logicalType(VariableString.of(5)))
        .addNullableField("millis", FieldType.DATETIME)
        .addNullableField("micros", FieldType.logicalType(SqlTypes.DATETIME))
        .addNullableField("time", FieldType.logicalType(SqlTypes.TIME))
        .addNullableField("uuid", FieldType.logicalType(SqlTypes.UUID))
        .addNullableField("color", FieldType.logicalType(EnumerationType.create("red", "blue")))
        .addNullableField(
            "either",
            FieldType.logicalType(
                OneOfType.create(Field.of("n", FieldType.INT64), Field.of("s", FieldType.STRING))))
        .addNullableField("list", FieldType.array(FieldType.array(FieldType.DOUBLE)))
        .addNullableField("map", FieldType.map(FieldType.STRING, FieldType.row(inner)))
        .addNullableField("row", FieldType.row(inner))
        .build();
  }

  @Test
  void aTableOfEveryTypeIsCreatedAndReadBackTheSame() throws Exception {
    Schema rows = everyType();
    TableDefinition definition =
        TableDefinition.unique("id", "day")
            .withHashColumns("id")
            .withBuckets(2)
            .withPartitionBy("day", PartitionUnit.MONTH)
            .withSequenceColumn("micros")
            .withProperty("replication_num", "1")
            .withComment("it's \"all\" \\ of them; 😀");

    TableSchema created =
        preparation.prepare(table, rows, TableSetup.DEFAULT.createIfNeeded(definition));

    assertEquals(
        WantedColumns.of(rows, definition).stream().map(TablePreparationIT::text).toList(),
        created.columns().stream().map(TablePreparationIT::text).toList());
    assertEquals(KeysModel.UNIQUE, created.keysModel());
    assertEquals("micros", created.sequenceColumn());
    assertTrue(created.isPlacing(created.column("day").orElseThrow()));
    RowCheck.of(rows, created, RowCheckOptions.DEFAULT);
    assertEquals(
        List.of(), SchemaPlan.of(rows, created, definition, SchemaEvolution.ADD_AND_WIDEN));
  }

  private static String text(Column column) {
    return column.toString().toLowerCase(Locale.ROOT);
  }

  @Test
  void aRowOfEveryTypeIsHeldByItsTable() throws Exception {
    preparation.prepare(
        table, everyType(), TableSetup.DEFAULT.createIfNeeded(BY_ID.withSequenceColumn("day")));

    load(
        """
        {"id":1,"day":"9999-12-31","text":"\\u0000😀\\"","b1":-128,"b2":-32768,"b4":-2147483648,\
        "f":1.5,"g":"NaN","dec":"-12345678901234567890123456789.123456789",\
        "money":"12345678901234.1234","whole":"99999999999999999999999999999999999999",\
        "flag":true,"bytes":"AAEC","short text":"😀😀😀😀😀","millis":"2024-01-01 00:00:00.123",\
        "micros":"0000-01-01 00:00:00.000001","time":"23:59:59.999999",\
        "uuid":"00000000-0000-0000-0000-000000000000","color":"red","either":5,\
        "list":[[1.5,null],[]],"map":{"k":{"a":1,"b c":"x"}},"row":{"a":2,"b c":null}}""");

    assertEquals(1, DORIS.count(table + " WHERE `short text` = '😀😀😀😀😀' AND b4 = -2147483648"));
  }

  /** Loads a row and commits it, none filtered. */
  private void load(String json) throws Exception {
    Map<String, String> properties =
        Map.of("format", "json", "read_json_by_line", "true", "strict_mode", "true");
    try (DorisClient client = new DorisClient(DORIS.connection())) {
      StreamLoad load =
          client.open(new StreamLoadRequest(table, "load_" + table.table(), properties));
      load.write(ByteBuffer.wrap((json + "\n").getBytes(StandardCharsets.UTF_8)), 1);
      load.end();
      load.awaitReply(LIMIT);
      client.commit(table.database(), load.transactionId().orElseThrow());
    }
  }

  @Test
  void aTableWithoutKeysIsCreatedFromATextFirst() throws Exception {
    Schema rows = Schema.builder().addStringField("line").build();
    TableDefinition log = TableDefinition.duplicate().withProperty("replication_num", "1");

    TableSchema created = preparation.prepare(table, rows, TableSetup.DEFAULT.createIfNeeded(log));

    assertEquals(KeysModel.DUPLICATE, created.keysModel());
    assertFalse(created.columns().get(0).key());
  }

  @Test
  void aTableThatIsThereStaysAsItIs() throws Exception {
    DORIS.execute(
        "CREATE TABLE "
            + table
            + " (id INT) DUPLICATE KEY(id) DISTRIBUTED BY HASH(id) BUCKETS 1"
            + " PROPERTIES (\"replication_num\" = \"1\")");

    TableSchema found = preparation.prepare(table, ID_AND_NAME, CREATE);

    assertEquals(List.of("id"), found.columns().stream().map(Column::name).toList());
  }

  @Test
  void aMissingTableIsAnErrorWhereItIsNotToBeCreated() {
    DorisException e =
        assertThrows(
            DorisException.class,
            () -> preparation.prepare(table, ID_AND_NAME, TableSetup.DEFAULT));

    assertTrue(e.getMessage().contains(table + " does not exist"), e::getMessage);
  }

  @Test
  void aMissingDatabaseIsAnErrorThatNamesIt() {
    DorisException e =
        assertThrows(
            DorisException.class,
            () -> preparation.prepare(new TableName("nowhere", "t"), ID_AND_NAME, CREATE));

    assertTrue(e.getMessage().contains("nowhere"), e::getMessage);
  }

  @Test
  void newFieldsBecomeColumns() throws Exception {
    preparation.prepare(table, ID_AND_NAME, CREATE);
    Schema more = Schema.builder().addFields(ID_AND_NAME.getFields()).addInt32Field("age").build();

    TableSchema changed =
        preparation.prepare(table, more, CREATE.withEvolution(SchemaEvolution.ADD_COLUMNS));

    Column age = changed.column("age").orElseThrow();
    assertEquals("INT", age.type().ddl());
    assertTrue(age.nullable());
  }

  @Test
  void columnsBecomeWiderAndKeepAllElse() throws Exception {
    DORIS.execute(
        "CREATE TABLE "
            + table
            + " (id BIGINT, n SMALLINT NOT NULL DEFAULT \"7\" COMMENT \"a \\\"number\\\"\","
            + " v VARCHAR(3), d DECIMAL(9,2), t DATETIME) DUPLICATE KEY(id)"
            + " DISTRIBUTED BY HASH(id) BUCKETS 1 PROPERTIES (\"replication_num\" = \"1\")");
    Schema wider =
        Schema.builder()
            .addInt64Field("id")
            .addInt64Field("n")
            .addField("v", FieldType.logicalType(VariableString.of(10)))
            .addField("d", FieldType.logicalType(FixedPrecisionNumeric.of(20, 4)))
            .addField("t", FieldType.logicalType(SqlTypes.DATETIME))
            .build();

    TableSchema changed =
        preparation.prepare(
            table, wider, TableSetup.DEFAULT.withEvolution(SchemaEvolution.ADD_AND_WIDEN));

    assertEquals(
        List.of("BIGINT", "BIGINT", "VARCHAR(40)", "DECIMAL(20,4)", "DATETIME(6)"),
        changed.columns().stream().map(column -> column.type().ddl()).toList());
    Column number = changed.column("n").orElseThrow();
    assertEquals("\"7\"", number.defaultValue());
    assertEquals("a \"number\"", number.comment());
    assertFalse(number.nullable());
  }

  @Test
  void aKeyThatPlacesNothingBecomesWiderAsAKey() throws Exception {
    DORIS.execute(
        "CREATE TABLE "
            + table
            + " (id BIGINT, k INT) DUPLICATE KEY(id, k) DISTRIBUTED BY HASH(id) BUCKETS 1"
            + " PROPERTIES (\"replication_num\" = \"1\")");
    Schema wider = Schema.builder().addInt64Field("id").addInt64Field("k").build();

    TableSchema changed =
        preparation.prepare(
            table, wider, TableSetup.DEFAULT.withEvolution(SchemaEvolution.ADD_AND_WIDEN));

    assertEquals("BIGINT", changed.column("k").orElseThrow().type().ddl());
    assertTrue(changed.column("k").orElseThrow().key());
  }

  @Test
  void writersThatMeetCreateAndChangeOneTableTogether() throws Exception {
    int writers = 6;
    CyclicBarrier start = new CyclicBarrier(writers);
    List<Callable<TableSchema>> work = new ArrayList<>();
    for (int i = 0; i < writers; i++) {
      Schema own =
          Schema.builder()
              .addFields(ID_AND_NAME.getFields())
              .addInt64Field("shared")
              .addStringField("own" + i % 3)
              .build();
      work.add(
          () -> {
            try (TablePreparation mine = new TablePreparation(DORIS.connection(), LIMIT)) {
              start.await();
              return mine.createAndEvolve(
                  table, own, CREATE.withEvolution(SchemaEvolution.ADD_AND_WIDEN));
            }
          });
    }
    ExecutorService threads = Executors.newFixedThreadPool(writers);
    try {
      for (Future<TableSchema> done : threads.invokeAll(work)) {
        assertTrue(done.get().column("shared").isPresent());
      }
    } finally {
      threads.shutdownNow();
    }

    TableSchema end = preparation.prepare(table, ID_AND_NAME, TableSetup.DEFAULT);
    assertEquals(
        List.of("id", "name", "own0", "own1", "own2", "shared"),
        end.columns().stream().map(Column::name).sorted().toList());
  }

  @Test
  void aTableIsEmptiedOrMustBeEmpty() throws Exception {
    preparation.prepare(table, ID_AND_NAME, CREATE);
    TableSetup mustBeEmpty = CREATE.withWriteDisposition(WriteDisposition.FAIL_IF_NOT_EMPTY);
    preparation.prepare(table, ID_AND_NAME, mustBeEmpty);
    load("{\"id\":1,\"name\":\"a\"}");
    assertEquals(1, DORIS.count(table.toString()));

    DorisException e =
        assertThrows(
            DorisException.class, () -> preparation.prepare(table, ID_AND_NAME, mustBeEmpty));
    assertTrue(e.getMessage().contains(table + " has rows"), e::getMessage);
    preparation.prepare(table, ID_AND_NAME, CREATE);
    assertEquals(1, DORIS.count(table.toString()));

    preparation.prepare(table, ID_AND_NAME, CREATE.withWriteDisposition(WriteDisposition.TRUNCATE));

    assertEquals(0, DORIS.count(table.toString()));
  }

  @Test
  void aDeclarationWithHostileTextsIsReadBack() throws Exception {
    DORIS.execute(
        "CREATE TABLE "
            + table
            + " (id BIGINT COMMENT \"a, `b` (c) \\\"d\\\" COMMENT '\", v VARCHAR(9) DEFAULT \"x, y\""
            + " COMMENT 'NOT NULL') DUPLICATE KEY(id) COMMENT 'DISTRIBUTED BY HASH(`v`)'"
            + " DISTRIBUTED BY HASH(id) BUCKETS 1 PROPERTIES (\"replication_num\" = \"1\")");

    TableSchema read;
    try (Statements statements = new Statements(DORIS.connection(), LIMIT)) {
      read = new SchemaReader(statements).read(table);
    }

    assertEquals("a, `b` (c) \"d\" COMMENT '", read.columns().get(0).comment());
    assertEquals("\"x, y\"", read.columns().get(1).defaultValue());
    assertTrue(read.columns().get(1).nullable());
    assertEquals(List.of("id"), read.placingColumns());
  }
}
