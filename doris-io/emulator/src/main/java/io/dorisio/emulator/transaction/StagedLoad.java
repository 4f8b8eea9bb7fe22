package io.dorisio.emulator.transaction;

import java.io.IOException;

/** The rows of a running load, not yet durable. */
@FunctionalInterface
public interface StagedLoad {
  /** Makes the rows and the record durable together; from here on they survive a crash. */
  void persist(TransactionRecord preCommitted) throws IOException;
}
