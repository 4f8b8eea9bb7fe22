package io.dorisio.pipelines.mysql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class BinlogPositionTest {
  private static final List<BinlogPosition> ASCENDING =
      List.of(
          new BinlogPosition(0, 0, true, 0),
          new BinlogPosition(9, 4_294_967_295L, false, 7),
          new BinlogPosition(10, 4, true, 0),
          new BinlogPosition(10, 4, true, 5_000_000_000L),
          new BinlogPosition(10, 4, false, 0),
          new BinlogPosition(10, 4, false, 1),
          new BinlogPosition(10, 5, true, 0),
          new BinlogPosition(2_147_483_647L, (1L << 48) - 1, false, (1L << 47) - 1));

  @Test
  void rowsOfASnapshotComeBeforeTheEventAtItsPlace() {
    for (int i = 1; i < ASCENDING.size(); i++) {
      assertTrue(ASCENDING.get(i - 1).compareTo(ASCENDING.get(i)) < 0, "at " + i);
    }
  }

  @Test
  void fileNumberGoesPastSixDigits() {
    assertEquals(17, BinlogPosition.fileNumber("mysql-bin.000017"));
    assertEquals(1_234_567, BinlogPosition.fileNumber("a.b.1234567"));
    assertThrows(IllegalArgumentException.class, () -> BinlogPosition.fileNumber("binlog"));
  }
}
