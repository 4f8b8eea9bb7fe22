package io.dorisio.emulator;

import io.dorisio.emulator.admin.Counters;
import io.dorisio.emulator.admin.RequestLog;
import io.dorisio.emulator.clock.AdjustableClock;
import io.dorisio.emulator.cluster.Cluster;
import io.dorisio.emulator.cluster.Node;
import io.dorisio.emulator.config.Settings;
import io.dorisio.emulator.error.DorisException;
import io.dorisio.emulator.fault.Faults;
import io.dorisio.emulator.transaction.TransactionRecord;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * A local stand-in for a Doris cluster: frontends and backends over HTTP, real tables behind them.
 */
public final class DorisEmulator implements AutoCloseable {
  private final EmulatorParts parts;

  DorisEmulator(EmulatorParts parts) {
    this.parts = parts;
  }

  public static EmulatorBuilder builder() {
    return new EmulatorBuilder();
  }

  /** {@code host:port} of the first frontend. */
  public String frontendAddress() {
    return parts.cluster().frontends().get(0).address();
  }

  /** {@code host:port} of each frontend; the first is the master as long as it is up. */
  public List<String> frontendAddresses() {
    return parts.cluster().frontends().stream().map(Node::address).toList();
  }

  /** {@code host:port} of the first backend. */
  public String backendAddress() {
    return parts.cluster().backends().get(0).address();
  }

  /** {@code host:port} of each backend. */
  public List<String> backendAddresses() {
    return parts.cluster().backends().stream().map(Node::address).toList();
  }

  /** What goes wrong on demand. */
  public Faults faults() {
    return parts.faults();
  }

  /** The cluster's time. */
  public AdjustableClock clock() {
    return parts.clock();
  }

  /** The settings of frontends and backends. */
  public Settings settings() {
    return parts.settings();
  }

  /** The nodes and the switches that stop and start them. */
  public Cluster cluster() {
    return parts.cluster();
  }

  /** What happened since the start. */
  public Counters counters() {
    return parts.watch().counters();
  }

  /** {@code host:port} of the admin API, which no fault strikes. */
  public String adminAddress() {
    return parts.adminAddress();
  }

  /** What the backends served. */
  public RequestLog requests() {
    return parts.requests();
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
      return parts.statements().run(sql, null, Long.MAX_VALUE).rows();
    } catch (DorisException e) {
      throw new SQLException(e.frontendText(), e);
    }
  }

  /**
   * Lets a transaction time out now.
   *
   * @throws IllegalArgumentException for one that is not known
   */
  public void expire(String db, long transaction) {
    try {
      parts.transactions().expire(db, transaction);
    } catch (DorisException e) {
      throw new IllegalArgumentException(e.detail(), e);
    }
  }

  /** All transactions known, by id. */
  public List<TransactionRecord> transactions() {
    return parts.transactions().records();
  }

  /**
   * Waits until no transaction is committed and not yet visible.
   *
   * @throws IllegalStateException where that takes longer
   */
  public void awaitVisible(Duration timeout) throws InterruptedException {
    if (!parts.transactions().awaitVisible(timeout)) {
      throw new IllegalStateException("transactions are still not visible after " + timeout);
    }
  }

  @Override
  public void close() throws Exception {
    parts.close();
  }
}
