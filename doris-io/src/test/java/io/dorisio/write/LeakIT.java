package io.dorisio.write;

import static io.dorisio.write.Worker.block;
import static io.dorisio.write.Worker.ids;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.dorisio.LocalDoris;
import io.dorisio.client.DorisConnection;
import io.dorisio.client.LoadFailedException;
import io.dorisio.client.Timeouts;
import io.dorisio.write.Worker.KeyedState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.beam.sdk.values.KV;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A thousand bundles, many of which fail in one way or another, leave nothing behind. */
@Timeout(value = 900, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LeakIT {

  @RegisterExtension static final LocalDoris DORIS = new LocalDoris();

  private static final int BUNDLES = 1_000;
  private static final int BUNDLES_OF_A_WORKER = 25;

  /** What becomes of a bundle. */
  private enum Fate {
    COMMITTED,
    CUT_AND_REPAIRED,
    ANSWER_LOST,
    ROWS_REFUSED,
    BROKEN_OFF,
    SERVER_DOWN,
    /** The worker is torn down in the middle. */
    TORN_DOWN
  }

  /** What this process holds: threads of the client, sockets, other open files. */
  private record Held(long threads, long sockets, long files) {

    static Held now() {
      long threads =
          Thread.getAllStackTraces().keySet().stream()
              .map(Thread::getName)
              .filter(name -> name.startsWith("doris-load-") || name.equals("doris-commit"))
              .count();
      List<String> open = OpenFiles.targets();
      long sockets = open.stream().filter(target -> target.startsWith("socket:")).count();
      return new Held(threads, sockets, open.size() - sockets);
    }

    boolean isAtMost(Held other) {
      return threads <= other.threads && sockets <= other.sockets && files <= other.files;
    }
  }

  private final String table = DORIS.createTable("id BIGINT", "id");
  private final KeyedState state = new KeyedState();
  private final Random random = new Random(20_261_121);
  private final Map<Fate, Integer> fates = new EnumMap<>(Fate.class);
  private int ids;

  @Test
  void noThreadSocketOrFileIsLeftBehind() throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(DORIS.backendAddress())) {
      // Classes, pools and connections that stay come into being with the first bundles.
      runBundles(proxy, 100);
      LocalDoris.await(() -> Held.now().threads() == 0, () -> "threads stay: " + Held.now());
      // Their connections end at the other side later than at the client's.
      LocalDoris.await(
          () -> proxy.isIdle() && DORIS.openConnections() == 0,
          () -> "connections stay: " + DORIS.openConnections());
      Held before = Held.now();

      runBundles(proxy, BUNDLES);

      LocalDoris.await(
          () -> Held.now().isAtMost(before),
          () -> "before " + before + ", after " + Held.now() + " and " + fates);
      assertEquals(0, proxy.cutsLeft(), "cuts did not strike");
    }
    assertEquals(Fate.values().length, fates.size(), fates::toString);
    awaitNothingOpen();
    assertEquals(
        LongStream.range(0, ids).mapToObj(i -> List.<Object>of(i)).toList(),
        DORIS.rows("SELECT id FROM " + table + " ORDER BY id"));
  }

  /** The server aborts a load that was broken off once it notices. */
  private void awaitNothingOpen() {
    LocalDoris.await(
        () -> DORIS.transactions(table).stream().allMatch(t -> t.state().isFinal()),
        () -> "left open: " + DORIS.transactions(table));
  }

  private void runBundles(CuttingProxy proxy, int count) throws Exception {
    Fate[] all = Fate.values();
    for (int done = 0; done < count; done += BUNDLES_OF_A_WORKER) {
      try (Worker worker = worker(proxy)) {
        for (int i = 0; i < BUNDLES_OF_A_WORKER; i++) {
          // Every other bundle goes well.
          Fate fate = random.nextBoolean() ? Fate.COMMITTED : all[random.nextInt(all.length)];
          fates.merge(fate, 1, Integer::sum);
          run(fate, worker, proxy);
        }
      }
    }
  }

  private void run(Fate fate, Worker worker, CuttingProxy proxy) throws Exception {
    KeyedState before = state.copy();
    switch (fate) {
      case COMMITTED -> worker.commit(worker.load(nextIds(), nextIds()));
      case CUT_AND_REPAIRED -> {
        worker.begin(nextIds());
        proxy.cutAfter(0, 1);
        worker.process(nextIds());
        worker.commit(worker.finish());
      }
      case ANSWER_LOST -> {
        proxy.loseAnswers(1);
        worker.commit(worker.load(nextIds()));
      }
      case ROWS_REFUSED -> {
        worker.begin(ids(table, 0, 0, 10), block(table, 1, "{\"id\":\"no number\"}\n", 1));
        assertThrows(LoadFailedException.class, worker::finish);
        state.backTo(before);
      }
      case BROKEN_OFF -> {
        worker.begin(ids(table, 0, 0, 10), ids(table, 1, 0, 10));
        state.backTo(before);
      }
      case SERVER_DOWN -> {
        try (Worker cutOff = new Worker(spec(nowhere()), new KeyedState())) {
          assertThrows(LoadFailedException.class, () -> cutOff.load(ids(table, 0, 0, 10)));
        }
      }
      case TORN_DOWN -> {
        try (Worker dies = worker(proxy)) {
          dies.begin(ids(table, 3, 0, 10), ids(table, 4, 0, 10));
        }
        state.backTo(before);
      }
    }
  }

  private Worker worker(CuttingProxy proxy) {
    return new Worker(
        spec(DORIS.connection().withHostMapping(DORIS.backendAddress(), proxy.address())), state);
  }

  /** Holds one block in memory; the others go to files. */
  private static WriteSpec spec(DorisConnection connection) {
    WriteSpec spec = Loads.spec(connection, CommittedLabelPolicy.FAIL);
    return spec.toBuilder().setRepairBufferBytes(150).build();
  }

  private static DorisConnection nowhere() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return DorisConnection.of("127.0.0.1:" + free.getLocalPort())
          .withTimeouts(Timeouts.DEFAULT.withRepair(Duration.ofMillis(50)));
    }
  }

  private KV<ShardKey, RowBlock> nextIds() {
    int from = ids;
    ids += 10;
    return ids(table, ids / 10 % 3, from, ids);
  }
}
