package io.dorisio.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows that no partition takes are filtered (be/src/exec/sink/vtablet_finder.cpp). */
class PartitionTest extends AnyDorisTest {
  private static final String PATIENT = "max_filter_ratio: 1";

  private void table(String partitions) throws Exception {
    doris.execute(
        "CREATE TABLE db.p (d DATE NOT NULL, k INT) "
            + partitions
            + " DISTRIBUTED BY HASH(d) BUCKETS 1");
  }

  @Test
  void rowsBeyondTheLastPartitionAreFiltered() throws Exception {
    table("PARTITION BY RANGE(`d`) (PARTITION p1 VALUES LESS THAN ('2026-02-01'))");
    JsonNode reply = load("p", "2026-01-31\t1\n2026-02-01\t2\n", PATIENT);
    assertEquals(1, reply.path("NumberFilteredRows").asInt());
    assertEquals(
        "Reason: no partition for this tuple. tuple=[{\"d(DATEV2)\":\"2026-02-01\","
            + "\"k(Nullable(INT))\":\"2\"}]. src line []; \n",
        errorLog(reply));
    assertEquals(List.of(List.of(1)), rows("SELECT k FROM db.p"));
  }

  @Test
  void rangesMayLeaveGaps() throws Exception {
    table(
        "PARTITION BY RANGE(d) (PARTITION a VALUES [('2026-01-01'), ('2026-02-01')),"
            + " PARTITION b VALUES [('2026-03-01'), (MAXVALUE)))");
    JsonNode reply =
        load("p", "2025-12-31\t1\n2026-01-01\t2\n2026-02-01\t3\n9999-12-31\t4\n", PATIENT);
    assertEquals(2, reply.path("NumberFilteredRows").asInt());
    assertEquals(List.of(List.of(2), List.of(4)), rows("SELECT k FROM db.p ORDER BY k"));
  }

  @Test
  void automaticPartitionsTakeEveryRow() throws Exception {
    table("AUTO PARTITION BY RANGE (date_trunc(`d`, 'month')) ()");
    assertEquals(1, load("p", "2026-01-31\t1\n").path("NumberLoadedRows").asInt());
  }
}
