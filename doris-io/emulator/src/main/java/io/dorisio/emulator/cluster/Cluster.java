package io.dorisio.emulator.cluster;

import io.dorisio.emulator.clock.AdjustableClock;
import io.dorisio.emulator.config.Setting;
import io.dorisio.emulator.config.Settings;
import io.dorisio.emulator.error.DorisException;
import io.dorisio.emulator.fault.Strike;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All nodes, which of them are up, and which frontend is the master. */
public final class Cluster {
  private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);

  private final AdjustableClock clock;
  private final Settings settings;
  private final List<Node> frontends = new CopyOnWriteArrayList<>();
  private final List<Node> backends = new CopyOnWriteArrayList<>();
  private final AtomicInteger turn = new AtomicInteger();
  private volatile Node master;
  private volatile boolean closed;
  private Consumer<Coordinator> backendRestarted = coordinator -> {};
  private Runnable masterLost = () -> {};

  public Cluster(AdjustableClock clock, Settings settings) {
    this.clock = clock;
    this.settings = settings;
  }

  /** What to do once a backend is back, given its former life. */
  public void onBackendRestart(Consumer<Coordinator> action) {
    this.backendRestarted = action;
  }

  /** What to do when the master goes. */
  public void onMasterLoss(Runnable action) {
    this.masterLost = action;
  }

  /** Adds a node and starts it. */
  public Node add(Node node) throws Exception {
    (node.role() == Node.Role.FE ? frontends : backends).add(node);
    start(node);
    return node;
  }

  public List<Node> frontends() {
    return List.copyOf(frontends);
  }

  public List<Node> backends() {
    return List.copyOf(backends);
  }

  /** The node of that name, or null. */
  public Node find(String name) {
    for (List<Node> nodes : List.of(frontends, backends)) {
      for (Node node : nodes) {
        if (node.name().equals(name)) {
          return node;
        }
      }
    }
    return null;
  }

  /** As the master sees it. */
  public boolean isAlive(Node node) {
    return node.isSeenAlive(clock.instant(), settings.seconds(Setting.HEARTBEAT_INTERVAL_SECOND));
  }

  /** The next backend in turn of those taken for alive; null where there is none. */
  public Node nextBackend() {
    List<Node> alive = backends.stream().filter(this::isAlive).toList();
    return alive.isEmpty() ? null : alive.get(Math.floorMod(turn.getAndIncrement(), alive.size()));
  }

  /** The frontend that is the master, or was it last. */
  public Node master() {
    return master;
  }

  /**
   * Refuses what a backend asks of a master that is not there (be/src/util/thrift_rpc_helper.cpp;
   * what newer versions add to the text is UNVERIFIED).
   */
  public void requireMaster() throws DorisException {
    Node now = master;
    if (now == null || !now.isRunning()) {
      throw DorisException.backend("THRIFT_RPC_ERROR", "failed to call frontend service");
    }
  }

  /** Starts a node on its port. */
  public synchronized void start(Node node) throws Exception {
    Coordinator former = node.coordinator();
    boolean restart = node.changedAt() != null;
    if (closed || !node.start(clock.instant())) {
      return;
    }
    if (node.role() == Node.Role.FE) {
      elect();
    } else if (restart) {
      backendRestarted.accept(former);
    }
  }

  /** Stops a node: its connections break and its port refuses new ones. */
  public synchronized void stop(Node node) throws Exception {
    if (node.stop(clock.instant()) && node == master) {
      masterLost.run();
      elect();
    }
  }

  private void elect() {
    if (master == null || !master.isRunning()) {
      frontends.stream().filter(Node::isRunning).findFirst().ifPresent(node -> master = node);
    }
  }

  /** Kills a node; it is up again when the strike is over. */
  public void crash(Node node, Strike strike) {
    // At once: what the node is about to say is not heard any more.
    node.coordinator().die(clock.instant());
    Thread thread =
        new Thread(
            () -> {
              try {
                stop(node);
                strike.await();
                start(node);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } catch (Exception e) {
                LOG.error("{} did not crash as it should", node.name(), e);
              }
            },
            "doris-crash-" + node.name());
    thread.setDaemon(true);
    thread.start();
  }

  /** Stops all nodes for good, the frontends first. */
  public synchronized void close() throws Exception {
    closed = true;
    for (Node node : frontends) {
      node.stop(clock.instant());
    }
    for (Node node : backends) {
      node.stop(clock.instant());
    }
  }
}
