package io.dorisio.emulator;

import io.dorisio.emulator.admin.RequestLog;
import io.dorisio.emulator.admin.Watch;
import io.dorisio.emulator.clock.AdjustableClock;
import io.dorisio.emulator.cluster.Cluster;
import io.dorisio.emulator.config.Settings;
import io.dorisio.emulator.fault.Faults;
import io.dorisio.emulator.show.StatementRunner;
import io.dorisio.emulator.storage.TableStore;
import io.dorisio.emulator.transaction.TransactionManager;
import java.util.Deque;

/**
 * What an emulator is made of.
 *
 * @param toClose what to close, the last opened first
 */
record EmulatorParts(
    AdjustableClock clock,
    Settings settings,
    Faults faults,
    RequestLog requests,
    Cluster cluster,
    TableStore store,
    TransactionManager transactions,
    StatementRunner statements,
    Watch watch,
    String adminAddress,
    Deque<AutoCloseable> toClose)
    implements AutoCloseable {

  @Override
  public void close() throws Exception {
    Exception failure = null;
    while (!toClose.isEmpty()) {
      try {
        toClose.pop().close();
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
}
