package io.dorisio.pipelines.demo.employees;

import io.dorisio.pipelines.demo.EmbeddedMariaDb;
import io.dorisio.pipelines.demo.LatencyHistogram;
import io.dorisio.pipelines.demo.StreamingJob;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Random transactions in all shards at once while the job runs. Meanwhile MariaDB cuts the job's
 * connection to the binlog, and the job must go on where it was.
 */
final class Load {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final long POLL_MILLIS = 50;
  private static final int NO_SUCH_THREAD = 1094;
  private static final long LINE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final EmployeesOptions options;
  private final EmbeddedMariaDb mariaDb;
  private final StreamingJob job;
  private final Map<Shard, Commits> commits = new LinkedHashMap<>();
  private final LoadWatch watch;

  Load(EmployeesOptions options, EmbeddedMariaDb mariaDb, MergedTable table, StreamingJob job) {
    this.options = options;
    this.mariaDb = mariaDb;
    this.job = job;
    int each = transactionsOfAShard();
    Shard.ALL.forEach(shard -> commits.put(shard, new Commits(each)));
    this.watch = new LoadWatch(table, commits);
  }

  private int transactionsOfAShard() {
    return Math.max(1, options.rate() * options.seconds() / Shard.ALL.size());
  }

  /** Returns when all that was committed is visible, or has not become so for a minute. */
  void run() throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(Shard.ALL.size());
    try {
      List<Future<Void>> writers = new ArrayList<>();
      double rate = (double) options.rate() / Shard.ALL.size();
      commits.forEach(
          (shard, of) ->
              writers.add(
                  executor.submit(
                      new RandomChanges(
                          mariaDb, shard, options.seed(), transactionsOfAShard(), rate, of))));
      watch(writers);
      for (Future<Void> writer : writers) {
        writer.get();
      }
    } finally {
      executor.shutdownNow();
    }
  }

  private void watch(List<Future<Void>> writers) throws Exception {
    long start = System.nanoTime();
    long cutAt = start + TimeUnit.SECONDS.toNanos(options.seconds()) / 4;
    long lastLine = start;
    long lastVisible = 0;
    long lastProgress = start;
    boolean cut = false;
    while (true) {
      // Asked for first: what is visible is compared with what was committed before.
      boolean written = writers.stream().allMatch(Future::isDone);
      watch.poll();
      job.stateOrFail();
      long now = System.nanoTime();
      boolean complete = written && watch.visible() >= committed();
      if (watch.visible() > lastVisible || !written) {
        lastVisible = watch.visible();
        lastProgress = now;
      }
      if (now - lastLine >= LINE_NANOS || complete) {
        print(now - start);
        lastLine = now;
      }
      if (complete) {
        return;
      }
      if (now - lastProgress > PATIENCE.toNanos()) {
        System.err.printf(
            "%,d of %,d transactions are not visible in Doris; none has become so for %d s%n",
            committed() - watch.visible(), committed(), PATIENCE.toSeconds());
        return;
      }
      if (!cut && now > cutAt) {
        cut = true;
        cutConnections();
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  private void cutConnections() throws SQLException {
    List<List<String>> connections =
        new ShardRows(mariaDb)
            .query("SELECT id FROM information_schema.processlist WHERE command = 'Binlog Dump'");
    for (List<String> connection : connections) {
      kill(connection.get(0));
    }
    System.out.printf(
        "        MariaDB> KILL CONNECTION %s, by which the job reads the binlog: noticed after 15 s%n",
        String.join(", ", connections.stream().map(row -> row.get(0)).toList()));
  }

  /** Does nothing to a connection that has ended meanwhile. */
  private void kill(String connection) throws SQLException {
    try {
      mariaDb.execute("KILL CONNECTION " + connection);
    } catch (SQLException e) {
      if (e.getErrorCode() != NO_SUCH_THREAD) {
        throw e;
      }
    }
  }

  private long committed() {
    return commits.values().stream().mapToLong(Commits::count).sum();
  }

  /** The latencies are those of what has become visible since the line before. */
  private void print(long nanos) {
    LatencyHistogram latencies = watch.takeLatencies();
    System.out.printf(
        "%4d s  committed %,7d transactions, %,8d statements  visible %,7d transactions%s%n",
        TimeUnit.NANOSECONDS.toSeconds(nanos),
        committed(),
        commits.values().stream().mapToLong(Commits::statements).sum(),
        watch.visible(),
        latencies.count() == 0
            ? ""
            : String.format(
                ", commit to visible p50 %,6d ms, p99 %,6d ms",
                latencies.percentile(0.50), latencies.percentile(0.99)));
  }
}
