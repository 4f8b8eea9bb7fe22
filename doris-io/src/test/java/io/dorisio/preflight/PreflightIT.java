package io.dorisio.preflight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.DorisIO;
import io.dorisio.LocalDoris;
import io.dorisio.client.DorisConnection;
import io.dorisio.client.StubFrontend;
import io.dorisio.client.TableName;
import io.dorisio.client.Timeouts;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is warned of when a write meets a server. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PreflightIT {

  @RegisterExtension static final LocalDoris DORIS = new LocalDoris();

  @Test
  void aTableAndServerThatFitAreNotWarnedOf() {
    assertEquals(List.of(), warnings(DORIS.connection(), DORIS.createTable("id BIGINT", "id")));
  }

  @Test
  void aMissingTableIsOneWarning() {
    assertOneWarning(warnings(DORIS.connection(), "test.missing"), "test.missing does not exist");
    assertOneWarning(warnings(DORIS.connection(), "missing.t"), "missing.t does not exist");
  }

  @Test
  void aUniqueTableWithoutShardKeyIsOneWarning() {
    DORIS.execute(
        "CREATE TABLE test.keyed (id BIGINT, v STRING) UNIQUE KEY(id) DISTRIBUTED BY HASH(id)"
            + " BUCKETS 1 PROPERTIES (\"replication_num\" = \"1\")");

    assertOneWarning(warnings(DORIS.connection(), "test.keyed"), "keeps one row of each key");
  }

  @Test
  void aWrongPasswordIsOneWarningWithoutIt() {
    List<String> warnings =
        warnings(DORIS.connection().withCredentials("etl", "wr0ng"), "test.missing");

    assertOneWarning(warnings, "check the user and password");
    assertFalse(warnings.get(0).contains("wr0ng"), warnings::toString);
  }

  @Test
  void aServerThatIsNotThereIsOneWarning() throws Exception {
    DorisConnection nowhere;
    try (ServerSocket free = new ServerSocket(0)) {
      nowhere = DorisConnection.of("127.0.0.1:" + free.getLocalPort());
    }

    assertOneWarning(warnings(nowhere, "shop.orders"), "withoutPreflight()");
  }

  @Test
  void aServerThatDoesNotAnswerIsOneWarningAfterSeconds() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      // The connection's own timeout, behind which this test ends, is not to count here.
      DorisConnection patient =
          DorisConnection.of("127.0.0.1:" + silent.getLocalPort())
              .withTimeouts(Timeouts.DEFAULT.withRequest(Duration.ofHours(1)));

      List<String> warnings = Preflight.warnings(planned(patient, "shop.orders"));

      assertOneWarning(warnings, "could not be asked");
    }
  }

  @Test
  void whatTheServerSaysOfItselfIsComparedWithTheWrite() throws Exception {
    try (StubFrontend frontend = new StubFrontend()) {
      frontend
          .with("/api/bootstrap", "{\"version\":\"doris-1.2.4\"}")
          .with("/api/shop/orders/_schema", "{\"keysType\":\"UNIQUE_KEYS\"}")
          .withRow(
              "SHOW FRONTEND CONFIG LIKE 'stream_load_default_precommit_timeout_second'",
              Map.of("Key", "stream_load_default_precommit_timeout_second", "Value", "10"))
          .withRow(
              "SHOW FRONTEND CONFIG LIKE 'max_running_txn_num_per_db'",
              Map.of("Key", "max_running_txn_num_per_db", "Value", "3"));

      List<String> warnings = warnings(frontend.connection(), "shop.orders");

      assertEquals(4, warnings.size(), warnings::toString);
      assertTrue(warnings.get(0).contains("doris-1.2.4"), warnings::toString);
      assertTrue(warnings.get(1).contains("keeps one row of each key"), warnings::toString);
      assertTrue(warnings.get(2).contains("after 10 s"), warnings::toString);
      assertTrue(warnings.get(3).contains("it may have 3"), warnings::toString);
    }
  }

  @Test
  void itRunsWhenThePipelineIsRunAndNotIfItIsLeftOut() throws Exception {
    try (StubFrontend frontend = new StubFrontend();
        StubFrontend other = new StubFrontend()) {
      Pipeline with = pipeline(write(frontend));
      assertEquals(List.of(), frontend.asked());
      with.run().waitUntilFinish();
      // The first question; on a busy machine the preflight may have given up before it came in.
      LocalDoris.await(
          () -> frontend.asked().contains("/api/shop/orders/_schema"),
          () -> frontend.asked().toString());

      // Another one, since more questions may still come to the first.
      pipeline(write(other).withoutPreflight()).run().waitUntilFinish();
      assertEquals(List.of(), other.asked());
    }
  }

  private static DorisIO.Write<String> write(StubFrontend frontend) {
    return DorisIO.writeJson()
        .withConnection(frontend.connection())
        .to("shop.orders")
        .withLabelPrefix("p");
  }

  private static Pipeline pipeline(DorisIO.Write<String> write) {
    Pipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    pipeline.apply(Create.empty(StringUtf8Coder.of())).apply(write);
    return pipeline;
  }

  /** With more patience than a preflight has, for the answers of a server on a busy machine. */
  private static List<String> warnings(DorisConnection connection, String table) {
    return Preflight.warnings(planned(connection, table), connection);
  }

  private static PlannedWrite planned(DorisConnection connection, String table) {
    return new PlannedWrite(
        connection, TableName.parse(table), 2, false, Map.of(), Optional.of(Duration.ofSeconds(5)));
  }

  private static void assertOneWarning(List<String> warnings, String part) {
    assertEquals(1, warnings.size(), warnings::toString);
    assertTrue(warnings.get(0).contains(part), warnings::toString);
  }
}
