package io.dorisio.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.DorisIO;
import io.dorisio.LocalDoris;
import io.dorisio.client.DorisConnection;
import io.dorisio.emulator.transaction.TransactionRecord;
import io.dorisio.emulator.transaction.TransactionState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.values.PCollection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What users set has effect on the loads of the transform. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WriteOptionsIT {

  @RegisterExtension static final LocalDoris DORIS = new LocalDoris();

  private static final int ROWS = 100;

  /** Eight fill one of the blocks that {@link EncodeRows} makes. */
  private static final int ROW_BYTES = 32 << 10;

  private String table;

  @BeforeEach
  void createTable() {
    table = DORIS.createTable("id BIGINT, pad STRING", "id");
  }

  @Test
  void oneShardIsOneLoadUnlessItIsCutBySize() {
    run(write(DORIS.connection()));

    assertEquals(1, DORIS.transactions(table).size());
    assertRows();
  }

  @Test
  void maxLoadBytesCutsAShardIntoSeveralLoads() {
    run(write(DORIS.connection()).withMaxLoadBytes(1 << 20));

    List<TransactionRecord> loads = DORIS.transactions(table);
    // Of eight rows a block and four blocks a load, a hundred rows make three loads and a rest.
    assertEquals(4, loads.size(), loads::toString);
    for (int i = 0; i < 4; i++) {
      String end = "_" + i;
      assertTrue(loads.get(i).label().endsWith(end), loads::toString);
    }
    assertRows();
  }

  @Test
  void repairBufferBytesSayWhatGoesToFiles() throws Exception {
    assertFalse(
        spills(write(DORIS.connection()).withRepairBufferBytes(64 << 20)), "a load went to a file");
    assertRows();

    createTable();
    assertTrue(
        spills(write(DORIS.connection()).withRepairBufferBytes(0)), "no load went to a file");
    assertRows();
  }

  @Test
  void loadsAndCommitsGoWhereTheHostMappingSays() throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(DORIS.backendAddress())) {
      proxy.cutAfter(1 << 20, 1);

      run(write(mapped(proxy)));

      assertEquals(0, proxy.cutsLeft(), "the load did not go through the mapped address");
      assertRows();
    }
  }

  @Test
  void awaitVisibleAsksUntilTheRowsAreThere() throws Exception {
    try (CuttingProxy frontend =
        new CuttingProxy(DORIS.connection().frontends().get(0).toString())) {
      DorisConnection through =
          DorisConnection.of(frontend.address()).withCredentials("etl", LocalDoris.PASSWORD);
      run(write(through).withAwaitVisible());

      assertTrue(
          DORIS.transactions(table).stream().allMatch(t -> t.state() == TransactionState.VISIBLE));
      assertTrue(frontend.saw("get_load_state"), "nobody asked for the state of the load");

      createTable();
      frontend.forget();
      run(write(through));

      assertFalse(frontend.saw("get_load_state"), "asked, though nobody waits");
      assertRows();
    }
  }

  @Test
  void theErrorLogIsReadWhereTheHostMappingSays() throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(DORIS.backendAddress())) {
      Pipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
      pipeline.apply(Create.of("{\"id\":\"not a number\"}")).apply(write(mapped(proxy)));

      PipelineExecutionException e =
          assertThrows(PipelineExecutionException.class, () -> pipeline.run().waitUntilFinish());

      assertTrue(LocalDoris.messages(e).contains("Reason: column(id)"), e::getMessage);
      assertTrue(proxy.saw("_load_error_log"), "the log was read at the address handed out");
    }
  }

  private static DorisConnection mapped(CuttingProxy proxy) {
    return DORIS.connection().withHostMapping(DORIS.backendAddress(), proxy.address());
  }

  private DorisIO.Write<String> write(DorisConnection connection) {
    return DorisIO.writeJson()
        .withConnection(connection)
        .to(table)
        .withLabelPrefix("o")
        .withNumShards(1)
        .withoutPreflight();
  }

  /** All rows in one bundle. */
  private static void run(DorisIO.Write<String> write) {
    Pipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    String pad = "x".repeat(ROW_BYTES);
    PCollection<String> rows =
        pipeline
            .apply(
                Create.of(
                        List.of(
                            IntStream.range(0, ROWS)
                                .mapToObj(id -> "{\"id\":" + id + ",\"pad\":\"" + pad + "\"}")
                                .toList()))
                    .withCoder(ListCoder.of(StringUtf8Coder.of())))
            .apply(Flatten.iterables());
    rows.apply(write);
    pipeline.run().waitUntilFinish();
  }

  private static boolean spills(DorisIO.Write<String> write) throws Exception {
    Path directory = Path.of(System.getProperty("java.io.tmpdir"));
    try (WatchService watch = directory.getFileSystem().newWatchService()) {
      directory.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      run(write);
      // Events of what is done come in order, so that with this one all are here.
      Path last = Files.createTempFile(directory, "end-of-run-", "");
      Files.delete(last);
      List<String> created = new ArrayList<>();
      while (!created.contains(last.getFileName().toString())) {
        WatchKey key = watch.poll(30, TimeUnit.SECONDS);
        for (WatchEvent<?> event : key.pollEvents()) {
          created.add(String.valueOf(event.context()));
        }
        key.reset();
      }
      return created.stream().anyMatch(name -> name.startsWith("doris-load-"));
    }
  }

  private void assertRows() {
    assertEquals(
        LongStream.range(0, ROWS).mapToObj(i -> List.<Object>of(i)).toList(),
        DORIS.rows("SELECT id FROM " + table + " ORDER BY id"));
  }
}
