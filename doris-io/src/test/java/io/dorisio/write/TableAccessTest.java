package io.dorisio.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.dorisio.client.StubFrontend;
import io.dorisio.client.TableName;
import io.dorisio.schema.RowCheckOptions;
import io.dorisio.schema.TableSetup;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.schemas.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TableAccessTest {

  private static final TableName TABLE = new TableName("db", "t");
  private static final String SHOW = "SHOW CREATE TABLE `db`.`t`";
  private static final String CREATE =
      """
      CREATE TABLE `t` (
        `id` bigint NOT NULL
      ) ENGINE=OLAP
      DUPLICATE KEY(`id`)
      DISTRIBUTED BY HASH(`id`) BUCKETS 1""";
  private static final Schema ROWS = Schema.builder().addInt64Field("id").build();
  private static final Schema OTHERS = Schema.builder().addInt64Field("unknown").build();

  private final StubFrontend frontend = new StubFrontend();
  private final TableAccess tables =
      new TableAccess(
          frontend.connection(), RowCheckOptions.DEFAULT, false, Duration.ofMinutes(10));

  TableAccessTest() throws IOException {
    frontend.withRow(SHOW, Map.of("Create Table", CREATE));
  }

  @AfterEach
  void close() {
    tables.close();
    frontend.close();
  }

  @Test
  void aTableIsLookedAtOnceForAllBundles() throws Exception {
    TableAccess.Entry first = tables.open(TABLE, ROWS, TableSetup.DEFAULT);

    assertSame(first, tables.open(TABLE, ROWS, TableSetup.DEFAULT));

    assertEquals(List.of(SHOW), frontend.asked());
  }

  @Test
  void rowsThatDoNotFitAreRefusedAgainWithoutAsking() {
    for (int i = 0; i < 3; i++) {
      assertThrows(
          IllegalArgumentException.class, () -> tables.open(TABLE, OTHERS, TableSetup.DEFAULT));
    }

    assertEquals(List.of(SHOW), frontend.asked());
  }

  @Test
  void whatCouldNotBeAskedIsAskedAgain() throws Exception {
    TableName later = new TableName("db", "later");
    String show = "SHOW CREATE TABLE `db`.`later`";
    frontend.refuse(show, "Access denied");
    assertThrows(IOException.class, () -> tables.open(later, ROWS, TableSetup.DEFAULT));

    frontend.withRow(show, Map.of("Create Table", CREATE.replace("`t`", "`later`")));

    tables.open(later, ROWS, TableSetup.DEFAULT);
    assertEquals(List.of(show, show), frontend.asked());
  }
}
