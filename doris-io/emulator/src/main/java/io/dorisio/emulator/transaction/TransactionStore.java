package io.dorisio.emulator.transaction;

import io.dorisio.emulator.error.DorisException;
import java.io.IOException;
import java.util.Collection;

/** Where the rows of pre-committed transactions wait, and what is remembered of transactions. */
public interface TransactionStore {
  /** Refuses a commit whose table is gone (doris-protocol 4.4). */
  void checkCommittable(TransactionRecord transaction) throws DorisException;

  /** Remembers the record. */
  void save(TransactionRecord transaction) throws IOException;

  /** Moves the staged rows into their table and remembers the record, all at once. */
  void publish(TransactionRecord visible) throws IOException;

  /** Drops the staged rows and remembers the record, all at once. */
  void discard(TransactionRecord aborted) throws IOException;

  /** Remembers these no longer, except that their ids are not given again. */
  void forget(Collection<Long> transactions) throws IOException;
}
