package io.dorisio;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.beam.sdk.transforms.DoFn;

/**
 * Passes ids on, and tells how often its job was restarted: Flink sets up a new instance in every
 * subtask for each attempt, and restarts together what is connected. For jobs in this process whose
 * names differ.
 */
final class Attempts extends DoFn<Long, Long> {

  private static final Map<String, AtomicInteger> SETUPS = new ConcurrentHashMap<>();

  private final String name;

  Attempts(String name) {
    this.name = name;
  }

  /** Restarts of the job of this name so far; a restart on its way counts. */
  static int restarts(String name) {
    int setups = SETUPS.getOrDefault(name, new AtomicInteger()).get();
    return (setups + IdStream.PARALLELISM - 1) / IdStream.PARALLELISM - 1;
  }

  @Setup
  public void setup() {
    SETUPS.computeIfAbsent(name, unused -> new AtomicInteger()).incrementAndGet();
  }

  @ProcessElement
  public void process(@Element Long id, OutputReceiver<Long> out) {
    out.output(id);
  }
}
