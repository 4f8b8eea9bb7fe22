package io.dorisio.emulator.transaction;

import java.util.concurrent.atomic.LongAdder;

/** How often transactions did what, since the start. */
final class TransactionCounters {
  private final LongAdder begins = new LongAdder();
  private final LongAdder preCommits = new LongAdder();
  private final LongAdder emptyLoads = new LongAdder();
  private final LongAdder commits = new LongAdder();
  private final LongAdder visible = new LongAdder();
  private final LongAdder rows = new LongAdder();
  private final LongAdder aborts = new LongAdder();
  final LongAdder timeouts = new LongAdder();
  final LongAdder evicted = new LongAdder();

  /** Counts the state that a transaction takes. */
  void count(TransactionRecord next) {
    switch (next.state()) {
      case PREPARE -> begins.increment();
      case PRECOMMITTED -> {
        preCommits.increment();
        if (next.loadedRows() == 0) {
          emptyLoads.increment();
        }
      }
      case COMMITTED -> commits.increment();
      case VISIBLE -> {
        visible.increment();
        rows.add(next.loadedRows());
      }
      case ABORTED -> aborts.increment();
    }
  }

  TransactionCounts snapshot() {
    return new TransactionCounts(
        begins.sum(),
        preCommits.sum(),
        emptyLoads.sum(),
        commits.sum(),
        visible.sum(),
        rows.sum(),
        aborts.sum(),
        timeouts.sum(),
        evicted.sum());
  }
}
