package io.dorisio.emulator;

import io.dorisio.emulator.access.Account;
import io.dorisio.emulator.admin.AdminApi;
import io.dorisio.emulator.admin.RequestLog;
import io.dorisio.emulator.admin.Watch;
import io.dorisio.emulator.clock.AdjustableClock;
import io.dorisio.emulator.cluster.Cluster;
import io.dorisio.emulator.cluster.Node;
import io.dorisio.emulator.config.Setting;
import io.dorisio.emulator.config.Settings;
import io.dorisio.emulator.fault.Faults;
import io.dorisio.emulator.http.AdminEndpoint;
import io.dorisio.emulator.http.AdminServer;
import io.dorisio.emulator.http.BackendErrors;
import io.dorisio.emulator.http.BackendServer;
import io.dorisio.emulator.http.FrontendServer;
import io.dorisio.emulator.http.HttpNode;
import io.dorisio.emulator.http.RedirectForm;
import io.dorisio.emulator.load.ErrorLogs;
import io.dorisio.emulator.load.GroupCommits;
import io.dorisio.emulator.load.LoadOptions;
import io.dorisio.emulator.load.StreamLoad;
import io.dorisio.emulator.show.ShowConfig;
import io.dorisio.emulator.show.ShowNodes;
import io.dorisio.emulator.show.ShowTransaction;
import io.dorisio.emulator.show.StatementRunner;
import io.dorisio.emulator.storage.EqualKeys;
import io.dorisio.emulator.storage.TableStore;
import io.dorisio.emulator.transaction.TransactionCleaner;
import io.dorisio.emulator.transaction.TransactionManager;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.server.Handler;

/** What to start. */
public final class EmulatorBuilder {
  private static final long DRAIN_BYTES = 1L << 30;

  private final Settings settings = new Settings();
  private String host = "127.0.0.1";
  private int fePort;
  private int bePort;
  private int adminPort;
  private int frontends = 1;
  private int backends = 1;
  private Account account = new Account("root", "");
  private Path dataDir;
  private AdjustableClock clock = AdjustableClock.system();
  private boolean userInfo = true;
  private boolean danglingQuestionMark = true;
  private boolean drain;
  private boolean dropsChunkedLabels;
  private boolean counting;
  private EqualKeys equalKeys = EqualKeys.LAST;

  EmulatorBuilder() {}

  /** The address to listen on and to give to clients; 127.0.0.1 by default. */
  public EmulatorBuilder host(String address) {
    this.host = address;
    return this;
  }

  /** The first frontend's port, the others follow; 0, the default, takes free ones. */
  public EmulatorBuilder fePort(int port) {
    this.fePort = port;
    return this;
  }

  /** The first backend's port, the others follow; 0, the default, takes free ones. */
  public EmulatorBuilder bePort(int port) {
    this.bePort = port;
    return this;
  }

  /** The port of the admin API; 0, the default, takes a free one. */
  public EmulatorBuilder adminPort(int port) {
    this.adminPort = port;
    return this;
  }

  /** How many frontends; 1 by default. The first is the master. */
  public EmulatorBuilder frontends(int count) {
    this.frontends = count;
    return this;
  }

  /** How many backends; 1 by default. */
  public EmulatorBuilder backends(int count) {
    this.backends = count;
    return this;
  }

  /** The one user; root without a password by default. */
  public EmulatorBuilder user(String name, String password) {
    this.account = new Account(name, password);
    return this;
  }

  /** Where to keep tables and transactions; in memory by default. */
  public EmulatorBuilder dataDir(Path directory) {
    this.dataDir = directory;
    return this;
  }

  /** The cluster's time; it goes with the system's by default. */
  public EmulatorBuilder clock(AdjustableClock source) {
    this.clock = source;
    return this;
  }

  /**
   * A setting under Doris's name, such as {@code label_num_threshold}.
   *
   * @throws IllegalArgumentException for one that the stand-in does not know
   */
  public EmulatorBuilder set(String name, String value) {
    Setting setting = Setting.of(name);
    if (setting == null) {
      throw new IllegalArgumentException("no setting " + name);
    }
    settings.set(setting, value);
    return this;
  }

  /** max_running_txn_num_per_db; 10000 by default, as in recent servers (doris-protocol 8). */
  public EmulatorBuilder maxRunningTransactions(int limit) {
    return set("max_running_txn_num_per_db", String.valueOf(limit));
  }

  /** Whether redirects carry user and password; true by default (doris-protocol 1.2). */
  public EmulatorBuilder redirectUserInfo(boolean included) {
    this.userInfo = included;
    return this;
  }

  /**
   * Whether redirects end with {@code ?}, as up to about 4.0; true by default (doris-protocol 1.2).
   */
  public EmulatorBuilder danglingQuestionMark(boolean dangling) {
    this.danglingQuestionMark = dangling;
    return this;
  }

  /**
   * Whether a frontend reads on after a redirect, as newest ones do; false by default
   * (doris-protocol 1.3).
   */
  public EmulatorBuilder drainAfterRedirect(boolean drains) {
    this.drain = drains;
    return this;
  }

  /**
   * Whether chunked loads without {@code group_commit: off_mode} lose their label, as on the newest
   * masters; false by default (doris-protocol 2.4).
   */
  public EmulatorBuilder dropsChunkedLabels(boolean drops) {
    this.dropsChunkedLabels = drops;
    return this;
  }

  /**
   * Lets another row than the last of a load stand where several have the same key and nothing
   * orders them; Doris promises no order there (doris-protocol 7.4). The same seed chooses the same
   * rows.
   */
  public EmulatorBuilder arbitraryAmongEqualKeys(long seed) {
    this.equalKeys = EqualKeys.arbitrary(seed);
    return this;
  }

  /** Whether loads only count their rows and store none, to measure clients; false by default. */
  public EmulatorBuilder counting(boolean counts) {
    this.counting = counts;
    return this;
  }

  /** Starts all nodes; returns once they answer. */
  public DorisEmulator start() throws IOException, SQLException {
    ArrayDeque<AutoCloseable> toClose = new ArrayDeque<>();
    try {
      return new DorisEmulator(start(toClose));
    } catch (Exception e) {
      try {
        new EmulatorParts(null, null, null, null, null, null, null, null, null, null, toClose)
            .close();
      } catch (Exception suppressed) {
        e.addSuppressed(suppressed);
      }
      if (e instanceof SQLException failure) {
        throw failure;
      }
      throw e instanceof IOException failure
          ? failure
          : new IOException("the emulator could not be started", e);
    }
  }

  private EmulatorParts start(ArrayDeque<AutoCloseable> toClose) throws Exception {
    Faults faults = new Faults();
    RequestLog requests = new RequestLog();
    Cluster cluster = new Cluster(clock, settings);
    TableStore store = new TableStore(dataDir, equalKeys);
    toClose.push(store);
    TransactionManager transactions =
        new TransactionManager(store, clock, settings, faults, cluster);
    toClose.push(transactions);
    transactions.restore(store.recovered());
    GroupCommits groups = new GroupCommits(transactions, clock);
    toClose.push(groups);
    toClose.push(new TransactionCleaner(transactions, clock, settings));
    cluster.onBackendRestart(transactions::abortOf);
    cluster.onMasterLoss(transactions::losePrepared);
    toClose.push(cluster::close);
    // Before the nodes: what hangs is let go.
    toClose.push(faults::clear);

    Watch watch = new Watch(transactions, requests, faults, cluster);
    AdminEndpoint admin =
        new AdminEndpoint(
            new AdminApi(clock, cluster, faults, transactions, store, requests, watch));
    HttpNode adminServer = new HttpNode("doris-admin", host, new AdminServer(admin));
    ErrorLogs errorLogs = new ErrorLogs();
    StreamLoad loads =
        new StreamLoad(
            account,
            transactions,
            groups,
            store,
            errorLogs,
            clock,
            settings,
            new LoadOptions(dropsChunkedLabels, counting));
    for (int i = 0; i < backends; i++) {
      AtomicReference<Node> self = new AtomicReference<>();
      Handler handler =
          new BackendServer(
              self::get,
              cluster,
              settings,
              clock,
              faults,
              requests,
              loads,
              transactions,
              store.catalog(),
              account,
              errorLogs);
      add(cluster, self, Node.Role.BE, i, bePort, handler);
    }
    StatementRunner statements =
        new StatementRunner(
            store.sql(),
            new ShowTransaction(transactions),
            new ShowNodes(cluster),
            new ShowConfig(settings));
    RedirectForm form = new RedirectForm(userInfo, danglingQuestionMark, drain ? DRAIN_BYTES : 0);
    for (int i = 0; i < frontends; i++) {
      AtomicReference<Node> self = new AtomicReference<>();
      Handler handler =
          new FrontendServer(
              self::get,
              cluster,
              settings,
              clock,
              faults,
              requests,
              form,
              admin,
              account,
              transactions,
              store,
              statements);
      add(cluster, self, Node.Role.FE, i, fePort, handler);
    }
    toClose.push(adminServer);
    groups.replay();
    return new EmulatorParts(
        clock,
        settings,
        faults,
        requests,
        cluster,
        store,
        transactions,
        statements,
        watch,
        host + ":" + adminServer.start(adminPort),
        toClose);
  }

  private void add(
      Cluster cluster,
      AtomicReference<Node> self,
      Node.Role role,
      int index,
      int firstPort,
      Handler handler)
      throws Exception {
    String name = role == Node.Role.FE ? "doris-fe-" : "doris-be-";
    HttpNode server =
        new HttpNode(
            name + index, host, handler, role == Node.Role.BE ? new BackendErrors() : null);
    Node node = new Node(role, index, host, firstPort == 0 ? 0 : firstPort + index, server);
    self.set(node);
    cluster.add(node);
  }
}
