package io.dorisio.emulator;

import io.dorisio.emulator.transaction.TransactionRecord;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** The Doris that tests speak to. */
interface AnyDoris extends AutoCloseable {

  /** An emulator of one's own, or the cluster of {@code -Ddoris.fe} where that is given. */
  static AnyDoris start() throws IOException, SQLException {
    return RealDoris.isGiven()
        ? RealDoris.connect()
        : new EmulatedDoris(DorisEmulator.builder().start());
  }

  /** {@code host:port} of a frontend's HTTP port. */
  String frontendAddress();

  /** {@code host:port} of a backend's HTTP port. */
  String backendAddress();

  /** Runs a statement; the failure's text is the server's. */
  void execute(String sql) throws SQLException;

  /** Runs a query; values come as {@link DorisEmulator#query} gives them. */
  List<List<Object>> query(String sql) throws SQLException;

  /** Waits until nothing is committed and not yet visible. */
  void awaitVisible(Duration timeout) throws InterruptedException, SQLException;

  /** All transactions, by id; a real cluster does not tell, and the test is skipped. */
  List<TransactionRecord> transactions();
}
