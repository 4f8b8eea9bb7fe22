package io.dorisio.emulator;

import io.dorisio.emulator.access.Account;
import io.dorisio.emulator.error.DorisException;
import io.dorisio.emulator.http.BackendServer;
import io.dorisio.emulator.http.FrontendServer;
import io.dorisio.emulator.http.HttpNode;
import io.dorisio.emulator.http.LoadRedirect;
import io.dorisio.emulator.http.NodeAddress;
import io.dorisio.emulator.load.ErrorLogs;
import io.dorisio.emulator.load.LoadOptions;
import io.dorisio.emulator.load.StreamLoad;
import io.dorisio.emulator.storage.TableStore;
import io.dorisio.emulator.transaction.TransactionManager;
import io.dorisio.emulator.transaction.TransactionRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A local stand-in for a Doris cluster: one frontend and one backend over HTTP, real tables behind
 * them.
 */
public final class DorisEmulator implements AutoCloseable {
  private final TableStore store;
  private final TransactionManager transactions;
  private final NodeAddress frontend;
  private final NodeAddress backend;

  /** What to close, the last opened first. */
  private final Deque<AutoCloseable> parts;

  private DorisEmulator(
      TableStore store,
      TransactionManager transactions,
      NodeAddress frontend,
      NodeAddress backend,
      Deque<AutoCloseable> parts) {
    this.store = store;
    this.transactions = transactions;
    this.frontend = frontend;
    this.backend = backend;
    this.parts = parts;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** {@code host:port} of the frontend's HTTP port. */
  public String frontendAddress() {
    return frontend.toString();
  }

  /** {@code host:port} of the backend's HTTP port. */
  public String backendAddress() {
    return backend.toString();
  }

  /**
   * Runs a statement of Doris's SQL.
   *
   * @throws SQLException with the server's text
   */
  public void execute(String sql) throws SQLException {
    query(sql);
  }

  /**
   * Runs a query; DATE comes as LocalDate, DATETIME as LocalDateTime, DECIMAL as BigDecimal,
   * LARGEINT as BigInteger.
   *
   * @throws SQLException with the server's text
   */
  public List<List<Object>> query(String sql) throws SQLException {
    try {
      return store.sql().execute(sql, null, Long.MAX_VALUE).rows();
    } catch (DorisException e) {
      throw new SQLException(e.frontendText(), e);
    }
  }

  /** All transactions known, by id. */
  public List<TransactionRecord> transactions() {
    return transactions.records();
  }

  /**
   * Waits until no transaction is committed and not yet visible.
   *
   * @throws IllegalStateException where that takes longer
   */
  public void awaitVisible(Duration timeout) throws InterruptedException {
    if (!transactions.awaitVisible(timeout)) {
      throw new IllegalStateException("transactions are still not visible after " + timeout);
    }
  }

  @Override
  public void close() throws Exception {
    closeAll(parts);
  }

  private static void closeAll(Deque<AutoCloseable> parts) throws Exception {
    Exception failure = null;
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** What to start. */
  public static final class Builder {
    private static final int RUNNING_LIMIT = 10_000;

    private String host = "127.0.0.1";
    private int fePort;
    private int bePort;
    private Account account = new Account("root", "");
    private Path dataDir;
    private InstantSource clock = InstantSource.system();
    private int maxRunningTransactions = RUNNING_LIMIT;
    private boolean danglingQuestionMark = true;
    private boolean dropsChunkedLabels;
    private boolean counting;

    private Builder() {}

    /** The address to listen on and to give to clients; 127.0.0.1 by default. */
    public Builder host(String address) {
      this.host = address;
      return this;
    }

    /** The frontend's port; 0, the default, takes a free one. */
    public Builder fePort(int port) {
      this.fePort = port;
      return this;
    }

    /** The backend's port; 0, the default, takes a free one. */
    public Builder bePort(int port) {
      this.bePort = port;
      return this;
    }

    /** The one user; root without a password by default. */
    public Builder user(String name, String password) {
      this.account = new Account(name, password);
      return this;
    }

    /** Where to keep tables and transactions; in memory by default. */
    public Builder dataDir(Path directory) {
      this.dataDir = directory;
      return this;
    }

    /** Where transactions take their times from. */
    public Builder clock(InstantSource source) {
      this.clock = source;
      return this;
    }

    /** max_running_txn_num_per_db; 10000 by default, as in recent servers (doris-protocol 8). */
    public Builder maxRunningTransactions(int limit) {
      this.maxRunningTransactions = limit;
      return this;
    }

    /**
     * Whether redirects end with {@code ?}, as up to about 4.0; true by default (doris-protocol
     * 1.2).
     */
    public Builder danglingQuestionMark(boolean dangling) {
      this.danglingQuestionMark = dangling;
      return this;
    }

    /**
     * Whether chunked loads without {@code group_commit: off_mode} lose their label, as on the
     * newest masters; false by default (doris-protocol 2.4).
     */
    public Builder dropsChunkedLabels(boolean drops) {
      this.dropsChunkedLabels = drops;
      return this;
    }

    /** Whether loads only count their rows and store none, to measure clients; false by default. */
    public Builder counting(boolean counts) {
      this.counting = counts;
      return this;
    }

    /** Starts both ports; returns once they answer. */
    public DorisEmulator start() throws IOException, SQLException {
      Deque<AutoCloseable> parts = new ArrayDeque<>();
      try {
        return start(parts);
      } catch (Exception e) {
        try {
          closeAll(parts);
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

    private DorisEmulator start(Deque<AutoCloseable> parts) throws Exception {
      TableStore store = new TableStore(dataDir);
      parts.push(store);
      TransactionManager transactions =
          new TransactionManager(store, clock, maxRunningTransactions);
      parts.push(transactions);
      transactions.restore(store.recovered());
      ErrorLogs errorLogs = new ErrorLogs();
      StreamLoad loads =
          new StreamLoad(
              account,
              transactions,
              store,
              errorLogs,
              clock,
              new LoadOptions(dropsChunkedLabels, counting));
      HttpNode backend =
          HttpNode.start(
              "doris-be",
              host,
              bePort,
              new BackendServer(loads, transactions, store.catalog(), account, errorLogs));
      parts.push(backend);
      NodeAddress backendAddress = new NodeAddress(host, backend.port());
      LoadRedirect redirect = new LoadRedirect(List.of(backendAddress), danglingQuestionMark);
      HttpNode frontend =
          HttpNode.start(
              "doris-fe",
              host,
              fePort,
              new FrontendServer(account, transactions, store, clock, redirect));
      parts.push(frontend);
      return new DorisEmulator(
          store, transactions, new NodeAddress(host, frontend.port()), backendAddress, parts);
    }
  }
}
