package io.dorisio.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * doris-protocol 4.1: loads into one table do not disturb each other, and none is ever seen in
 * part.
 */
class ConcurrentLoadsTest extends AnyDorisTest {
  private static final int WRITERS = 8;
  private static final int LOADS = 10;
  private static final int ROWS = 500;

  @Test
  void manyLoadsAtOnceAreEachSeenWholeOrNotAtAll() throws Exception {
    doris.execute(
        "CREATE TABLE db.u (k INT, v INT) UNIQUE KEY(k) DISTRIBUTED BY HASH(k) BUCKETS 1");
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    try {
      List<Future<?>> writers = new ArrayList<>();
      for (int w = 0; w < WRITERS; w++) {
        int writer = w;
        writers.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < LOADS; i++) {
                    write(writer, i);
                  }
                  return null;
                }));
      }
      boolean done = false;
      while (!done) {
        done = writers.stream().allMatch(Future::isDone);
        long seen = (long) doris.query("SELECT count(*) FROM db.t").get(0).get(0);
        assertEquals(0, seen % ROWS);
      }
      for (Future<?> writer : writers) {
        writer.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals((long) WRITERS * LOADS * ROWS, rows("SELECT count(*) FROM db.t").get(0).get(0));
    assertEquals(
        List.of(List.of((long) WRITERS * ROWS, LOADS - 1)),
        rows("SELECT count(*), min(v) FROM db.u"));
  }

  private void write(int writer, int load) throws Exception {
    StringBuilder body = new StringBuilder();
    for (int r = 0; r < ROWS; r++) {
      body.append(writer * ROWS + r).append('\t').append(load).append('\n');
    }
    for (String table : List.of("t", "u")) {
      String label = table + "-" + writer + "-" + load;
      long id = load(table, body.toString(), "label: " + label, TWO_PHASES).path("TxnId").asLong();
      assertTrue(id > 0);
      assertEquals(
          "Success", transaction("txn_id: " + id, "txn_operation: commit").path("status").asText());
    }
  }
}
