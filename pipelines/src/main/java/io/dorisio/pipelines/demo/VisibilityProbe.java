package io.dorisio.pipelines.demo;

import java.io.IOException;
import java.util.List;

/**
 * Asks Doris again and again which events can be seen, and how old they are when they first can.
 * Only chunks that are not complete yet are counted anew, so that a poll stays cheap.
 */
final class VisibilityProbe {
  private final DorisSql doris;
  private final String table;
  private final CreationTimes created;
  private final long[] seen;
  private final LatencyHistogram latencies = new LatencyHistogram();
  private int firstOpenChunk;
  private long visible;

  VisibilityProbe(DorisSql doris, String table, CreationTimes created) {
    this.doris = doris;
    this.table = table;
    this.created = created;
    this.seen = new long[created.chunks()];
  }

  /** Asks once. */
  void poll() throws IOException, InterruptedException {
    String chunk = "floor(event_id / " + created.chunkSize() + ")";
    List<List<String>> counts =
        doris.query(
            String.format(
                "SELECT %s, count(*) FROM %s WHERE event_id >= %d GROUP BY %s",
                chunk, table, (long) firstOpenChunk * created.chunkSize(), chunk));
    record(counts, System.currentTimeMillis());
  }

  /**
   * @param counts of each chunk that has visible events
   * @param nowMillis a time at which these were visible
   */
  void record(List<List<String>> counts, long nowMillis) {
    long newlyVisible = 0;
    for (List<String> row : counts) {
      int chunk = (int) Double.parseDouble(row.get(0));
      long count = Long.parseLong(row.get(1));
      long more = count - seen[chunk];
      if (more > 0) {
        latencies.record(nowMillis - created.firstCreated(chunk), more);
        seen[chunk] = count;
        newlyVisible += more;
      }
    }
    while (firstOpenChunk < seen.length && seen[firstOpenChunk] >= created.sizeOf(firstOpenChunk)) {
      firstOpenChunk++;
    }
    visible += newlyVisible;
  }

  long visible() {
    return visible;
  }

  LatencyHistogram latencies() {
    return latencies;
  }
}
