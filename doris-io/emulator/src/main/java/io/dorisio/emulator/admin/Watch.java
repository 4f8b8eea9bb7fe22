package io.dorisio.emulator.admin;

import io.dorisio.emulator.cluster.Cluster;
import io.dorisio.emulator.cluster.Node;
import io.dorisio.emulator.fault.FaultKind;
import io.dorisio.emulator.fault.Faults;
import io.dorisio.emulator.transaction.TransactionCounts;
import io.dorisio.emulator.transaction.TransactionManager;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;

/** Brings together what everybody counts. */
public final class Watch {
  private final TransactionManager transactions;
  private final RequestLog requests;
  private final Faults faults;
  private final Cluster cluster;

  public Watch(
      TransactionManager transactions, RequestLog requests, Faults faults, Cluster cluster) {
    this.transactions = transactions;
    this.requests = requests;
    this.faults = faults;
    this.cluster = cluster;
  }

  public Counters counters() {
    TransactionCounts counts = transactions.counts();
    Map<FaultKind, Long> struck = new EnumMap<>(FaultKind.class);
    for (FaultKind kind : FaultKind.values()) {
      if (faults.struck(kind) > 0) {
        struck.put(kind, faults.struck(kind));
      }
    }
    return new Counters(
        counts.begins(),
        counts.preCommits(),
        counts.emptyLoads(),
        requests.loads(),
        requests.failedLoads(),
        requests.loadBytes(),
        requests.commits(),
        requests.aborts(),
        counts.commits(),
        counts.visible(),
        counts.visibleRows(),
        counts.aborts(),
        counts.timeouts(),
        counts.evicted(),
        requests.redirects(),
        Stream.concat(cluster.frontends().stream(), cluster.backends().stream())
            .filter(Node::isRunning)
            .mapToLong(Node::openConnections)
            .sum(),
        struck);
  }
}
