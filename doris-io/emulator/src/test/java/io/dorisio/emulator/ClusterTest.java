package io.dorisio.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.dorisio.emulator.clock.AdjustableClock;
import io.dorisio.emulator.cluster.Node;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** doris-protocol 1.2, 4.1, 6, 8: several frontends, several backends, and their going down. */
@Timeout(120)
class ClusterTest extends EmulatorTest {
  @Override
  EmulatorBuilder configure(EmulatorBuilder builder) {
    // Heartbeats come when a test says so.
    InstantSource now = InstantSource.fixed(Instant.parse("2026-11-22T10:00:00Z"));
    return builder.frontends(2).backends(3).clock(new AdjustableClock(now));
  }

  private RawHttp.Answer redirect(String fe) throws IOException {
    try (RawHttp http = new RawHttp(fe)) {
      return http.head("PUT /api/db/t/_stream_load", authorization(), "Expect: 100-continue")
          .answer();
    }
  }

  private String target() throws IOException {
    URI location = URI.create(redirect(doris.frontendAddress()).header("Location"));
    return location.getHost() + ":" + location.getPort();
  }

  private Node backendNode(int i) {
    return doris.cluster().backends().get(i);
  }

  private void heartbeat() {
    doris.clock().advance(Duration.ofSeconds(10));
  }

  @Test
  void redirectsGoRoundAllBackends() throws Exception {
    List<String> targets = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      targets.add(target());
    }
    assertEquals(3, new TreeSet<>(targets.subList(0, 3)).size());
    assertEquals(targets.subList(0, 3), targets.subList(3, 6));
  }

  @Test
  void deadBackendIsStillRedirectedToUntilTheNextHeartbeat() throws Exception {
    doris.cluster().stop(backendNode(0));
    assertThrows(ConnectException.class, () -> new RawHttp(doris.backendAddress()));
    Set<String> before = new TreeSet<>(List.of(target(), target(), target()));
    assertEquals(3, before.size());
    heartbeat();
    Set<String> after = new TreeSet<>(List.of(target(), target(), target()));
    assertEquals(new TreeSet<>(doris.backendAddresses().subList(1, 3)), after);
  }

  @Test
  void portIsClosedWhenANodeHasStopped() throws Exception {
    for (int i = 0; i < 100; i++) {
      doris.cluster().stop(backendNode(0));
      assertThrows(ConnectException.class, () -> new RawHttp(doris.backendAddress()));
      doris.cluster().start(backendNode(0));
    }
  }

  @Test
  void restartWaitsForAPortThatIsTakenForAMoment() throws Exception {
    Node node = backendNode(0);
    doris.cluster().stop(node);
    FutureTask<Void> restart =
        new FutureTask<>(
            () -> {
              doris.cluster().start(node);
              return null;
            });
    Thread thread = new Thread(restart);
    try (ServerSocket other = new ServerSocket(node.port(), 1, InetAddress.getLoopbackAddress())) {
      thread.start();
      while (thread.getState() != Thread.State.TIMED_WAITING && thread.isAlive()) {
        Thread.onSpinWait();
      }
      assertFalse(node.isRunning());
    }
    restart.get();
    assertTrue(node.isRunning());
  }

  @Test
  void backendsListSaysWhoIsAlive() throws Exception {
    doris.cluster().stop(backendNode(1));
    heartbeat();
    JsonNode all = get("/api/backends").path("data").path("backends");
    assertEquals(
        json(
            "{\"ip\":\"127.0.0.1\",\"http_port\":"
                + backendNode(1).port()
                + ",\"is_alive\":false}"),
        all.get(1));
    assertEquals(3, all.size());
    assertEquals(2, get("/api/backends?is_alive=true").path("data").path("backends").size());
    assertEquals(
        json("{\"total_backend_num\":3,\"online_backend_num\":2}"),
        get("/api/health").path("data"));
  }

  @Test
  void noBackendAliveIsSaid() throws Exception {
    for (Node node : doris.cluster().backends()) {
      doris.cluster().stop(node);
    }
    heartbeat();
    assertEquals(
        "errCode = 2, detailMessage = No backend available for load, please check the status of"
            + " your backends., policy: computeNode=false | query=false | load=true |"
            + " schedule=false | tags= | medium=null",
        json(redirect(doris.frontendAddress())).path("msg").asText());
  }

  @Test
  void restartedBackendAbortsWhatItPreparedAndKeepsWhatIsPreCommitted() throws Exception {
    preCommit("kept");
    int port = backendNode(0).port();
    try (RawHttp http = backend()) {
      http.head(
          "PUT /api/db/t/_stream_load",
          authorization(),
          "label: broken",
          TWO_PHASES,
          "Expect: 100-continue",
          "Transfer-Encoding: chunked");
      assertEquals(100, http.answer().status());
      doris.cluster().stop(backendNode(0));
      assertEquals("PREPARE", get("/api/db/get_load_state?label=broken").path("data").asText());
      doris.cluster().start(backendNode(0));
    }
    assertEquals(port, backendNode(0).port());
    assertEquals("ABORTED", get("/api/db/get_load_state?label=broken").path("data").asText());
    assertEquals("coordinate BE restart", doris.transactions().get(1).abortReason());
    assertEquals("PRECOMMITTED", get("/api/db/get_load_state?label=kept").path("data").asText());
  }

  @Test
  void backendLostForLongHasItsPreparedTransactionsAborted() throws Exception {
    try (RawHttp http = backend()) {
      http.head(
          "PUT /api/db/t/_stream_load",
          authorization(),
          "label: l",
          "Expect: 100-continue",
          "Transfer-Encoding: chunked");
      assertEquals(100, http.answer().status());
      doris.cluster().stop(backendNode(0));
    }
    doris.clock().advance(Duration.ofSeconds(330));
    assertEquals("coordinate BE is down", doris.transactions().get(0).abortReason());
  }

  @Test
  void anyBackendCommitsAnyTransaction() throws Exception {
    long id = preCommit("l");
    try (RawHttp http = new RawHttp(doris.backendAddresses().get(2))) {
      http.head(
          "PUT /api/db/_stream_load_2pc",
          authorization(),
          "txn_id: " + id,
          "txn_operation: commit",
          "Content-Length: 0");
      assertEquals("Success", json(http.answer()).path("status").asText());
    }
  }

  @Test
  void followerSendsLoadStateToTheMaster() throws Exception {
    try (RawHttp http = new RawHttp(doris.frontendAddresses().get(1))) {
      RawHttp.Answer answer =
          http.head("GET /api/db/get_load_state?label=l", authorization()).answer();
      assertEquals(307, answer.status());
      assertEquals(
          "http://root:@" + doris.frontendAddress() + "/api/db/get_load_state?label=l",
          answer.header("Location"));
    }
  }

  @Test
  void lostMasterTakesPreparedTransactionsWithItAndAnotherTakesOver() throws Exception {
    preCommit("kept");
    try (RawHttp http = backend()) {
      http.head(
          "PUT /api/db/t/_stream_load",
          authorization(),
          "label: lost",
          "column_separator: ,",
          TWO_PHASES,
          "Expect: 100-continue",
          "Transfer-Encoding: chunked");
      assertEquals(100, http.answer().status());
      doris.cluster().stop(doris.cluster().frontends().get(0));
      http.chunk("1,a\n").lastChunk();
      assertEquals(
          "[ANALYSIS_ERROR]TStatus: errCode = 2, detailMessage = transaction not found",
          json(http.answer()).path("Message").asText());
    }
    try (RawHttp http = new RawHttp(doris.frontendAddresses().get(1))) {
      assertEquals(
          "PRECOMMITTED",
          json(http.head("GET /api/db/get_load_state?label=kept", authorization()).answer())
              .path("data")
              .asText());
    }
    assertEquals("Success", load("t", "1\ta\n", "label: lost").path("Status").asText());
  }

  @Test
  void withoutAMasterBackendsCanNeitherBeginNorCommit() throws Exception {
    long id = preCommit("l");
    for (Node node : doris.cluster().frontends()) {
      doris.cluster().stop(node);
    }
    assertEquals(
        "[THRIFT_RPC_ERROR]failed to call frontend service",
        load("t", "1\ta\n").path("Message").asText());
    assertEquals(
        "THRIFT_RPC_ERROR",
        transaction("txn_id: " + id, "txn_operation: commit").path("status").asText());
  }
}
