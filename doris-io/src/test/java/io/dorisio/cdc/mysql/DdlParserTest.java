package io.dorisio.cdc.mysql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.cdc.mysql.TableChange.AddColumn;
import io.dorisio.cdc.mysql.TableChange.ChangePrimaryKey;
import io.dorisio.cdc.mysql.TableChange.CreateTable;
import io.dorisio.cdc.mysql.TableChange.CreateTableLike;
import io.dorisio.cdc.mysql.TableChange.DropColumn;
import io.dorisio.cdc.mysql.TableChange.DropTable;
import io.dorisio.cdc.mysql.TableChange.ModifyColumn;
import io.dorisio.cdc.mysql.TableChange.OtherChange;
import io.dorisio.cdc.mysql.TableChange.Place;
import io.dorisio.cdc.mysql.TableChange.RenameColumn;
import io.dorisio.cdc.mysql.TableChange.RenameTable;
import io.dorisio.cdc.mysql.TableChange.TruncateTable;
import io.dorisio.cdc.mysql.TableChange.UnknownChange;
import java.util.List;
import org.junit.jupiter.api.Test;

class DdlParserTest {

  private static final SourceTable T = new SourceTable("shop", "t");

  private static List<TableChange> parse(String ddl) throws DdlSyntaxException {
    return DdlParser.parse(ddl, "shop");
  }

  private static ColumnDefinition column(String name, String type) {
    return new ColumnDefinition(name, MySqlType.parse(type), true, "");
  }

  @Test
  void columnsAreAddedWithTheirPlace() throws Exception {
    assertEquals(
        List.of(
            new AddColumn(T, column("a", "int(10) unsigned"), Place.UNNAMED, ColumnDefault.NULL),
            new AddColumn(T, column("b", "varchar(20)"), new Place(true, ""), ColumnDefault.NULL),
            new AddColumn(T, column("c", "json"), new Place(false, "a b"), ColumnDefault.NULL)),
        parse(
            "ALTER TABLE t ADD a INT(10) UNSIGNED, ADD COLUMN b VARCHAR(20) CHARACTER SET latin1"
                + " FIRST, ADD COLUMN `c` json AFTER `a b`"));
  }

  @Test
  void severalColumnsInBracketsAreSeveralChanges() throws Exception {
    assertEquals(
        List.of(
            new AddColumn(T, column("a", "int"), Place.UNNAMED, ColumnDefault.NULL),
            new AddColumn(T, column("b", "decimal(10,2)"), Place.UNNAMED, ColumnDefault.NULL)),
        parse("ALTER TABLE t ADD COLUMN (a INT, b DECIMAL(10,2))"));
  }

  @Test
  void nullsCommentsAndMembersAreKept() throws Exception {
    AddColumn add =
        (AddColumn)
            parse(
                    "alter table t add c enum('a,b','it''s') character set utf8 not null default"
                        + " 'a,b' comment 'x;y ''z'' 😀'")
                .get(0);
    assertEquals(List.of("a,b", "it's"), add.column().type().members());
    assertEquals(false, add.column().nullable());
    assertEquals("x;y 'z' 😀", add.column().comment());
  }

  @Test
  void columnsAreDroppedModifiedAndRenamed() throws Exception {
    assertEquals(
        List.of(
            new DropColumn(T, "a"),
            new DropColumn(T, "b"),
            new ModifyColumn(T, column("c", "bigint"), new Place(true, "")),
            new RenameColumn(T, "d", "e")),
        parse(
                "ALTER TABLE t DROP a, DROP COLUMN b, MODIFY c BIGINT FIRST, RENAME COLUMN d TO e,"
                    + " ALGORITHM=INSTANT")
            .subList(0, 4));
  }

  @Test
  void aChangeIsARenameAndAModification() throws Exception {
    assertEquals(
        List.of(
            new RenameColumn(T, "a", "b"),
            new ModifyColumn(T, column("b", "text"), new Place(false, "z"))),
        parse("ALTER TABLE t CHANGE COLUMN a b TEXT AFTER z"));
    assertEquals(
        List.of(new ModifyColumn(T, column("a", "text"), Place.UNNAMED)),
        parse("ALTER TABLE t CHANGE a a TEXT"));
  }

  @Test
  void mariaDbsConditionsAreUnderstood() throws Exception {
    assertEquals(
        List.of(
            new AddColumn(T, column("a", "int"), Place.UNNAMED, ColumnDefault.NULL),
            new DropColumn(T, "b")),
        parse("ALTER TABLE t ADD COLUMN IF NOT EXISTS a INT, DROP COLUMN IF EXISTS b"));
  }

  @Test
  void namesInQuotesKeepEveryCharacter() throws Exception {
    assertEquals(
        List.of(new DropColumn(new SourceTable("a`b", "c.d"), "e f")),
        parse("ALTER TABLE `a``b`.`c.d` DROP COLUMN `e f`"));
    assertEquals(
        List.of(new DropColumn(new SourceTable("other", "t"), "名字")),
        parse("ALTER TABLE other.t DROP COLUMN 名字"));
  }

  @Test
  void aRenameOfTheTableComesLast() throws Exception {
    assertEquals(
        List.of(new DropColumn(T, "a"), new RenameTable(T, new SourceTable("shop", "u"))),
        parse("ALTER TABLE t RENAME TO u, DROP a"));
    assertEquals(
        List.of(new RenameTable(T, new SourceTable("x", "u"))), parse("ALTER TABLE t RENAME x.u"));
  }

  @Test
  void keysAreTold() throws Exception {
    assertEquals(
        List.of(new ChangePrimaryKey(T, List.of()), new ChangePrimaryKey(T, List.of("a", "b"))),
        parse("ALTER TABLE t DROP PRIMARY KEY, ADD PRIMARY KEY (a, `b`)"));
  }

  @Test
  void indexesDefaultsAndOptionsChangeNoColumn() throws Exception {
    for (String ddl :
        List.of(
            "ALTER TABLE t ADD INDEX i (a(10)), ADD UNIQUE KEY u (b), DROP INDEX j",
            "ALTER TABLE t ALTER COLUMN c SET DEFAULT 5",
            "ALTER TABLE t CONVERT TO CHARACTER SET utf8mb4",
            "ALTER TABLE t ENGINE=InnoDB COMMENT='x'",
            "ALTER TABLE t ADD PARTITION (PARTITION p3 VALUES LESS THAN (2000))",
            "CREATE INDEX i ON t (a)",
            "DROP INDEX i ON t")) {
      List<TableChange> changes = parse(ddl);
      assertTrue(changes.stream().allMatch(OtherChange.class::isInstance), ddl + " " + changes);
      assertEquals(T, changes.get(0).table());
    }
  }

  @Test
  void whatTakesRowsWithItIsNotPassedOver() throws Exception {
    for (String ddl :
        List.of(
            "ALTER TABLE t DROP PARTITION p0",
            "ALTER TABLE t TRUNCATE PARTITION p0",
            "CREATE TABLE t AS SELECT * FROM u")) {
      assertTrue(parse(ddl).get(0) instanceof UnknownChange, ddl);
    }
  }

  @Test
  void aTableIsCreatedWithItsColumnsAndKey() throws Exception {
    CreateTable create =
        (CreateTable)
            parse(
                    """
                    CREATE TABLE IF NOT EXISTS `t` (
                      `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT COMMENT 'the key',
                      `v` bit(8) DEFAULT b'0', -- a comment, with a comma
                      d datetime(6) default current_timestamp(6) on update current_timestamp(6),
                      g geometry not null /* another */, y year(4), m double precision,
                      s set('a','b') character set latin1, e decimal(65,30) unsigned zerofill,
                      PRIMARY KEY (`id`,`y`) USING BTREE, KEY k (v), CONSTRAINT c CHECK (y > 0)
                    ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COMMENT='it''s'
                    PARTITION BY HASH(id) PARTITIONS 4""")
                .get(0);
    TableDefinition table = create.definition();
    assertEquals(T, table.table());
    assertEquals(List.of("id", "y"), table.primaryKey());
    assertEquals("it's", table.comment());
    assertEquals(
        List.of("id", "v", "d", "g", "y", "m", "s", "e"),
        table.columns().stream().map(ColumnDefinition::name).toList());
    assertEquals(
        new ColumnDefinition("id", MySqlType.parse("bigint(20) unsigned"), false, "the key"),
        table.column("ID").get());
    assertEquals(false, table.column("y").get().nullable());
    assertEquals(MySqlType.parse("decimal(65,30) unsigned"), table.column("e").get().type());
    assertEquals(MySqlType.parse("double"), table.column("m").get().type());
  }

  @Test
  void aKeyMayStandBesideItsColumn() throws Exception {
    CreateTable create = (CreateTable) parse("create table t (id int primary key, n int)").get(0);
    assertEquals(List.of("id"), create.definition().primaryKey());
    assertEquals(false, create.definition().column("id").get().nullable());
  }

  @Test
  void otherStatementsOnTablesAreTold() throws Exception {
    assertEquals(
        List.of(new CreateTableLike(T, new SourceTable("x", "u"))),
        parse("CREATE TABLE t LIKE x.u"));
    assertEquals(
        List.of(new DropTable(T), new DropTable(new SourceTable("x", "y"))),
        parse("DROP TABLE IF EXISTS `t`, x.y /* generated by server */"));
    assertEquals(
        List.of(
            new RenameTable(T, new SourceTable("shop", "_t_old")),
            new RenameTable(new SourceTable("shop", "_t_new"), T)),
        parse("RENAME TABLE t TO _t_old, _t_new TO t"));
    assertEquals(List.of(new TruncateTable(T)), parse("TRUNCATE t"));
  }

  @Test
  void severalStatementsAreTakenInOrder() throws Exception {
    assertEquals(
        List.of(new DropColumn(T, "a"), new DropColumn(T, "b")),
        parse("ALTER TABLE t DROP a; ALTER TABLE t DROP b;"));
  }

  @Test
  void statementsOnOtherThingsDoNothing() throws Exception {
    for (String ddl :
        List.of(
            "",
            "CREATE DATABASE a CHARACTER SET utf8mb4",
            "DROP VIEW v",
            "CREATE USER u IDENTIFIED BY 'x'",
            "SET foreign_key_checks = 0")) {
      assertEquals(List.of(), parse(ddl), ddl);
    }
  }

  @Test
  void whatIsNoStatementIsRefused() {
    for (String ddl :
        List.of(
            "ALTER TABLE t BANANA",
            "ALTER TABLE t ADD COLUMN",
            "ALTER TABLE t ADD a INT; garbage",
            "CREATE TABLE t (a INT",
            "ALTER TABLE t DROP `a",
            "\0")) {
      DdlSyntaxException refusal = assertThrows(DdlSyntaxException.class, () -> parse(ddl), ddl);
      assertTrue(refusal.getMessage().contains(ddl));
    }
  }

  @Test
  void aStatementThatNestsTooDeepIsRefusedAtOnce() {
    for (int depth : new int[] {49, 20_000}) {
      String deep = "CREATE TABLE t (a INT CHECK " + "(".repeat(depth) + "1" + ")".repeat(depth);
      assertThrows(DdlSyntaxException.class, () -> parse(deep));
    }
  }

  @Test
  void expressionsMayNest() throws Exception {
    String depth = "(".repeat(40) + "1" + ")".repeat(40);
    assertEquals(1, parse("CREATE TABLE t (a INT CHECK (" + depth + "))").size());
  }
}
