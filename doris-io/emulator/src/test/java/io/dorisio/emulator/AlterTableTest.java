package io.dorisio.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Light schema change: tables change at once, open loads keep their plan. */
class AlterTableTest extends EmulatorTest {
  private void alter(String change) throws Exception {
    doris.execute("ALTER TABLE db.t " + change);
  }

  private String refusal(String change) {
    return assertThrows(SQLException.class, () -> alter(change)).getMessage();
  }

  private List<List<Object>> all() throws Exception {
    return rows("SELECT * FROM db.t ORDER BY k");
  }

  @Test
  void addedColumnsFillRowsWithTheirDefault() throws Exception {
    load("t", "1\ta\n");
    alter("ADD COLUMN n INT DEFAULT '7' COMMENT 'x'");
    alter("ADD COLUMN s STRING AFTER k");
    load("t", "2\ts\tb\t\\N\n");
    assertEquals(List.of(Arrays.asList(1, null, "a", 7), Arrays.asList(2, "s", "b", null)), all());
  }

  @Test
  void severalColumnsMayBeAddedAtOnce() throws Exception {
    alter("ADD COLUMN (a INT, b INT)");
    alter("ADD COLUMN c INT, DROP COLUMN a");
    load("t", "1\tx\t2\t3\n");
    assertEquals(List.of(List.of(1, "x", 2, 3)), all());
  }

  @Test
  void droppedColumnsGoWithTheirValues() throws Exception {
    load("t", "1\ta\n");
    alter("DROP COLUMN v");
    alter("ADD COLUMN v VARCHAR(8)");
    assertEquals(List.of(Arrays.asList(1, null)), all());
  }

  @Test
  void renamedColumnsKeepTheirValues() throws Exception {
    load("t", "1\ta\n");
    alter("RENAME COLUMN v w");
    alter("RENAME COLUMN k id");
    load("t", "{\"id\":2,\"w\":\"b\"}\n", JSON, BY_LINE);
    assertEquals(
        List.of(List.of(1, "a"), List.of(2, "b")), rows("SELECT id, w FROM db.t ORDER BY id"));
  }

  @Test
  void modifiedColumnsWiden() throws Exception {
    alter("ADD COLUMN n INT");
    load("t", "1\ta\t1\n");
    alter("MODIFY COLUMN v STRING");
    alter("MODIFY COLUMN n BIGINT");
    load("t", "2\ta long text\t5000000000\n");
    assertEquals(List.of(List.of(1, "a", 1L), List.of(2, "a long text", 5_000_000_000L)), all());
  }

  @Test
  void openLoadsKeepTheirPlanAcrossEveryChange() throws Exception {
    doris.execute("ALTER TABLE db.t ADD COLUMN gone INT");
    JsonNode open = load("t", "1\ta\t5\n", TWO_PHASES);
    alter("ADD COLUMN n INT DEFAULT '7'");
    alter("DROP COLUMN gone");
    alter("RENAME COLUMN v w");
    alter("MODIFY COLUMN n BIGINT DEFAULT '7'");
    alter("RENAME u");
    JsonNode reply = transaction("txn_operation: commit", "txn_id: " + open.path("TxnId").asLong());
    assertEquals("Success", reply.path("status").asText(), reply.toString());
    assertEquals(List.of(List.of(1, "a", 7L)), rows("SELECT k, w, n FROM db.u"));
  }

  @Test
  void renamedTablesAreFoundByTheirNewNameAlone() throws Exception {
    load("t", "1\ta\n");
    alter("RENAME u");
    assertEquals(List.of(List.of(1, "a")), rows("SELECT * FROM db.u"));
    assertTrue(load("t", "1\ta\n").path("Message").asText().endsWith("unknown table, tableName=t"));
    assertThrows(SQLException.class, () -> doris.query("SELECT * FROM db.t"));
  }

  @Test
  void changesAreChecked() throws Exception {
    assertTrue(
        refusal("ADD COLUMN v INT")
            .endsWith("Can not add column which already exists in base table: v"));
    assertTrue(refusal("DROP COLUMN x").endsWith("Column does not exists: x"));
    assertTrue(refusal("RENAME COLUMN x y").endsWith("Column[x] does not exists"));
    assertTrue(refusal("RENAME COLUMN k v").endsWith("Column name[v] is already used"));
    assertTrue(
        refusal("MODIFY COLUMN k TINYINT KEY NOT NULL").contains("Can not change INT to TINY"));
    assertTrue(
        refusal("MODIFY COLUMN v VARCHAR(4)")
            .endsWith(
                "Shorten type length is prohibited, srcType=varchar(8), targetType=varchar(4)"));
    assertTrue(
        refusal("MODIFY COLUMN v VARCHAR(9) NOT NULL")
            .endsWith("Can not change from nullable to non-nullable"));
    assertThrows(SQLException.class, () -> alter("DROP COLUMN k"));
    doris.execute("CREATE TABLE db.u (k INT, v INT) UNIQUE KEY(k) DISTRIBUTED BY RANDOM");
    assertTrue(refusal("RENAME u").endsWith("Table name[u] is already used"));
    assertThrows(SQLException.class, () -> doris.execute("ALTER TABLE db.u DROP COLUMN k"));
  }

  @Test
  void changedTablesOutliveARestart(@TempDir Path directory) throws Exception {
    try (DorisEmulator first = DorisEmulator.builder().dataDir(directory).start()) {
      first.execute("CREATE DATABASE db");
      first.execute(
          "CREATE TABLE db.p (k INT, v INT, w INT) UNIQUE KEY(k) COMMENT 'it''s'"
              + " DISTRIBUTED BY HASH(k) BUCKETS 3 PROPERTIES"
              + " ('function_column.sequence_col' = 'v')");
      first.execute("ALTER TABLE db.p DROP COLUMN w");
      first.execute("ALTER TABLE db.p ADD COLUMN x INT DEFAULT '4'");
      first.execute("ALTER TABLE db.p RENAME COLUMN v seq");
      first.execute("ALTER TABLE db.p RENAME COLUMN k id");
    }
    try (DorisEmulator second = DorisEmulator.builder().dataDir(directory).start()) {
      assertEquals(
          List.of(
              List.of(
                  "p",
                  """
                  CREATE TABLE `p` (
                    `id` int NULL,
                    `seq` int NULL,
                    `x` int NULL DEFAULT "4"
                  ) ENGINE=OLAP
                  UNIQUE KEY(`id`)
                  COMMENT 'it\\'s'
                  DISTRIBUTED BY HASH(`id`) BUCKETS 3
                  PROPERTIES (
                  "function_column.sequence_col" = "seq"
                  );""")),
          second.query("SHOW CREATE TABLE db.p"));
      second.execute("ALTER TABLE db.p ADD COLUMN y INT");
      assertEquals(List.of(), second.query("SELECT id, seq, x, y FROM db.p"));
    }
  }
}
