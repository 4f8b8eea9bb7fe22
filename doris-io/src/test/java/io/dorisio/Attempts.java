package io.dorisio;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.sdk.transforms.DoFn;

/**
 * Passes ids on, and tells how often its job was restarted: Flink numbers the attempts of a task in
 * the name of its thread, and restarts together what is connected. For jobs in this process whose
 * names differ.
 */
final class Attempts extends DoFn<Long, Long> {

  /** Such as "Source: … (1/2)#0". */
  private static final Pattern TASK = Pattern.compile(".* \\(\\d+/\\d+\\)#(\\d+)", Pattern.DOTALL);

  private static final Map<String, Integer> LATEST = new ConcurrentHashMap<>();

  private final String name;

  Attempts(String name) {
    this.name = name;
  }

  /** Restarts of the job of this name so far, which must have run. */
  static int restarts(String name) {
    return LATEST.get(name);
  }

  @Setup
  public void setup() {
    String thread = Thread.currentThread().getName();
    Matcher task = TASK.matcher(thread);
    if (!task.matches()) {
      throw new IllegalStateException("set up in no task of Flink's: " + thread);
    }
    LATEST.merge(name, Integer.parseInt(task.group(1)), Math::max);
  }

  @ProcessElement
  public void process(@Element Long id, OutputReceiver<Long> out) {
    out.output(id);
  }
}
