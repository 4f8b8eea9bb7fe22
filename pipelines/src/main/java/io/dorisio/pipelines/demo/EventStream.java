package io.dorisio.pipelines.demo;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Produces the events while the job runs, and watches them appear in Doris. */
final class EventStream {
  static final String TOPIC = "events";
  static final String TABLE = "events";
  static final String CREATE_TABLE =
      """
      CREATE TABLE %s (
        event_id BIGINT NOT NULL,
        user_id INT NOT NULL,
        action VARCHAR(16) NOT NULL,
        ts DATETIME(3) NOT NULL,
        page VARCHAR(64) NOT NULL,
        amount DECIMAL(10, 2) NOT NULL
      )
      DUPLICATE KEY(event_id)
      DISTRIBUTED BY HASH(event_id) BUCKETS 4
      PROPERTIES("replication_num" = "1")
      """;

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(200);
  private static final long LINE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final StreamingJob job;
  private final Supplier<OptionalLong> loadedRows;
  private final EventProducer producer;
  private final VisibilityProbe probe;

  EventStream(
      DemoOptions options, KafkaBroker kafka, StreamingJob job, Doris doris, String database) {
    this.job = job;
    this.loadedRows = () -> doris.loadedRows(database, TABLE);
    CreationTimes created = new CreationTimes(options.events(), options.rate());
    this.producer =
        new EventProducer(
            kafka.bootstrapServers(), TOPIC, options.events(), options.rate(), created);
    this.probe = new VisibilityProbe(doris.sql(database), database + "." + TABLE, created);
  }

  /** Returns what was sent, when all of it is visible or the deadline has passed. */
  EventTruth run() throws Exception {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      Future<EventTruth> truth = executor.submit(producer);
      watch(truth);
      return truth.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("The producer failed", e.getCause());
    } finally {
      executor.shutdownNow();
    }
  }

  private void watch(Future<EventTruth> truth) throws Exception {
    long start = System.nanoTime();
    long deadline = Long.MAX_VALUE;
    long lastLine = start;
    long producedThen = 0;
    while (true) {
      long polled = System.nanoTime();
      probe.poll();
      job.stateOrFail();
      long now = System.nanoTime();
      boolean complete = truth.isDone() && probe.visible() >= producer.produced();
      if (now - lastLine >= LINE_NANOS || complete) {
        long produced = producer.produced();
        print(now - start, produced, (produced - producedThen) / ((now - lastLine) / 1e9));
        lastLine = now;
        producedThen = produced;
      }
      if (complete) {
        return;
      }
      if (truth.isDone() && deadline == Long.MAX_VALUE) {
        deadline = now + PATIENCE.toNanos();
      }
      if (now > deadline) {
        System.err.printf(
            "%,d of %,d events are not visible %d s after the last was sent%n",
            producer.produced() - probe.visible(), producer.produced(), PATIENCE.toSeconds());
        return;
      }
      TimeUnit.NANOSECONDS.sleep(POLL_INTERVAL.toNanos() - (System.nanoTime() - polled));
    }
  }

  private void print(long nanos, long produced, double rate) {
    OptionalLong loaded = loadedRows.get();
    System.out.printf(
        "%4d s  produced %,10d (%,8.0f/s)  %svisible %,10d  creation to visible p50 %,6d ms,"
            + " p99 %,6d ms%n",
        TimeUnit.NANOSECONDS.toSeconds(nanos),
        produced,
        rate,
        loaded.isEmpty() ? "" : String.format("loaded %,10d  ", loaded.getAsLong()),
        probe.visible(),
        probe.latencies().percentile(0.50),
        probe.latencies().percentile(0.99));
  }
}
