package io.dorisio.write;

import io.dorisio.client.TableName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Distribution;
import org.apache.beam.sdk.metrics.Lineage;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.joda.time.Instant;

/**
 * Counts commits, in all and for each table, and tells the lineage; in a step behind {@link
 * CommitFn}, where Flink keeps metrics.
 */
final class CountCommits extends DoFn<CommittedLoad, CommittedLoad> {

  /** Metrics are never forgotten, so only so many tables have some of their own in a worker. */
  private static final int MAX_TABLES = 100;

  private final Counter loads = Metrics.counter(CountCommits.class, "loadsCommitted");
  private final Counter rows = Metrics.counter(CountCommits.class, "rowsCommitted");
  private final Counter bytes = Metrics.counter(CountCommits.class, "bytesCommitted");

  private final Distribution commitMillis =
      Metrics.distribution(CountCommits.class, "commitMillis");
  private final Distribution eventToCommitMillis =
      Metrics.distribution(CountCommits.class, "eventToCommitMillis");

  private final String cluster;
  private transient Map<TableName, Counter> rowsByTable;

  /**
   * @param cluster how the lineage names the cluster
   */
  CountCommits(String cluster) {
    this.cluster = cluster;
  }

  @Setup
  public void setup() {
    rowsByTable = new HashMap<>();
  }

  @ProcessElement
  public void process(@Element CommittedLoad load, OutputReceiver<CommittedLoad> out) {
    loads.inc();
    rows.inc(load.getRows());
    bytes.inc(load.getBytes());
    commitMillis.update(load.getCommitMillis());
    Instant oldest = load.getOldestEvent();
    if (oldest != null) {
      eventToCommitMillis.update(Math.max(0, System.currentTimeMillis() - oldest.getMillis()));
    }
    TableName table = new TableName(load.getDatabase(), load.getTable());
    Counter ofTable = rowsByTable.get(table);
    if (ofTable == null && rowsByTable.size() < MAX_TABLES) {
      ofTable = Metrics.counter(CountCommits.class, "rowsCommitted." + table);
      rowsByTable.put(table, ofTable);
      Lineage.getSinks().add("doris", List.of(cluster, table.database(), table.table()));
    }
    if (ofTable != null) {
      ofTable.inc(load.getRows());
    }
    out.output(load);
  }
}
