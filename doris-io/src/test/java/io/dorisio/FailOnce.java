package io.dorisio;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.beam.sdk.transforms.DoFn;

/** Throws once at each armed id. */
final class FailOnce extends DoFn<Long, Long> {

  private static final Map<String, List<Long>> ARMED = new ConcurrentHashMap<>();

  private final String name;

  FailOnce(String name) {
    this.name = name;
  }

  static void arm(String name, Long... ids) {
    ARMED.put(name, new ArrayList<>(List.of(ids)));
  }

  static List<Long> left(String name) {
    return ARMED.get(name);
  }

  @ProcessElement
  public void process(@Element Long id, OutputReceiver<Long> out) {
    List<Long> armed = ARMED.getOrDefault(name, List.of());
    synchronized (armed) {
      if (armed.contains(id)) {
        armed.remove(id);
        throw new IllegalStateException("failing once at " + id + ", as the test wants");
      }
    }
    out.output(id);
  }
}
