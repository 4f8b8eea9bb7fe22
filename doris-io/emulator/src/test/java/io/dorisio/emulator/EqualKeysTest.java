package io.dorisio.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** doris-protocol 7.4: no order is promised among rows of one load that have the same key. */
class EqualKeysTest extends EmulatorTest {
  private static final String SEQUENCE = "function_column.sequence_col: n";

  @Override
  EmulatorBuilder configure(EmulatorBuilder builder) {
    return builder.arbitraryAmongEqualKeys(7);
  }

  @BeforeEach
  void createTables() throws Exception {
    doris.execute("CREATE TABLE db.u (k INT, n INT) UNIQUE KEY(k) DISTRIBUTED BY HASH(k)");
    doris.execute(
        "CREATE TABLE db.s (k INT, n INT) UNIQUE KEY(k) DISTRIBUTED BY HASH(k)"
            + " PROPERTIES ('function_column.sequence_type' = 'int')");
  }

  private static String body() {
    StringBuilder body = new StringBuilder();
    for (int k = 0; k < 20; k++) {
      for (int n = 0; n < 5; n++) {
        body.append(k).append('\t').append(n).append('\n');
      }
    }
    return body.toString();
  }

  @Test
  void anyRowOfALoadMayStandForItsKey() throws Exception {
    load("u", body());
    List<List<Object>> chosen = rows("SELECT * FROM db.u ORDER BY k");
    assertEquals(20, chosen.size());
    assertNotEquals(List.of(List.of(4)), rows("SELECT DISTINCT n FROM db.u"));
    doris.execute("TRUNCATE TABLE db.u");
    load("u", body());
    assertEquals(chosen, rows("SELECT * FROM db.u ORDER BY k"));
  }

  @Test
  void sequencesAndLaterLoadsStillDecide() throws Exception {
    load("s", body(), SEQUENCE);
    assertEquals(List.of(List.of(4)), rows("SELECT DISTINCT n FROM db.s"));
    load("u", "1\t8\n");
    load("u", "1\t9\n");
    assertEquals(List.of(List.of(1, 9)), rows("SELECT * FROM db.u"));
  }
}
