package io.dorisio.emulator;

import io.dorisio.emulator.transaction.TransactionRecord;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** The emulator as what tests speak to. */
record EmulatedDoris(DorisEmulator emulator) implements AnyDoris {
  @Override
  public String frontendAddress() {
    return emulator.frontendAddress();
  }

  @Override
  public String backendAddress() {
    return emulator.backendAddress();
  }

  @Override
  public void execute(String sql) throws SQLException {
    emulator.execute(sql);
  }

  @Override
  public List<List<Object>> query(String sql) throws SQLException {
    return emulator.query(sql);
  }

  @Override
  public void awaitVisible(Duration timeout) throws InterruptedException {
    emulator.awaitVisible(timeout);
  }

  @Override
  public List<TransactionRecord> transactions() {
    return emulator.transactions();
  }

  @Override
  public void close() throws Exception {
    emulator.close();
  }
}
