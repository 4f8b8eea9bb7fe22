package io.dorisio.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.client.ScriptedBackend.Script;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a load does with a backend that behaves in all the ways that are hard to provoke. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StreamLoadTest {

  private static final Duration LONG = Duration.ofMinutes(2);
  private static final Duration SHORT = Duration.ofMillis(300);

  private ScriptedBackend backend;
  private DorisConnection connection =
      DorisConnection.of("127.0.0.1:1").withCredentials("etl", "s3cret");

  @AfterEach
  void close() throws Exception {
    if (backend != null) {
      backend.close();
    }
  }

  @Test
  void theBodyIsSentWhileItIsWrittenAndOnlyAfterTheHeaderWasAccepted() throws Exception {
    CompletableFuture<String> head = new CompletableFuture<>();
    CompletableFuture<String> firstChunk = new CompletableFuture<>();
    StreamLoad load =
        open(
            c -> {
              head.complete(c.readHead());
              c.send(ScriptedBackend.CONTINUE);
              firstChunk.complete(c.readChunk());
              assertEquals("row2\n", c.readChunk());
              assertEquals("", c.readChunk());
              c.sendReply(success("L", 2));
            });

    write(load, "row1\n");
    // The backend has it before the body ends.
    assertEquals("row1\n", firstChunk.join());
    write(load, "row2\n");
    load.end();
    StreamLoadReply reply = load.awaitReply(LONG);

    assertEquals(7, reply.transactionId());
    String headers = head.join().toLowerCase(Locale.ROOT);
    assertTrue(headers.startsWith("put /api/db/t/_stream_load http/1.1"), headers);
    for (String header :
        new String[] {
          "label: l",
          "two_phase_commit: true",
          "group_commit: off_mode",
          "expect: 100-continue",
          "transfer-encoding: chunked",
          "format: json",
          "authorization: basic zxrs",
        }) {
      assertTrue(headers.contains(header), header + " is not in " + headers);
    }
    assertFalse(headers.contains("content-length"), headers);
    backend.awaitDone();
  }

  @Test
  void aRefusalBeforeTheBodyIsReadWithoutSendingTheBody() throws Exception {
    Script script =
        c -> {
          c.readHead();
          c.sendReply(
              "{\"TxnId\":-1,\"Label\":\"L\",\"TwoPhaseCommit\":\"true\",\"Status\":\"Label Already"
                  + " Exists\",\"ExistingJobStatus\":\"PRECOMMITTED\",\"Message\":\"Label [L] has"
                  + " already been used, relate to txn [4], status [PRECOMMITTED].\"}");
        };

    LabelExistsException e = assertThrows(LabelExistsException.class, () -> open(script));

    assertEquals(LabelExistsException.Owner.PRECOMMITTED, e.owner());
    assertEquals(4, e.transactionId().getAsLong());
    assertTrue(e.getMessage().contains("Load L into db.t at BE 127.0.0.1:"), e::getMessage);
  }

  @Test
  void aFailureInTheMiddleOfTheBodyIsToldInTheBackendsWords() throws Exception {
    StreamLoad load =
        open(
            c -> {
              c.readHead();
              c.send(ScriptedBackend.CONTINUE);
              c.readChunk();
              c.sendReply(
                  "{\"TxnId\":8,\"Label\":\"L\",\"TwoPhaseCommit\":\"true\",\"Status\":\"Fail\","
                      + "\"Message\":\"[E-235]version count: 2001, exceed limit: 2000\"}");
            });

    LoadFailedException e =
        assertThrows(
            LoadFailedException.class,
            () -> {
              while (true) {
                write(load, "x".repeat(100_000) + "\n");
              }
            });

    assertTrue(e.getMessage().contains("failed in transaction 8"), e::getMessage);
    assertTrue(e.getMessage().contains("exceed limit: 2000"), e::getMessage);
  }

  @Test
  void aFailureWhileNothingIsWrittenIsNoticed() throws Exception {
    StreamLoad load =
        open(
            c -> {
              c.readHead();
              c.send(ScriptedBackend.CONTINUE);
              c.sendReply("{\"TxnId\":8,\"Label\":\"L\",\"Status\":\"Fail\",\"Message\":\"gone\"}");
              c.awaitClose();
            });

    // The load's thread reads the answer, and closes the connection.
    backend.awaitDone();
    LoadFailedException e =
        assertThrows(
            LoadFailedException.class,
            () -> {
              while (true) {
                write(load, "row\n");
              }
            });

    assertTrue(e.getMessage().contains("gone"), e::getMessage);
  }

  @Test
  void aBackendThatDiesInTheMiddleFailsTheLoad() throws Exception {
    StreamLoad load =
        open(
            c -> {
              c.readHead();
              c.send(ScriptedBackend.CONTINUE);
              c.readChunk();
            });

    LoadFailedException e =
        assertThrows(
            LoadFailedException.class,
            () -> {
              while (true) {
                write(load, "row\n");
              }
            });

    assertTrue(e.getMessage().contains("Load L into db.t at BE 127.0.0.1:"), e::getMessage);
  }

  @Test
  void aBackendThatDoesNotAcceptTheHeaderInTimeIsGivenUp() throws Exception {
    connection = connection.withTimeouts(Timeouts.DEFAULT.withOpen(SHORT));
    Script script = ScriptedBackend.Connection::awaitClose;

    LoadFailedException e = assertThrows(LoadFailedException.class, () -> open(script));

    assertTrue(e.getMessage().contains("was not accepted within 300 ms"), e::getMessage);
    // What the backend takes where the load was given up before it had a connection.
    new Socket(InetAddress.getLoopbackAddress(), backend.address().port()).close();
    backend.awaitDone();
  }

  @Test
  void aBackendThatReadsNothingDoesNotHoldTheWriterForEver() throws Exception {
    connection = connection.withTimeouts(Timeouts.DEFAULT.withWrite(SHORT));
    CompletableFuture<Void> testDone = new CompletableFuture<>();
    StreamLoad load =
        open(
            c -> {
              c.readHead();
              c.send(ScriptedBackend.CONTINUE);
              testDone.join();
              c.awaitClose();
            });

    LoadFailedException e =
        assertThrows(
            LoadFailedException.class,
            () -> {
              while (true) {
                write(load, "x".repeat(1_000_000) + "\n");
              }
            });
    assertTrue(e.getMessage().contains("took nothing for 300 ms"), e::getMessage);

    // Its thread hangs in a socket write now; giving up ends that.
    load.abort();
    testDone.complete(null);
    backend.awaitDone();
  }

  @Test
  void aBackendThatDoesNotAnswerDoesNotHoldTheBundleForEver() throws Exception {
    CompletableFuture<Void> bodyRead = new CompletableFuture<>();
    StreamLoad load =
        open(
            c -> {
              c.readHead();
              c.send(ScriptedBackend.CONTINUE);
              c.readChunk();
              c.readChunk();
              bodyRead.complete(null);
              c.awaitClose();
            });
    write(load, "row\n");
    load.end();
    bodyRead.join();

    assertThrows(LoadFailedException.class, () -> load.awaitReply(SHORT));

    load.abort();
    backend.awaitDone();
  }

  @Test
  void givingUpNeverLooksLikeTheEndOfTheBody() throws Exception {
    CompletableFuture<String> row = new CompletableFuture<>();
    CompletableFuture<String> afterRow = new CompletableFuture<>();
    StreamLoad load =
        open(
            c -> {
              c.readHead();
              c.send(ScriptedBackend.CONTINUE);
              row.complete(c.readChunk());
              try {
                afterRow.complete("chunk " + c.readChunk());
              } catch (IOException e) {
                afterRow.complete("broken off");
              }
            });
    write(load, "row\n");
    assertEquals("row\n", row.join());

    load.abort();

    assertEquals("broken off", afterRow.join());
  }

  @Test
  void aReplyUnderAnotherLabelIsAFailure() throws Exception {
    LoadFailedException e = failureOf(success("another", 1));

    assertTrue(e.getMessage().contains("under another label, another"), e::getMessage);
  }

  @Test
  void aLoadThatWasCommittedAtOnceIsAFailure() throws Exception {
    LoadFailedException e = failureOf(success("L", 1).replace("\"true\"", "\"false\""));

    assertTrue(e.getMessage().contains("did not take it as a two-phase load"), e::getMessage);
  }

  @Test
  void rowsThatAreNotAccountedForAreAFailure() throws Exception {
    LoadFailedException e = failureOf(success("L", 2));

    assertTrue(e.getMessage().contains("1 rows sent; the server counts 2"), e::getMessage);
  }

  @Test
  void aBackendThatCannotBeReachedIsNamed() throws Exception {
    HostPort nobody;
    try (ServerSocket free = new ServerSocket(0)) {
      nobody = new HostPort("127.0.0.1", free.getLocalPort());
    }

    LoadFailedException e = assertThrows(LoadFailedException.class, () -> open(nobody));

    assertTrue(e.getMessage().contains("at BE " + nobody), e::getMessage);
    assertFalse(e.getMessage().contains("s3cret"), e::getMessage);
  }

  private LoadFailedException failureOf(String reply) throws Exception {
    StreamLoad load =
        open(
            c -> {
              c.readHead();
              c.send(ScriptedBackend.CONTINUE);
              c.readChunk();
              c.readChunk();
              c.sendReply(reply);
            });
    write(load, "row\n");
    load.end();
    return assertThrows(LoadFailedException.class, () -> load.awaitReply(LONG));
  }

  @Test
  void aOnePhaseLoadThatIsVisibleLaterIsASuccess() throws Exception {
    CompletableFuture<String> head = new CompletableFuture<>();
    backend =
        new ScriptedBackend(
            c -> {
              head.complete(c.readHead());
              c.send(ScriptedBackend.CONTINUE);
              c.readChunk();
              c.readChunk();
              c.sendReply(
                  "{\"TxnId\":9,\"Label\":\"L\",\"TwoPhaseCommit\":\"false\",\"Status\":\"Publish"
                      + " Timeout\",\"Message\":\"[PUBLISH_TIMEOUT]transaction commit successfully,"
                      + " BUT data will be visible later\",\"NumberTotalRows\":1,"
                      + "\"NumberLoadedRows\":1}");
            });

    StreamLoad load = open(backend.address(), CommitMode.ONE_PHASE, OptionalLong.empty());
    write(load, "{}\n");
    load.end();

    assertEquals(9, load.awaitReply(LONG).transactionId());
    String headers = head.join().toLowerCase(Locale.ROOT);
    assertTrue(headers.contains("two_phase_commit: false"), headers);
    assertTrue(headers.contains("group_commit: off_mode"), headers);
    assertTrue(headers.contains("label: l"), headers);
  }

  @Test
  void aGroupCommitHasNoLabelAndTellsItsLength() throws Exception {
    CompletableFuture<String> head = new CompletableFuture<>();
    backend =
        new ScriptedBackend(
            c -> {
              head.complete(c.readHead());
              c.send(ScriptedBackend.CONTINUE);
              c.readBody(3);
              c.sendReply(
                  "{\"TxnId\":9,\"Label\":\"group_commit_1f_2e\",\"GroupCommit\":true,\"Status\":"
                      + "\"Success\",\"Message\":\"OK\",\"NumberTotalRows\":1,"
                      + "\"NumberLoadedRows\":1}");
            });

    StreamLoad load = open(backend.address(), CommitMode.GROUP_ASYNC, OptionalLong.of(3));
    write(load, "{}\n");
    load.end();

    assertEquals("group_commit_1f_2e", load.awaitReply(LONG).label());
    String headers = head.join().toLowerCase(Locale.ROOT);
    assertTrue(headers.contains("group_commit: async_mode"), headers);
    assertTrue(headers.contains("content-length: 3"), headers);
    assertFalse(headers.contains("label"), headers);
    assertFalse(headers.contains("chunked"), headers);
  }

  private StreamLoad open(Script script) throws Exception {
    backend = new ScriptedBackend(script);
    return open(backend.address());
  }

  private StreamLoad open(HostPort address) throws Exception {
    return open(address, CommitMode.TWO_PHASE, OptionalLong.empty());
  }

  private StreamLoad open(HostPort address, CommitMode mode, OptionalLong length) throws Exception {
    try (HttpRequests requests = new HttpRequests(connection)) {
      return StreamLoad.open(
          connection,
          new ErrorLog(connection, requests),
          address,
          new StreamLoadRequest(
              new TableName("db", "t"),
              "L",
              Map.of("format", "json", "read_json_by_line", "true"),
              mode,
              length));
    }
  }

  private static void write(StreamLoad load, String text) throws Exception {
    load.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 1);
  }

  private static String success(String label, int rows) {
    return String.format(
        "{\"TxnId\":7,\"Label\":\"%s\",\"TwoPhaseCommit\":\"true\",\"Status\":\"Success\","
            + "\"Message\":\"OK\",\"NumberTotalRows\":%d,\"NumberLoadedRows\":%d,"
            + "\"NumberFilteredRows\":0,\"NumberUnselectedRows\":0}",
        label, rows, rows);
  }
}
