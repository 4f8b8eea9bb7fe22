package io.dorisio.write;

import static io.dorisio.write.Worker.block;
import static io.dorisio.write.Worker.ids;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.LocalDoris;
import io.dorisio.client.DorisConnection;
import io.dorisio.client.LoadFailedException;
import io.dorisio.client.TableName;
import io.dorisio.emulator.DorisEmulator;
import io.dorisio.emulator.clock.AdjustableClock;
import io.dorisio.write.Worker.KeyedState;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.values.KV;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Loads that the server commits together with others. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GroupCommitIT {

  @RegisterExtension static final LocalDoris DORIS = new LocalDoris();

  private String table;
  private CuttingProxy proxy;
  private DorisConnection connection;

  @BeforeEach
  void createTable() throws Exception {
    table = DORIS.createTable("id BIGINT", "id");
    DORIS.execute("ALTER TABLE " + table + " SET ('group_commit_interval_ms' = '20')");
    proxy = new CuttingProxy(DORIS.backendAddress());
    connection = DORIS.connection().withHostMapping(DORIS.backendAddress(), proxy.address());
  }

  @AfterEach
  void close() throws Exception {
    proxy.close();
  }

  @Test
  void aGroupCommitThatIsWaitedForIsVisibleWhenTheBundleEnds() throws Exception {
    try (Worker worker = worker(DeliveryGuarantee.GROUP_COMMIT_SYNC)) {
      PreparedLoad load = worker.load(ids(table, 0, 0, 10)).get(0);

      assertEquals(10, load.rows());
      assertTrue(load.label().startsWith("group_commit_"), load::label);
      assertEquals(10, DORIS.count(table));
    }
    assertTrue(proxy.saw("group_commit: sync_mode"));
    assertTrue(proxy.saw("Transfer-Encoding: chunked"));
    assertServerMadeTheLabels();
  }

  @Test
  void anAsynchronousOneIsSentWholeWithItsLength() throws Exception {
    try (Worker worker = worker(DeliveryGuarantee.GROUP_COMMIT_ASYNC)) {
      worker.load(ids(table, 0, 0, 10), ids(table, 0, 10, 20), ids(table, 1, 20, 30));
    }

    LocalDoris.await(() -> DORIS.count(table) == 30, () -> DORIS.count(table) + " rows");
    assertTrue(proxy.saw("group_commit: async_mode"));
    assertTrue(proxy.saw("Content-Length: "));
    assertFalse(proxy.saw("Transfer-Encoding: chunked"));
    assertEquals(2, DORIS.transactions(table).size());
    assertServerMadeTheLabels();
  }

  @Test
  void anAsynchronousOneIsReportedBeforeItIsVisible() throws Exception {
    // Its clock stands still, so that the interval ends when this test says so.
    AdjustableClock clock = new AdjustableClock(InstantSource.fixed(Instant.now()));
    try (DorisEmulator doris = DorisEmulator.builder().clock(clock).start()) {
      doris.execute("CREATE DATABASE test");
      doris.execute(
          "CREATE TABLE test.late (id BIGINT) DUPLICATE KEY(id) DISTRIBUTED BY HASH(id) BUCKETS 1"
              + " PROPERTIES (\"replication_num\" = \"1\")");
      WriteSpec spec =
          spec(DeliveryGuarantee.GROUP_COMMIT_ASYNC).toBuilder()
              .setConnection(DorisConnection.of(doris.frontendAddress()))
              .build();

      try (Worker worker = new Worker(spec, new KeyedState())) {
        assertEquals(10, worker.load(ids("test.late", 0, 0, 10)).get(0).rows());
      }
      assertEquals(0, count(doris));

      // The table's interval, by default.
      clock.advance(Duration.ofSeconds(10));
      LocalDoris.await(() -> count(doris) == 10, () -> count(doris) + " rows");
    }
  }

  @Test
  void anAsynchronousOneRollsAtItsSize() throws Exception {
    WriteSpec spec =
        spec(DeliveryGuarantee.GROUP_COMMIT_ASYNC).toBuilder().setMaxLoadBytes(150).build();
    try (Worker worker = new Worker(spec, new KeyedState())) {
      worker.load(ids(table, 0, 0, 10), ids(table, 0, 10, 20), ids(table, 0, 20, 30));
    }

    LocalDoris.await(() -> DORIS.count(table) == 30, () -> DORIS.count(table) + " rows");
    assertEquals(2, DORIS.transactions(table).size());
  }

  @Test
  void oneWhoseAnswerIsLostIsSentAgainAndDoubles() throws Exception {
    for (DeliveryGuarantee delivery :
        List.of(DeliveryGuarantee.GROUP_COMMIT_SYNC, DeliveryGuarantee.GROUP_COMMIT_ASYNC)) {
      createTable();
      proxy.loseAnswers(1);

      try (Worker worker = worker(delivery)) {
        worker.load(ids(table, 0, 0, 10));
      }

      assertEquals(0, proxy.cutsLeft(), "no answer was lost");
      LocalDoris.await(() -> DORIS.count(table) == 20, () -> DORIS.count(table) + " rows");
    }
  }

  @Test
  void noTransactionIsAbortedSinceItIsOthersToo() throws Exception {
    try (Worker worker = worker(DeliveryGuarantee.GROUP_COMMIT_SYNC)) {
      assertThrows(
          LoadFailedException.class,
          () -> worker.load(ids(table, 0, 0, 10), block(table, 1, "{\"id\":\"bad\"}\n", 1)));
    }

    assertFalse(proxy.saw("_stream_load_2pc"), "an abort was asked for");
    assertEquals(10, DORIS.count(table));
  }

  @Test
  void rowsThatTheServerFiltersAreNamed() throws Exception {
    WriteSpec collecting =
        spec(DeliveryGuarantee.GROUP_COMMIT_SYNC).toBuilder().setCollectFailedRows(true).build();

    try (Worker worker = new Worker(collecting, new KeyedState())) {
      worker.load(block(table, 0, "{\"id\":1}\n{\"id\":\"bad\"}\n", 2));

      assertEquals(List.of("bad"), worker.failedRows().stream().map(FailedRow::getRow).toList());
    }

    assertEquals(1, DORIS.count(table));
  }

  @Test
  void blocksWhosePropertiesExcludeGroupCommitAreRefused() throws Exception {
    Map<String, String> partial = new LinkedHashMap<>(Loads.PROPERTIES);
    partial.put("partial_columns", "TRUE");
    RowBlock block =
        new RowBlock("{\"id\":1}\n".getBytes(StandardCharsets.UTF_8), 1, partial, RowBlock.NO_TIME);

    try (Worker worker = worker(DeliveryGuarantee.GROUP_COMMIT_SYNC)) {
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class,
              () -> worker.load(KV.of(new ShardKey(TableName.parse(table), 0), block)));

      assertTrue(e.getMessage().contains("partial_columns=TRUE"), e::getMessage);
    }
    assertEquals(0, DORIS.count(table));
  }

  private static long count(DorisEmulator doris) {
    try {
      return ((Number) doris.query("SELECT count(*) FROM test.late").get(0).get(0)).longValue();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private void assertServerMadeTheLabels() {
    DORIS
        .transactions(table)
        .forEach(t -> assertTrue(t.label().startsWith("group_commit_"), t::label));
    assertFalse(proxy.saw("label: "));
  }

  private Worker worker(DeliveryGuarantee delivery) {
    return new Worker(spec(delivery), new KeyedState());
  }

  private WriteSpec spec(DeliveryGuarantee delivery) {
    return Loads.spec(connection, CommittedLabelPolicy.FAIL).toBuilder()
        .setDelivery(delivery)
        .build();
  }
}
