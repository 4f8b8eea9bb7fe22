package io.dorisio.cdc.write;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.cdc.ChangeFormat;
import io.dorisio.cdc.mysql.SourceTable;
import io.dorisio.cdc.rules.MetadataColumns;
import io.dorisio.client.TableName;
import io.dorisio.schema.TableSchema;
import org.junit.jupiter.api.Test;

class MergedTablesTest {

  private static final String METADATA = "server_name, database_name as db, table_name";

  private static MergedTables policy(SharedKeys action) {
    return new MergedTables(
        ChangeSpec.of(ChangeFormat.DEBEZIUM_JSON).toBuilder()
            .setMetadata(MetadataColumns.parse(METADATA))
            .setSharedKeys(action)
            .build());
  }

  private static Target target(String model) {
    TableSchema schema =
        TableSchema.parse(
            "CREATE TABLE `t` (`id` INT NOT NULL, `db` VARCHAR(256) NOT NULL, `table_name`"
                + " VARCHAR(256) NOT NULL, `server_name` VARCHAR(256) NOT NULL) ENGINE=OLAP "
                + model
                + " DISTRIBUTED BY HASH(`id`) BUCKETS 1");
    return new Target(new TableName("demo", "t"), schema, 0);
  }

  private static SourceTable table(String database, String table) {
    return new SourceTable(database, table);
  }

  @Test
  void secondTableOfAKeyWithoutMetadataIsRefused() {
    MergedTables merged = policy(SharedKeys.FAIL);
    Target target = target("UNIQUE KEY(`id`)");
    merged.write("s", table("a", "t"), target);
    merged.write("s", table("a", "t"), target);

    IllegalStateException e =
        assertThrows(IllegalStateException.class, () -> merged.write("s", table("b", "t"), target));

    assertTrue(e.getMessage().contains("Rows of a.t of s and b.t of s go to demo.t"));
    assertTrue(e.getMessage().contains("[id]"), e.getMessage());
  }

  @Test
  void tablesThatTheKeyTellsApartPass() {
    MergedTables merged = policy(SharedKeys.FAIL);
    Target target = target("UNIQUE KEY(`id`, `db`, `table_name`)");

    merged.write("s", table("a", "t_1"), target);
    merged.write("s", table("a", "t_2"), target);
    merged.write("s", table("b", "t_1"), target);
  }

  @Test
  void keyMustHoldThatInWhichTheTablesDiffer() {
    MergedTables merged = policy(SharedKeys.FAIL);
    Target target = target("UNIQUE KEY(`id`, `table_name`)");
    merged.write("s", table("a", "t"), target);

    assertThrows(IllegalStateException.class, () -> merged.write("s", table("b", "t"), target));
  }

  @Test
  void tablesOfOneNameOnTwoServersNeedTheServerInTheKey() {
    MergedTables merged = policy(SharedKeys.FAIL);
    Target without = target("UNIQUE KEY(`id`, `db`, `table_name`)");
    Target with = target("UNIQUE KEY(`id`, `db`, `table_name`, `server_name`)");
    merged.write("s1", table("a", "t"), without);

    assertThrows(IllegalStateException.class, () -> merged.write("s2", table("a", "t"), without));
    MergedTables other = policy(SharedKeys.FAIL);
    other.write("s1", table("a", "t"), with);
    other.write("s2", table("a", "t"), with);
  }

  @Test
  void definitionsAreEnoughToSeeIt() {
    MergedTables merged = policy(SharedKeys.FAIL);
    Target target = target("UNIQUE KEY(`id`)");
    merged.define(table("a", "t_1"), target);

    assertThrows(IllegalStateException.class, () -> merged.define(table("a", "t_2"), target));
  }

  @Test
  void definitionAndRowsOfOneTableAreNoTwoTables() {
    MergedTables merged = policy(SharedKeys.FAIL);
    Target target = target("UNIQUE KEY(`id`)");

    merged.define(table("a", "t"), target);
    merged.write("s", table("a", "t"), target);
    merged.define(table("a", "t"), target);
  }

  @Test
  void tableThatKeepsAllRowsHasNoKeyToShare() {
    MergedTables merged = policy(SharedKeys.FAIL);
    Target target = target("DUPLICATE KEY(`id`)");

    merged.write("s", table("a", "t"), target);
    merged.write("s", table("b", "t"), target);
  }

  @Test
  void warningAndIgnoranceLetRowsPass() {
    for (SharedKeys action : new SharedKeys[] {SharedKeys.WARN, SharedKeys.IGNORE}) {
      MergedTables merged = policy(action);
      merged.write("s", table("a", "t"), target("UNIQUE KEY(`id`)"));
      merged.write("s", table("b", "t"), target("UNIQUE KEY(`id`)"));
    }
  }
}
