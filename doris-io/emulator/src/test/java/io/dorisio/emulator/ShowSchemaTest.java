package io.dorisio.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the statement interface tells of databases, tables and columns. */
class ShowSchemaTest extends AnyDorisTest {
  @BeforeEach
  void createTables() throws Exception {
    doris.execute("CREATE DATABASE other");
    doris.execute(
        "CREATE TABLE db.orders (k BIGINT NOT NULL COMMENT 'id', d DECIMAL(10,2) DEFAULT '1.5',"
            + " t DATETIME(3) DEFAULT CURRENT_TIMESTAMP(3), v STRING) UNIQUE KEY(k)"
            + " DISTRIBUTED BY HASH(k) BUCKETS 1");
  }

  private String failure(String sql) {
    return assertThrows(SQLException.class, () -> doris.query(sql)).getMessage();
  }

  @Test
  void databasesAndTablesAreListed() throws Exception {
    assertEquals(
        List.of(List.of("db"), List.of("other"), List.of("information_schema")),
        doris.query("SHOW DATABASES"));
    assertEquals(List.of(List.of("db")), doris.query("SHOW DATABASES LIKE 'd%'"));
    assertEquals(List.of(List.of("orders"), List.of("t")), doris.query("SHOW TABLES FROM db"));
    assertEquals(List.of(List.of("orders")), doris.query("SHOW TABLES FROM db LIKE 'or_ers'"));
    assertEquals(List.of(), doris.query("SHOW TABLES FROM db LIKE 'ORDERS'"));
  }

  @Test
  void tablesAreDescribed() throws Exception {
    List<List<Object>> rows =
        List.of(
            Arrays.asList("k", "bigint", "No", "true", null, ""),
            List.of("d", "decimal(10,2)", "Yes", "false", "1.5", "NONE"),
            List.of("t", "datetime(3)", "Yes", "false", "CURRENT_TIMESTAMP", "NONE"),
            Arrays.asList("v", "text", "Yes", "false", null, "NONE"));
    assertEquals(rows, doris.query("DESC db.orders"));
    assertEquals(rows, doris.query("DESCRIBE `db`.`orders`;"));
    assertEquals(rows, doris.query("SHOW FULL COLUMNS FROM orders FROM db"));
  }

  @Test
  void defaultsAreShownAsTheyAreWithNothingEscaped() throws Exception {
    doris.execute("ALTER TABLE db.orders ADD COLUMN q VARCHAR(9) DEFAULT 'a\"\\\\b'");
    String sql = doris.query("SHOW CREATE TABLE db.orders").get(0).get(1).toString();
    assertTrue(sql.contains("`q` varchar(9) NULL DEFAULT \"a\"\\b\""), sql);
  }

  @Test
  void declarationsCanBeRunAgain() throws Exception {
    String sql = doris.query("SHOW CREATE TABLE db.orders").get(0).get(1).toString();
    doris.execute("DROP TABLE db.orders");
    doris.execute(sql.replace("`orders`", "db.orders"));
    assertEquals(sql, doris.query("SHOW CREATE TABLE db.orders").get(0).get(1));
  }

  @Test
  void informationSchemaIsQueried() throws Exception {
    assertEquals(
        List.of(List.of("k", 1, "bigint", "UNI"), List.of("d", 2, "decimal", "")),
        doris.query(
            "SELECT COLUMN_NAME, ordinal_position, DATA_TYPE, COLUMN_KEY FROM"
                + " information_schema.columns WHERE TABLE_SCHEMA = 'db' AND TABLE_NAME = 'orders'"
                + " ORDER BY ORDINAL_POSITION LIMIT 2"));
    assertEquals(
        List.of(List.of("orders"), List.of("t")),
        doris.query(
            "SELECT `TABLE_NAME` FROM `information_schema`.`tables` WHERE TABLE_SCHEMA = 'db'"
                + " ORDER BY 1"));
    assertEquals(
        List.of(List.of("db"), List.of("information_schema"), List.of("other")),
        doris.query("SELECT SCHEMA_NAME FROM information_schema.schemata ORDER BY 1"));
    assertTrue(
        failure("SELECT * FROM information_schema.nope")
            .endsWith("Table [nope] does not exist in database [information_schema]."));
  }

  @Test
  void queriesNameTablesInEveryPlace() throws Exception {
    load("t", "1\ta\n2\tb\n");
    assertEquals(
        List.of(List.of(2L)),
        doris.query("SELECT count(*) FROM db.t, (SELECT 1 AS one) x WHERE k > 0"));
    assertEquals(
        List.of(List.of(1, "b")),
        doris.query(
            "WITH c AS (SELECT k + 0 AS k FROM db.t) SELECT c.k, u.v FROM c JOIN internal.db.t AS u"
                + " ON u.k = c.k + 1 WHERE c.k IN (SELECT t.k FROM db.t WHERE t.v = 'a')"));
    assertEquals(
        List.of(List.of(2026L)),
        doris.query("SELECT extract(year FROM cast('2026-01-02' AS DATE)) FROM db.t LIMIT 1"));
    assertEquals(List.of(List.of(4L)), doris.query("SELECT count(*) FROM db.t, db.t u"));
  }

  @Test
  void namesThatDifferByCaseAreDifferentTables() throws Exception {
    doris.execute("CREATE TABLE db.T (k INT) DISTRIBUTED BY RANDOM BUCKETS AUTO");
    load("T", "5\n");
    load("t", "1\ta\n");
    assertEquals(List.of(List.of(5)), rows("SELECT * FROM db.T"));
    assertEquals(List.of(List.of(1, "a")), rows("SELECT * FROM db.t"));
    assertTrue(
        failure("SELECT * FROM db.Orders")
            .endsWith("Table [Orders] does not exist in database [db]."));
  }

  @Test
  void tablesAreNotShownWithoutADatabase() {
    assumeFalse(RealDoris.isGiven(), "over HTTP a statement always has a database");
    assertTrue(failure("SHOW TABLES").endsWith("No database selected"));
  }

  @Test
  void insertsAreNotServed() {
    assertTrue(failure("INSERT INTO db.t VALUES (1, 'a')").endsWith("Unsupported statement type"));
  }

  @Test
  void unknownStatementsAreSyntaxErrors() {
    assertTrue(
        failure("SHOW NOTHING")
            .startsWith("errCode = 2, detailMessage = \nmismatched input 'NOTHING' expecting"));
    assertTrue(failure("SHOW TABLES FROM nope").endsWith("Unknown database 'nope'"));
    assertTrue(failure("DESC db.nope").endsWith("Unknown table 'nope'"));
  }
}
