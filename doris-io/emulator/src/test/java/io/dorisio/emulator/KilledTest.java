package io.dorisio.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** doris-protocol 4.1: kill -9 in the middle of loads, and what is there afterwards. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KilledTest {
  private static final int WRITERS = 3;
  private static final int ROWS = 200;
  private static final int COMMITS_BEFORE_THE_KILL = 40;

  @TempDir Path directory;
  private final AtomicInteger commits = new AtomicInteger();

  /** What a writer was told. */
  private static final class Told {
    final Set<Integer> committed = new HashSet<>();

    /** Asked for and not answered. */
    int inDoubt = -1;
  }

  private static JsonNode put(String backend, String path, String body, String... headers)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    List<String> all = new ArrayList<>(List.of(headers));
    all.add(EmulatorTest.authorization());
    all.add("Content-Length: " + bytes.length);
    try (RawHttp http = new RawHttp(backend)) {
      return EmulatorTest.json(
          http.head("PUT /api/db/" + path, all.toArray(String[]::new)).send(bytes).answer());
    }
  }

  private static JsonNode sql(EmulatorProcess doris, String statement) throws IOException {
    byte[] body = ("{\"stmt\":\"" + statement + "\"}").getBytes(StandardCharsets.UTF_8);
    try (RawHttp http = new RawHttp(doris.frontend())) {
      return EmulatorTest.json(
          http.head(
                  "POST /api/query/default_cluster/db",
                  EmulatorTest.authorization(),
                  "Content-Length: " + body.length)
              .send(body)
              .answer());
    }
  }

  private static String state(EmulatorProcess doris, String label) throws IOException {
    try (RawHttp http = new RawHttp(doris.frontend())) {
      return EmulatorTest.json(
              http.head("GET /api/db/get_load_state?label=" + label, EmulatorTest.authorization())
                  .answer())
          .path("data")
          .asText();
    }
  }

  /** Loads and commits until the connection breaks. */
  private Told write(String backend, int writer) {
    Told told = new Told();
    for (int load = 0; ; load++) {
      StringBuilder body = new StringBuilder();
      for (int r = 0; r < ROWS; r++) {
        body.append(writer * 100_000 + load).append('\t').append(r).append('\n');
      }
      try {
        JsonNode reply =
            put(
                backend,
                "t/_stream_load",
                body.toString(),
                "label: w" + writer + "-" + load,
                EmulatorTest.TWO_PHASES);
        if (!reply.path("Status").asText().equals("Success")) {
          return told;
        }
        told.inDoubt = load;
        String status =
            put(
                    backend,
                    "_stream_load_2pc",
                    "",
                    "txn_operation: commit",
                    "txn_id: " + reply.path("TxnId").asText())
                .path("status")
                .asText();
        if (!status.equals("Success")) {
          return told;
        }
        told.committed.add(load);
        told.inDoubt = -1;
        commits.incrementAndGet();
      } catch (IOException | RuntimeException e) {
        return told;
      }
    }
  }

  @Test
  void committedAndPreCommittedSurviveAndNothingElseDoes() throws Exception {
    List<Told> told = new ArrayList<>();
    String running;
    long waiting;
    try (EmulatorProcess doris = new EmulatorProcess(directory.resolve("data"))) {
      sql(doris, "CREATE DATABASE db");
      sql(doris, "CREATE TABLE db.t (k INT, v INT) DUPLICATE KEY(k) DISTRIBUTED BY HASH(k)");
      waiting =
          put(
                  doris.backend(),
                  "t/_stream_load",
                  "-7\t7\n",
                  "label: waiting",
                  EmulatorTest.TWO_PHASES)
              .path("TxnId")
              .asLong();
      try (RawHttp open = new RawHttp(doris.backend())) {
        open.head(
            "PUT /api/db/t/_stream_load",
            EmulatorTest.authorization(),
            "label: running",
            EmulatorTest.TWO_PHASES,
            "Expect: 100-continue",
            "Transfer-Encoding: chunked");
        assertEquals(100, open.answer().status());
        open.chunk("-8\t8\n");
        running = state(doris, "running");
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        List<Future<Told>> writers = new ArrayList<>();
        for (int w = 0; w < WRITERS; w++) {
          int writer = w;
          writers.add(threads.submit(() -> write(doris.backend(), writer)));
        }
        while (commits.get() < COMMITS_BEFORE_THE_KILL) {
          Thread.onSpinWait();
        }
        doris.kill();
        for (Future<Told> writer : writers) {
          told.add(writer.get(60, TimeUnit.SECONDS));
        }
        threads.shutdown();
      }
    }
    assertEquals("PREPARE", running);

    try (EmulatorProcess doris = new EmulatorProcess(directory.resolve("data"))) {
      assertEquals("UNKNOWN", state(doris, "running"));
      assertEquals("PRECOMMITTED", state(doris, "waiting"));
      assertEquals(
          "Success",
          put(
                  doris.backend(),
                  "_stream_load_2pc",
                  "",
                  "txn_operation: commit",
                  "txn_id: " + waiting)
              .path("status")
              .asText());
      awaitVisible(doris, "waiting");
      JsonNode own = sql(doris, "SELECT k FROM db.t WHERE k < 0");
      assertEquals(EmulatorTest.json("[[-7]]"), own.path("data").path("data"));
      for (int w = 0; w < WRITERS; w++) {
        check(doris, w, told.get(w));
      }
      JsonNode parts =
          sql(doris, "SELECT k FROM db.t WHERE k >= 0 GROUP BY k HAVING count(*) <> " + ROWS);
      assertEquals(0, parts.path("data").path("data").size(), "loads seen in part");
    }
  }

  private static void check(EmulatorProcess doris, int writer, Told told) throws Exception {
    Set<Integer> expected = new HashSet<>(told.committed);
    if (told.inDoubt >= 0) {
      // Committed or not: both are right, as long as state and rows agree.
      String label = "w" + writer + "-" + told.inDoubt;
      String state = state(doris, label);
      assertTrue(
          List.of("PRECOMMITTED", "COMMITTED", "VISIBLE").contains(state),
          "answered pre-commit is " + state);
      if (!state.equals("PRECOMMITTED")) {
        awaitVisible(doris, label);
        expected.add(told.inDoubt);
      }
    }
    for (int load : told.committed) {
      awaitVisible(doris, "w" + writer + "-" + load);
    }
    Set<Integer> seen = new HashSet<>();
    JsonNode rows =
        sql(
            doris,
            "SELECT DISTINCT k - "
                + writer * 100_000
                + " AS load FROM db.t WHERE k >= "
                + writer * 100_000
                + " AND k < "
                + (writer + 1) * 100_000);
    rows.path("data").path("data").forEach(row -> seen.add(row.get(0).asInt()));
    assertEquals(expected, seen);
  }

  private static void awaitVisible(EmulatorProcess doris, String label) throws Exception {
    while (!state(doris, label).equals("VISIBLE")) {
      Thread.onSpinWait();
    }
  }
}
