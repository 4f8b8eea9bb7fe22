package io.dorisio.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.client.StatementRefusedException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StatementsTest {

  private final StubFrontend frontend;
  private final Statements statements;

  StatementsTest() throws IOException {
    frontend = new StubFrontend();
    statements = new Statements(frontend.connection(), Duration.ofMinutes(2));
  }

  @AfterEach
  void close() {
    statements.close();
    frontend.close();
  }

  @Test
  void rowsAreNamedByTheirColumns() throws Exception {
    frontend.withRow("SELECT 1", Map.of("one", "1"));

    assertEquals(List.of(Map.of("one", "1")), statements.rows("db", "SELECT 1"));
  }

  @Test
  void aDefinitionIsRunAndSaysNothing() throws Exception {
    frontend.with("TRUNCATE TABLE t", "{\"type\":\"exec_status\",\"status\":{},\"time\":1}");

    statements.execute("db", "TRUNCATE TABLE t");

    assertEquals(List.of("TRUNCATE TABLE t"), frontend.asked());
  }

  @Test
  void aRefusalNamesTheStatementAndTheServersWords() {
    StatementRefusedException e =
        assertThrows(
            StatementRefusedException.class,
            () -> statements.execute("db", "DROP TABLE " + "t".repeat(1_000)));

    assertTrue(e.getMessage().contains("DROP TABLE ttt"), e::getMessage);
    assertTrue(e.getMessage().contains("detailMessage = refused"), e::getMessage);
    assertTrue(e.getMessage().length() < 500, e::getMessage);
    assertEquals(Reason.OTHER, e.reason());
  }

  /** Texts of ErrorCode.java, SchemaChangeHandler.java, OlapTable.java and AlterHandler.java. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "Unknown database 'db' | DATABASE_MISSING",
        "Unknown table 't' | TABLE_MISSING",
        "Table [t] does not exist in database [db]. | TABLE_MISSING",
        "Table 't' already exists | TABLE_EXISTS",
        "Can not add column which already exists in base table: c | COLUMN_EXISTS",
        "Repeatedly add same column with different definition: c | COLUMN_EXISTS",
        "Table[t]'s state(SCHEMA_CHANGE) is not NORMAL. Do not allow doing ALTER ops | TABLE_BUSY",
        "Table[t]'s state is not NORMAL. Do not allow doing ALTER ops | TABLE_BUSY",
        "table [t] is not stable. Some tablets of this table may not be healthy | TABLE_BUSY",
        "Nothing is changed. please check your alter stmt. | NOTHING_CHANGED",
        "Access denied; you need (at least one of) the ALTER privilege(s) | ACCESS_DENIED",
        "Can not change INT to DATE | OTHER"
      })
  void refusalsAreToldApart(String words, Reason reason) {
    assertEquals(reason, Reason.of("errCode = 2, detailMessage = " + words));
  }

  @Test
  void aServerThatDoesNotAnswerIsGivenUpAfterTheTimeGiven() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Statements patient =
            new Statements(
                DorisConnection.of("127.0.0.1:" + silent.getLocalPort()), Duration.ofMillis(200))) {
      IOException e = assertThrows(IOException.class, () -> patient.rows("db", "SELECT 1"));

      assertFalse(e instanceof DorisException, e::toString);
    }
  }
}
