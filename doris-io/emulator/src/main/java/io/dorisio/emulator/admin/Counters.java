package io.dorisio.emulator.admin;

import io.dorisio.emulator.fault.FaultKind;
import java.util.Map;

/**
 * What happened since the start.
 *
 * @param begins transactions begun
 * @param emptyLoads pre-committed without a row
 * @param loads answered or lost, whatever became of them
 * @param commitRequests two-phase commits, refused ones included
 * @param commits transactions committed
 * @param visibleRows that commits made visible
 * @param aborts of transactions for whatever reason, time-outs included
 * @param redirects that frontends gave
 * @param faults how often each kind struck
 */
public record Counters(
    long begins,
    long preCommits,
    long emptyLoads,
    long loads,
    long failedLoads,
    long loadBytes,
    long commitRequests,
    long abortRequests,
    long commits,
    long visible,
    long visibleRows,
    long aborts,
    long timeouts,
    long evicted,
    long redirects,
    long openConnections,
    Map<FaultKind, Long> faults) {}
