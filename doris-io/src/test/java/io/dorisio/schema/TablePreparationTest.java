package io.dorisio.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.client.DorisException;
import io.dorisio.client.StatementRefusedException;
import io.dorisio.client.StubFrontend;
import io.dorisio.client.TableName;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What is asked of a server that answers in Doris's words, which no emulator can be made to say.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TablePreparationTest {

  private static final TableName TABLE = new TableName("shop", "orders");
  private static final String SHOW = "SHOW CREATE TABLE `shop`.`orders`";
  private static final String SHOW_JOB =
      "SHOW ALTER TABLE COLUMN FROM `shop` WHERE TableName = \"orders\" ORDER BY JobId DESC LIMIT 1";
  private static final String WIDEN = "ALTER TABLE `shop`.`orders` MODIFY COLUMN `c` BIGINT NULL";
  private static final String UNDER_CHANGE =
      "Table[orders]'s state(SCHEMA_CHANGE) is not NORMAL. Do not allow doing ALTER ops";
  private static final Schema ROWS = Beam.schema(FieldType.INT64);
  private static final TableSetup WIDENING =
      TableSetup.DEFAULT.withEvolution(SchemaEvolution.ADD_AND_WIDEN);

  private static final Duration LONG = Duration.ofSeconds(60);

  /** For what is given up; answers are waited for all the same. */
  private static final Duration BRIEF = Duration.ofSeconds(1);

  private final StubFrontend frontend;
  private TablePreparation preparation;

  TablePreparationTest() throws IOException {
    frontend = new StubFrontend();
    preparation = new TablePreparation(frontend.connection(), LONG);
  }

  private void giveUpSoon() {
    preparation.close();
    preparation = new TablePreparation(frontend.connection(), LONG, BRIEF);
  }

  @AfterEach
  void close() {
    preparation.close();
    frontend.close();
  }

  private void tableIs(String type) {
    frontend.withRow(
        SHOW,
        Map.of(
            "Table",
            "orders",
            "Create Table",
            "CREATE TABLE `orders` (\n  `c` " + type + " NULL\n) ENGINE=OLAP\nDUPLICATE KEY(`k`)"));
  }

  @Test
  void aTableThatFitsIsOnlyLookedAt() throws Exception {
    tableIs("bigint");

    preparation.prepare(TABLE, ROWS, WIDENING.createIfNeeded(TableDefinition.duplicate("c")));

    assertEquals(List.of(SHOW, SHOW), frontend.asked());
  }

  @Test
  void aMissingTableIsAnErrorUnlessItIsToBeCreated() {
    frontend.refuse(SHOW, "Unknown table 'orders'");

    DorisException e =
        assertThrows(
            DorisException.class, () -> preparation.prepare(TABLE, ROWS, TableSetup.DEFAULT));

    assertTrue(e.getMessage().contains("shop.orders does not exist"), e::getMessage);
  }

  @Test
  void aMissingDatabaseIsNamed() {
    frontend.refuse(SHOW, "Unknown table 'orders'");
    TableSetup setup = TableSetup.DEFAULT.createIfNeeded(TableDefinition.duplicate("c"));
    frontend.refuse(
        CreateTable.statement(TABLE, ROWS, setup.definition()), "Unknown database 'shop'");

    DorisException e =
        assertThrows(DorisException.class, () -> preparation.prepare(TABLE, ROWS, setup));

    assertTrue(e.getMessage().contains("Database shop does not exist"), e::getMessage);
  }

  @Test
  void aTableThatNeverShowsUpIsGivenUp() {
    giveUpSoon();
    frontend.refuse(SHOW, "Unknown table 'orders'");
    TableSetup setup = TableSetup.DEFAULT.createIfNeeded(TableDefinition.duplicate("c"));
    frontend.with(CreateTable.statement(TABLE, ROWS, setup.definition()), "{}");

    DorisException e =
        assertThrows(DorisException.class, () -> preparation.prepare(TABLE, ROWS, setup));

    assertTrue(e.getMessage().contains("no frontend knew it"), e::getMessage);
  }

  @Test
  void aChangeThatTheServerCancelsIsAnErrorInItsWords() {
    tableIs("int");
    frontend.with(WIDEN, "{}");
    frontend.withRow(SHOW_JOB, Map.of("JobId", "7", "State", "CANCELLED", "Msg", "disk is full"));

    DorisException e =
        assertThrows(DorisException.class, () -> preparation.prepare(TABLE, ROWS, WIDENING));

    assertTrue(e.getMessage().contains("disk is full"), e::getMessage);
  }

  @Test
  void aChangeThatTakesTooLongIsGivenUpNamingItsJob() {
    giveUpSoon();
    tableIs("int");
    frontend.with(WIDEN, "{}");
    frontend.withRow(SHOW_JOB, Map.of("JobId", "7", "State", "RUNNING", "Msg", ""));

    DorisException e =
        assertThrows(DorisException.class, () -> preparation.prepare(TABLE, ROWS, WIDENING));

    assertTrue(e.getMessage().contains("job 7 is RUNNING"), e::getMessage);
  }

  @Test
  void aChangeThatRewritesTheTableIsWaitedFor() throws Exception {
    tableIs("int");
    frontend.with(WIDEN, "{}");
    frontend
        .withRow(SHOW_JOB, Map.of("JobId", "7", "State", "WAITING_TXN", "Msg", ""))
        .during(
            SHOW_JOB,
            () -> {
              tableIs("bigint");
              frontend.withRow(SHOW_JOB, Map.of("JobId", "7", "State", "FINISHED", "Msg", ""));
            });

    TableSchema table = preparation.prepare(TABLE, ROWS, WIDENING);

    assertEquals("BIGINT", table.columns().get(0).type().ddl());
    assertEquals(List.of(SHOW, WIDEN, SHOW_JOB, SHOW_JOB, SHOW), frontend.asked());
  }

  @Test
  void aTableThatIsUnderChangeIsTriedAgain() throws Exception {
    tableIs("int");
    frontend.refuse(WIDEN, UNDER_CHANGE).during(WIDEN, () -> frontend.with(WIDEN, "{}"));
    frontend
        .withRow(SHOW_JOB, Map.of("JobId", "7", "State", "FINISHED", "Msg", ""))
        .during(SHOW_JOB, () -> tableIs("bigint"));

    TableSchema table = preparation.prepare(TABLE, ROWS, WIDENING);

    assertEquals("BIGINT", table.columns().get(0).type().ddl());
    assertEquals(List.of(SHOW, WIDEN, SHOW, WIDEN, SHOW_JOB, SHOW), frontend.asked());
  }

  @Test
  void aTableThatStaysUnderChangeIsGivenUpWhenTheTimeIsUp() {
    giveUpSoon();
    tableIs("int");
    frontend.refuse(WIDEN, UNDER_CHANGE);

    DorisException e =
        assertThrows(DorisException.class, () -> preparation.prepare(TABLE, ROWS, WIDENING));

    assertTrue(e.getMessage().contains("within 1 s"), e::getMessage);
  }

  @Test
  void anyOtherRefusalIsFinal() {
    tableIs("int");
    frontend.refuse(WIDEN, "Can not modify column contained by mv, mv=sums");

    StatementRefusedException e =
        assertThrows(
            StatementRefusedException.class, () -> preparation.prepare(TABLE, ROWS, WIDENING));

    assertTrue(e.getMessage().contains("contained by mv"), e::getMessage);
    assertEquals(1, frontend.asked().stream().filter(WIDEN::equals).count());
  }

  @Test
  void whatAnotherWriterDidMeanwhileIsFoundDone() throws Exception {
    tableIs("int");
    frontend.refuse(WIDEN, "Nothing is changed.").during(WIDEN, () -> tableIs("bigint"));

    TableSchema table = preparation.prepare(TABLE, ROWS, WIDENING);

    assertEquals("BIGINT", table.columns().get(0).type().ddl());
  }

  @Test
  void truncationWaitsForAChangeToEnd() throws Exception {
    tableIs("bigint");
    String truncate = "TRUNCATE TABLE `shop`.`orders`";
    frontend
        .refuse(truncate, "Table[orders]'s state is not NORMAL. Do not allow doing ALTER ops")
        .during(truncate, () -> frontend.with(truncate, "{}"));

    preparation.clear(TABLE, WriteDisposition.TRUNCATE);

    assertEquals(List.of(truncate, truncate), frontend.asked());
  }
}
