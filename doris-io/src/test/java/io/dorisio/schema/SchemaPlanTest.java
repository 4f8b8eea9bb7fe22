package io.dorisio.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.client.KeysModel;
import io.dorisio.client.TableName;
import java.util.List;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.logicaltypes.FixedPrecisionNumeric;
import org.apache.beam.sdk.schemas.logicaltypes.SqlTypes;
import org.apache.beam.sdk.schemas.logicaltypes.VariableString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaPlanTest {

  private static final TableName TABLE = new TableName("shop", "orders");
  private static final TableDefinition DEFINITION = TableDefinition.duplicate("id");
  private static final FieldType DATE = FieldType.logicalType(SqlTypes.DATE);
  private static final FieldType DATE_TIME = FieldType.logicalType(SqlTypes.DATETIME);

  private static FieldType text(int length) {
    return FieldType.logicalType(VariableString.of(length));
  }

  private static FieldType decimal(int precision, int scale) {
    return FieldType.logicalType(FixedPrecisionNumeric.of(precision, scale));
  }

  private static List<String> statements(
      Schema rows, TableSchema table, SchemaEvolution evolution) {
    return SchemaPlan.of(rows, table, DEFINITION, evolution).stream()
        .map(change -> change.statement(TABLE))
        .toList();
  }

  private static List<String> widened(FieldType field, String column) {
    return statements(
        Beam.schema(field), Beam.table(Beam.column("c", column)), SchemaEvolution.ADD_AND_WIDEN);
  }

  private static void assertRefused(Schema rows, TableSchema table, String words) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> SchemaPlan.of(rows, table, DEFINITION, SchemaEvolution.ADD_AND_WIDEN));
    assertTrue(e.getMessage().contains(words), e::getMessage);
  }

  @Test
  void newFieldsBecomeNullableColumnsInOneStatement() {
    Schema rows =
        Schema.builder().addInt64Field("id").addStringField("a`b").addBooleanField("ok").build();

    assertEquals(
        List.of("ALTER TABLE `shop`.`orders` ADD COLUMN (`a``b` STRING NULL, `ok` BOOLEAN NULL)"),
        statements(rows, Beam.table(Beam.notNull("ID", "bigint")), SchemaEvolution.ADD_COLUMNS));
  }

  @Test
  void withoutEvolutionNothingChanges() {
    assertEquals(
        List.of(),
        statements(
            Beam.schema(FieldType.INT64),
            Beam.table(Beam.column("id", "int")),
            SchemaEvolution.NONE));
  }

  @Test
  void addingAloneDoesNotWiden() {
    assertEquals(
        List.of(),
        statements(
            Beam.schema(FieldType.INT64),
            Beam.table(Beam.column("c", "int")),
            SchemaEvolution.ADD_COLUMNS));
  }

  @Test
  void newColumnsComeBeforeWidenedOnes() {
    Schema rows = Schema.builder().addInt64Field("c").addInt32Field("n").build();

    assertEquals(
        List.of(
            "ALTER TABLE `shop`.`orders` ADD COLUMN (`n` INT NULL)",
            "ALTER TABLE `shop`.`orders` MODIFY COLUMN `c` BIGINT NULL"),
        statements(rows, Beam.table(Beam.column("c", "int")), SchemaEvolution.ADD_AND_WIDEN));
  }

  static List<Arguments> widenings() {
    return List.of(
        Arguments.of(FieldType.INT16, "tinyint", "SMALLINT"),
        Arguments.of(FieldType.INT32, "smallint", "INT"),
        Arguments.of(FieldType.INT64, "tinyint", "BIGINT"),
        Arguments.of(FieldType.DOUBLE, "float", "DOUBLE"),
        Arguments.of(FieldType.FLOAT, "smallint", "FLOAT"),
        Arguments.of(FieldType.FLOAT, "int", "DOUBLE"),
        Arguments.of(decimal(18, 2), "decimal(9,2)", "DECIMAL(18,2)"),
        Arguments.of(decimal(9, 4), "decimal(9,2)", "DECIMAL(11,4)"),
        Arguments.of(DATE_TIME, "date", "DATETIME(6)"),
        Arguments.of(DATE_TIME, "datetime", "DATETIME(6)"),
        Arguments.of(text(10), "varchar(20)", "VARCHAR(40)"),
        Arguments.of(text(10), "char(20)", "VARCHAR(40)"),
        Arguments.of(text(20_000), "varchar(20)", "STRING"),
        Arguments.of(FieldType.STRING, "int", "STRING"),
        Arguments.of(text(3), "bigint", "VARCHAR(64)"));
  }

  @ParameterizedTest
  @MethodSource("widenings")
  void columnsBecomeWiderWhereNothingIsLost(FieldType field, String column, String to) {
    assertEquals(
        List.of("ALTER TABLE `shop`.`orders` MODIFY COLUMN `c` " + to + " NULL"),
        widened(field, column));
  }

  static List<Arguments> fitting() {
    return List.of(
        Arguments.of(FieldType.BYTE, "largeint"),
        Arguments.of(FieldType.INT32, "decimal(10,0)"),
        Arguments.of(FieldType.INT32, "double"),
        Arguments.of(FieldType.FLOAT, "double"),
        Arguments.of(decimal(9, 2), "decimal(18,4)"),
        Arguments.of(FieldType.DECIMAL, "decimal(9,2)"),
        Arguments.of(FieldType.STRING, "varchar(1)"),
        Arguments.of(FieldType.STRING, "json"),
        Arguments.of(FieldType.BYTES, "varchar(9)"),
        Arguments.of(text(10), "string"),
        Arguments.of(DATE, "datetime"),
        Arguments.of(FieldType.INT64, "variant"),
        Arguments.of(FieldType.array(FieldType.INT32), "array<bigint>"),
        Arguments.of(FieldType.map(FieldType.STRING, FieldType.INT32), "json"),
        Arguments.of(
            FieldType.row(Schema.builder().addInt32Field("a").addInt32Field("b").build()),
            "struct<B:int,a:bigint>"),
        // Told apart row by row.
        Arguments.of(FieldType.INT32, "boolean"),
        Arguments.of(FieldType.STRING, "date"),
        Arguments.of(FieldType.INT64, "double"));
  }

  @ParameterizedTest
  @MethodSource("fitting")
  void columnsThatHoldTheFieldStay(FieldType field, String column) {
    assertEquals(List.of(), widened(field, column));
  }

  static List<Arguments> impossible() {
    return List.of(
        Arguments.of(FieldType.BYTES, "array<int>", "does not change to string"),
        Arguments.of(FieldType.array(FieldType.INT64), "array<int>", "does not change to array"),
        Arguments.of(FieldType.INT32, "date", "does not change to int"),
        Arguments.of(decimal(38, 0), "decimal(9,2)", "would need 40 digits"));
  }

  @ParameterizedTest
  @MethodSource("impossible")
  void whatDorisCannotChangeIsRefused(FieldType field, String column, String words) {
    assertRefused(Beam.schema(field), Beam.table(Beam.column("c", column)), words);
  }

  @Test
  void allElseOfAColumnIsSaidAgain() {
    Column column =
        new Column("c", DorisType.parse("int"), false, true, "\"0\"", "", false, "a \"key\"");

    assertEquals(
        List.of(
            "ALTER TABLE `shop`.`orders` MODIFY COLUMN `c` BIGINT KEY NOT NULL DEFAULT \"0\""
                + " COMMENT \"a \\\"key\\\"\""),
        statements(
            Beam.schema(FieldType.INT64), Beam.table(column), SchemaEvolution.ADD_AND_WIDEN));
  }

  @Test
  void anAggregationStays() {
    Column column = new Column("c", DorisType.parse("int"), true, false, "", "SUM", false, "");

    assertEquals(
        List.of("ALTER TABLE `shop`.`orders` MODIFY COLUMN `c` BIGINT SUM NULL"),
        statements(
            Beam.schema(FieldType.INT64),
            new TableSchema(KeysModel.AGGREGATE, List.of(column), "", List.of()),
            SchemaEvolution.ADD_AND_WIDEN));
  }

  @Test
  void aKeyOfNumbersBecomesATextThatCanBeAKey() {
    Column key = Column.of("c", DorisType.parse("int"), true, true);

    assertEquals(
        List.of("ALTER TABLE `shop`.`orders` MODIFY COLUMN `c` VARCHAR(65533) KEY NULL"),
        statements(Beam.schema(FieldType.STRING), Beam.table(key), SchemaEvolution.ADD_AND_WIDEN));
  }

  @Test
  void columnsThatPlaceRowsOrOrderThemAreNotChanged() {
    Column column = Beam.column("c", "int");
    Schema rows = Beam.schema(FieldType.INT64);

    assertRefused(
        rows,
        new TableSchema(KeysModel.UNIQUE, List.of(column), "", List.of("C")),
        "a partition or distribution column");
    assertRefused(
        rows,
        new TableSchema(KeysModel.UNIQUE, List.of(column), "C", List.of()),
        "the sequence column");
  }

  @Test
  void aLongerTextStaysInItsPlace() {
    TableSchema table =
        new TableSchema(
            KeysModel.UNIQUE, List.of(Beam.column("c", "varchar(4)")), "", List.of("c"));

    assertEquals(
        List.of("ALTER TABLE `shop`.`orders` MODIFY COLUMN `c` VARCHAR(40) NULL"),
        statements(Beam.schema(text(10)), table, SchemaEvolution.ADD_AND_WIDEN));
  }

  @Test
  void keysAndAggregatesAreNotAdded() {
    assertRefused(
        Schema.builder().addInt64Field("id").build(),
        Beam.table(Beam.column("c", "int")),
        "the key column id is missing");
    assertRefused(
        Beam.schema(FieldType.INT64),
        new TableSchema(KeysModel.AGGREGATE, List.of(), "", List.of()),
        "needs an aggregation");
  }

  @Test
  void aTypeThatIsGivenIsAskedForEvenIfTheFieldHasNoLength() {
    List<SchemaChange> changes =
        SchemaPlan.of(
            Beam.schema(FieldType.STRING),
            Beam.table(Beam.column("c", "varchar(10)")),
            DEFINITION.withColumnType("C", "varchar(99)"),
            SchemaEvolution.ADD_AND_WIDEN);

    assertEquals(
        "ALTER TABLE `shop`.`orders` MODIFY COLUMN `c` VARCHAR(99) NULL",
        changes.get(0).statement(TABLE));
  }

  @Test
  void hiddenColumnsAreNotAdded() {
    Schema rows = Schema.builder().addInt32Field("__DORIS_DELETE_SIGN__").build();

    assertEquals(List.of(), statements(rows, Beam.table(), SchemaEvolution.ADD_COLUMNS));
  }
}
