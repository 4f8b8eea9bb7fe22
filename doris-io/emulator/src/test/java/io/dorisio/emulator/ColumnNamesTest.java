package io.dorisio.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Names that need quotes or more than ASCII, in headers and in JSON (DorisLexer.g4, LETTER). */
class ColumnNamesTest extends AnyDorisTest {
  private static final List<List<Object>> ONE_ROW = List.of(List.of(1, "a", "b", "c"));

  @BeforeEach
  void createTable() throws Exception {
    doris.execute(
        "CREATE TABLE db.n (k INT, `two words` STRING, `$cost` STRING, `größe_中` STRING)"
            + " DUPLICATE KEY(k) DISTRIBUTED BY HASH(k) BUCKETS 1");
  }

  private void assertLoads(String body, String... headers) throws Exception {
    doris.execute("TRUNCATE TABLE db.n");
    JsonNode reply = load("n", body, headers);
    assertEquals("Success", reply.path("Status").asText(), reply.toString());
    assertEquals(ONE_ROW, rows("SELECT * FROM db.n"));
  }

  @Test
  void quotedNamesAreColumnsOfTheFile() throws Exception {
    assertLoads("c,b,a,1\n", "column_separator: ,", "columns: `größe_中`,`$cost`,`two words`,`k`");
  }

  @Test
  void lettersNeedNoQuotes() throws Exception {
    assertLoads("c,b,a,1\n", "column_separator: ,", "columns: größe_中, $cost, `two words`, k");
  }

  @Test
  void quotedNamesServeExpressions() throws Exception {
    assertLoads(
        "1,a,b\n",
        "column_separator: ,",
        "columns: k,`two words`,`$cost`,`größe_中` = if(`$cost` = 'b', 'c', `two words`)");
  }

  @Test
  void keysOfJsonAreTheNamesAsTheyAre() throws Exception {
    String row = "{\"k\":1,\"two words\":\"a\",\"$cost\":\"b\",\"gr\\u00f6\\u00dfe_中\":\"c\"}\n";
    assertLoads(row, JSON, BY_LINE);
    assertLoads(row, JSON, BY_LINE, "columns: `k`,`two words`,`$cost`,`größe_中`");
  }
}
