package io.dorisio.pipelines.demo.employees;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;

/** When the transactions of a shard were committed, and how many statements they had. */
final class Commits {
  private final AtomicLongArray nanos;
  private final AtomicIntegerArray statements;
  private final AtomicInteger count = new AtomicInteger();

  /**
   * For so many transactions.
   *
   * @param most that may be committed
   */
  Commits(int most) {
    this.nanos = new AtomicLongArray(most);
    this.statements = new AtomicIntegerArray(most);
  }

  /**
   * To be called by one thread.
   *
   * @param nanoTime just before the commit, so that an age computed from it is an upper bound
   */
  void committed(long nanoTime, int ofThisOne) {
    int index = count.get();
    nanos.set(index, nanoTime);
    statements.set(index, ofThisOne + (index == 0 ? 0 : statements.get(index - 1)));
    count.set(index + 1);
  }

  int count() {
    return count.get();
  }

  /** How many statements all of them had. */
  int statements() {
    int committed = count.get();
    return committed == 0 ? 0 : statements.get(committed - 1);
  }

  /** When a transaction was committed; the first is 1. */
  long nanoTime(int transaction) {
    return nanos.get(transaction - 1);
  }
}
