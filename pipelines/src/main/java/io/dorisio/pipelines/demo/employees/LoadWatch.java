package io.dorisio.pipelines.demo.employees;

import io.dorisio.pipelines.demo.LatencyHistogram;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Asks Doris which transactions of the shards can be seen, and how old they are when they can. */
final class LoadWatch {
  private final MergedTable table;
  private final Map<Integer, Commits> commits = new TreeMap<>();
  private final Map<Integer, Integer> seen = new TreeMap<>();
  private LatencyHistogram latencies = new LatencyHistogram();
  private final String query;

  /**
   * For these shards.
   *
   * @param shards and what is committed in each
   */
  LoadWatch(MergedTable table, Map<Shard, Commits> shards) {
    this.table = table;
    shards.forEach((shard, of) -> commits.put(RandomChanges.counterOf(shard), of));
    this.query =
        "SELECT emp_no, first_name FROM "
            + MergedTable.NAME
            + " WHERE emp_no IN ("
            + commits.keySet().stream().map(String::valueOf).collect(Collectors.joining(", "))
            + ")";
  }

  /** Asks once. */
  void poll() throws IOException, InterruptedException {
    record(table.query(query), System.nanoTime());
  }

  /**
   * What was seen.
   *
   * @param counters of the shards that can be seen, each as number and count
   * @param nanoTime at which they could
   */
  void record(List<List<String>> counters, long nanoTime) {
    for (List<String> row : counters) {
      int number = Integer.parseInt(row.get(0));
      int visible = Integer.parseInt(row.get(1));
      for (int i = seen.getOrDefault(number, 0) + 1; i <= visible; i++) {
        long age = nanoTime - commits.get(number).nanoTime(i);
        latencies.record(TimeUnit.NANOSECONDS.toMillis(age), 1);
      }
      seen.merge(number, visible, Math::max);
    }
  }

  /** Transactions that can be seen. */
  long visible() {
    return seen.values().stream().mapToLong(Integer::longValue).sum();
  }

  /** The latencies of what has been seen since the last call. */
  LatencyHistogram takeLatencies() {
    LatencyHistogram taken = latencies;
    latencies = new LatencyHistogram();
    return taken;
  }
}
