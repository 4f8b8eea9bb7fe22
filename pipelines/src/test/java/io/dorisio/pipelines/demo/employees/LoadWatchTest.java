package io.dorisio.pipelines.demo.employees;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dorisio.pipelines.demo.LatencyHistogram;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadWatchTest {
  private static final Shard SHARD = Shard.ALL.get(1);

  private final Commits commits = new Commits(3);
  private final LoadWatch watch = new LoadWatch(null, Map.of(SHARD, commits));

  @BeforeEach
  void commitTwo() {
    commits.committed(millis(100), 5);
    commits.committed(millis(300), 2);
  }

  @Test
  void ofACounterAllTransactionsUpToItAreVisible() {
    watch.record(List.of(counter(2)), millis(1_000));

    LatencyHistogram latencies = watch.takeLatencies();
    assertEquals(2, watch.visible());
    assertEquals(700, latencies.percentile(0.5));
    assertEquals(900, latencies.percentile(1));
    assertEquals(7, commits.statements());
  }

  @Test
  void transactionIsCountedWhenItIsSeenFirst() {
    watch.record(List.of(counter(1)), millis(400));
    watch.takeLatencies();

    watch.record(List.of(counter(1)), millis(500));
    watch.record(List.of(counter(2)), millis(600));

    LatencyHistogram later = watch.takeLatencies();
    assertEquals(2, watch.visible());
    assertEquals(1, later.count());
    assertEquals(300, later.percentile(1));
  }

  @Test
  void counterOfAShardWithoutTransactionsIsNothing() {
    watch.record(List.of(counter(0)), millis(400));

    assertEquals(0, watch.visible());
    assertEquals(0, watch.takeLatencies().count());
  }

  private static List<String> counter(int count) {
    return List.of(String.valueOf(RandomChanges.counterOf(SHARD)), String.valueOf(count));
  }

  private static long millis(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
