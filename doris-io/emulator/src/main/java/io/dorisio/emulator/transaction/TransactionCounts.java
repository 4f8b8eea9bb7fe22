package io.dorisio.emulator.transaction;

/**
 * How often transactions did what, since the start.
 *
 * @param emptyLoads pre-committed without a row
 * @param visibleRows made visible
 * @param aborts for whatever reason, time-outs included
 */
public record TransactionCounts(
    long begins,
    long preCommits,
    long emptyLoads,
    long commits,
    long visible,
    long visibleRows,
    long aborts,
    long timeouts,
    long evicted) {}
