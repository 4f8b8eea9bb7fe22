package io.dorisio.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.client.KeysModel;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Declarations as Doris prints them (Env.getDdlStmt, Column.toSql). */
class TableSchemaTest {

  private static final String ORDERS =
      """
      CREATE TABLE `orders` (
        `id` bigint NOT NULL,
        `day` date NOT NULL COMMENT "the \\"day\\", DISTRIBUTED BY HASH(`x`)",
        `name` varchar(20) NULL DEFAULT "a"b, c" COMMENT "who",
        `changed_at` datetime(6) NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
        `amount` decimal(9,2) NOT NULL DEFAULT "0.00",
        `number` bigint NOT NULL AUTO_INCREMENT(1),
        `twice` int AS ((`id` * 2)) NULL,
        `tags` array<text> NULL DEFAULT "[]",
        `path` text NULL DEFAULT "C:\\",
        INDEX idx_name (`name`) USING INVERTED PROPERTIES("parser" = "unicode, a)") COMMENT ''
      ) ENGINE=OLAP
      UNIQUE KEY(`id`, `day`)
      COMMENT 'it''s (DISTRIBUTED BY HASH(`no`))'
      AUTO PARTITION BY RANGE (date_trunc(`day`, 'month'))
      (PARTITION p20240101000000 VALUES [('2024-01-01'), ('2024-02-01')))
      DISTRIBUTED BY HASH(`id`) BUCKETS 10
      PROPERTIES (
      "replication_allocation" = "tag.location.default: 1",
      "function_column.sequence_col" = "changed_at",
      "light_schema_change" = "true"
      );""";

  private final TableSchema orders = TableSchema.parse(ORDERS);

  private Column column(String name) {
    return orders.column(name).orElseThrow();
  }

  @Test
  void columnsComeInOrderWithTheirTypes() {
    assertEquals(
        List.of("id", "day", "name", "changed_at", "amount", "number", "twice", "tags", "path"),
        orders.columns().stream().map(Column::name).toList());
    assertEquals("VARCHAR(20)", column("name").type().ddl());
    assertEquals("ARRAY<STRING>", column("tags").type().ddl());
  }

  @Test
  void namesAreFoundWhateverTheirCase() {
    assertEquals("changed_at", column("Changed_AT").name());
    assertTrue(orders.column("other").isEmpty());
  }

  @Test
  void keysAndModelAreRead() {
    assertEquals(KeysModel.UNIQUE, orders.keysModel());
    assertTrue(column("day").key());
    assertFalse(column("name").key());
  }

  @Test
  void nullsAndDefaultsAreRead() {
    assertFalse(column("id").nullable());
    assertFalse(column("id").hasDefault());
    assertTrue(column("name").nullable());
    assertEquals("\"0.00\"", column("amount").defaultValue());
    assertEquals("CURRENT_TIMESTAMP(6)", column("changed_at").defaultValue());
  }

  @Test
  void aDefaultIsReadThoughDorisDoesNotEscapeIt() {
    assertEquals("\"a\\\"b, c\"", column("name").defaultValue());
    assertEquals("who", column("name").comment());
    assertEquals("\"C:\\\\\"", column("path").defaultValue());
  }

  @Test
  void commentsAreReadWithTheirQuotes() {
    assertEquals("the \"day\", DISTRIBUTED BY HASH(`x`)", column("day").comment());
  }

  @Test
  void columnsThatTheServerFillsAreKnown() {
    assertTrue(column("number").filledByServer());
    assertTrue(column("twice").filledByServer());
    assertFalse(column("id").filledByServer());
  }

  @Test
  void partitionAndDistributionColumnsArePlacing() {
    assertTrue(orders.isPlacing(column("id")));
    assertTrue(orders.isPlacing(column("day")));
    assertFalse(orders.isPlacing(column("name")));
    assertEquals(List.of("id", "date_trunc", "day"), orders.placingColumns());
  }

  @Test
  void theSequenceColumnIsRead() {
    assertEquals("changed_at", orders.sequenceColumn());
  }

  @Test
  void aSequenceTypeIsAHiddenSequenceColumn() {
    TableSchema table =
        TableSchema.parse(
            """
            CREATE TABLE `t` (
              `k` int NULL
            ) ENGINE=OLAP
            UNIQUE KEY(`k`)
            DISTRIBUTED BY HASH(`k`) BUCKETS 1
            PROPERTIES (
            "function_column.sequence_type" = "int"
            );
            """);

    assertTrue(table.hasSequenceColumn());
    assertEquals("__DORIS_SEQUENCE_COL__", table.sequenceColumn());
  }

  @Test
  void aggregationsAreRead() {
    TableSchema table =
        TableSchema.parse(
            """
            CREATE TABLE `t` (
              `k` int NULL,
              `s` bigint SUM NULL DEFAULT "0",
              `b` bitmap BITMAP_UNION NOT NULL DEFAULT BITMAP_EMPTY
            ) ENGINE=OLAP
            AGGREGATE KEY(`k`)
            DISTRIBUTED BY RANDOM BUCKETS AUTO;
            """);

    assertEquals(KeysModel.AGGREGATE, table.keysModel());
    assertEquals("SUM", table.column("s").orElseThrow().aggregation());
    assertEquals("BITMAP_UNION", table.column("b").orElseThrow().aggregation());
    assertEquals(List.of(), table.placingColumns());
  }

  @Test
  void aTableWithoutKeysIsADuplicateTable() {
    TableSchema table =
        TableSchema.parse(
            """
            CREATE TABLE `t` (
              `v` text NULL
            ) ENGINE=OLAP
            COMMENT 'OLAP'
            DISTRIBUTED BY RANDOM BUCKETS 1;
            """);

    assertEquals(KeysModel.DUPLICATE, table.keysModel());
    assertFalse(table.column("v").orElseThrow().key());
  }

  @Test
  void whatIsNoTableIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> TableSchema.parse("CREATE VIEW `v` AS SELECT 1 AS `a`"));
  }
}
