package io.dorisio.emulator.transaction;

import java.util.concurrent.atomic.LongAdder;

/** How often transactions did what, since the start. */
final class TransactionCounters {
  final LongAdder begins = new LongAdder();
  final LongAdder preCommits = new LongAdder();
  final LongAdder emptyLoads = new LongAdder();
  final LongAdder commits = new LongAdder();
  final LongAdder visible = new LongAdder();
  final LongAdder rows = new LongAdder();
  final LongAdder aborts = new LongAdder();
  final LongAdder timeouts = new LongAdder();
  final LongAdder evicted = new LongAdder();

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
