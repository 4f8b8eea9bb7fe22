package io.dorisio.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.client.KeysModel;
import io.dorisio.client.TableName;
import io.dorisio.schema.TableDefinition.PartitionUnit;
import java.util.List;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.logicaltypes.SqlTypes;
import org.junit.jupiter.api.Test;

class CreateTableTest {

  private static final TableName TABLE = new TableName("shop", "orders");
  private static final Schema ROWS =
      Schema.builder()
          .addStringField("note")
          .addField("day", FieldType.logicalType(SqlTypes.DATE))
          .addNullableField("amount", FieldType.DECIMAL)
          .addInt64Field("id")
          .build();

  private static String ddl(TableDefinition definition) {
    return CreateTable.statement(TABLE, ROWS, definition);
  }

  private static void assertRefused(TableDefinition definition, String words) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> ddl(definition));
    assertTrue(e.getMessage().contains(words), e::getMessage);
  }

  @Test
  void keysComeFirstInTheirOrder() {
    assertEquals(
        """
        CREATE TABLE IF NOT EXISTS `shop`.`orders` (
          `id` BIGINT NOT NULL,
          `day` DATE NOT NULL,
          `note` STRING NOT NULL,
          `amount` DECIMAL(38,9) NULL
        )
        DUPLICATE KEY(`id`, `day`)
        DISTRIBUTED BY HASH(`id`, `day`) BUCKETS AUTO""",
        ddl(TableDefinition.duplicate("id", "day")));
  }

  @Test
  void aUniqueTableMergesOnWriteAndHasAllThatIsAskedFor() {
    assertEquals(
        """
        CREATE TABLE IF NOT EXISTS `shop`.`orders` (
          `day` DATE NOT NULL,
          `note` VARCHAR(65533) NOT NULL,
          `amount` DECIMAL(18,4) NULL,
          `id` BIGINT NOT NULL
        )
        UNIQUE KEY(`day`, `note`)
        COMMENT "say \\"hi\\" \\\\"
        AUTO PARTITION BY RANGE (date_trunc(`day`, 'month')) ()
        DISTRIBUTED BY HASH(`note`) BUCKETS 16
        PROPERTIES (
          "enable_unique_key_merge_on_write" = "true",
          "function_column.sequence_col" = "id",
          "replication_num" = "1"
        )""",
        ddl(
            TableDefinition.unique("day", "note")
                .withHashColumns("note")
                .withBuckets(16)
                .withPartitionBy("day", PartitionUnit.MONTH)
                .withColumnType("AMOUNT", "decimal(18, 4)")
                .withSequenceColumn("id")
                .withProperty("replication_num", "1")
                .withComment("say \"hi\" \\")));
  }

  @Test
  void aTableWithoutKeysSaysSoAndIsDistributedAtRandom() {
    String ddl = ddl(TableDefinition.duplicate());

    assertTrue(ddl.contains("DISTRIBUTED BY RANDOM BUCKETS AUTO"), ddl);
    assertTrue(ddl.contains("\"enable_duplicate_without_keys_by_default\" = \"true\""), ddl);
    assertTrue(!ddl.contains(" KEY("), ddl);
  }

  @Test
  void aGivenPropertyWins() {
    String ddl =
        ddl(TableDefinition.unique("id").withProperty("enable_unique_key_merge_on_write", "false"));

    assertTrue(ddl.contains("\"enable_unique_key_merge_on_write\" = \"false\""), ddl);
    assertTrue(!ddl.contains("\"true\""), ddl);
  }

  @Test
  void namesAreQuoted() {
    Schema rows = Schema.builder().addInt32Field("a`b c").build();

    String ddl =
        CreateTable.statement(new TableName("d`b", "t"), rows, TableDefinition.duplicate("a`b c"));

    assertTrue(ddl.contains("`d``b`.`t`"), ddl);
    assertTrue(ddl.contains("DUPLICATE KEY(`a``b c`)"), ddl);
  }

  @Test
  void whatItWritesIsReadBack() {
    TableSchema table =
        TableSchema.parse(
            ddl(TableDefinition.unique("day", "id")
                    .withHashColumns("id")
                    .withPartitionBy("day", PartitionUnit.DAY)
                    .withSequenceColumn("id")
                    .withComment("it's"))
                .replace("IF NOT EXISTS ", ""));

    assertEquals(KeysModel.UNIQUE, table.keysModel());
    assertEquals(
        List.of("day", "id", "note", "amount"),
        table.columns().stream().map(Column::name).toList());
    assertEquals("id", table.sequenceColumn());
    assertTrue(table.isPlacing(table.column("day").orElseThrow()));
  }

  @Test
  void keysThatAreNoFieldsAreRefused() {
    assertRefused(TableDefinition.unique("nothing"), "key column nothing is not a field");
    assertRefused(TableDefinition.unique("id", "ID"), "given twice");
    assertRefused(TableDefinition.unique("id").withHashColumns("day"), "must be one of its keys");
    assertRefused(
        TableDefinition.duplicate("id").withHashColumns("x"), "distribution column x is not");
  }

  @Test
  void aKeyOrSequenceOfAWrongTypeIsRefused() {
    assertRefused(TableDefinition.unique("id").withSequenceColumn("note"), "integer or a date");
    assertRefused(
        TableDefinition.unique("id").withColumnType("id", "double"), "Field id: Doris has no keys");
    assertRefused(
        TableDefinition.unique("id").withColumnType("id", "varchar("), "Field id: Expected");
  }

  @Test
  void fieldsThatDifferInCaseAloneAreRefused() {
    Schema rows = Schema.builder().addInt32Field("id").addInt32Field("Id").build();

    assertThrows(
        IllegalArgumentException.class,
        () -> CreateTable.statement(TABLE, rows, TableDefinition.duplicate("id")));
  }

  @Test
  void definitionsThatContradictThemselvesAreRefused() {
    assertThrows(IllegalArgumentException.class, TableDefinition::unique);
    assertThrows(
        IllegalArgumentException.class,
        () -> TableDefinition.unique("id").withRandomDistribution());
    assertThrows(
        IllegalArgumentException.class,
        () -> TableDefinition.duplicate("id").withSequenceColumn("day"));
    assertThrows(
        IllegalArgumentException.class,
        () -> TableDefinition.duplicate("id").withHashColumns("id").withRandomDistribution());
    assertThrows(
        IllegalArgumentException.class, () -> TableDefinition.duplicate("id").withBuckets(-1));
  }
}
