package io.dorisio;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.beam.sdk.transforms.DoFn;

/** Throws once at each armed id, or once when a test says so. */
final class FailOnce extends DoFn<Long, Long> {

  private static final Map<String, List<Long>> ARMED = new ConcurrentHashMap<>();
  private static final long WHICHEVER_COMES_NEXT = -1;

  private final String name;

  FailOnce(String name) {
    this.name = name;
  }

  static void arm(String name, Long... ids) {
    ARMED.put(name, new ArrayList<>(List.of(ids)));
  }

  /** Throws at the next id, and returns when that has happened. */
  static void strikeNow(String name) {
    arm(name, WHICHEVER_COMES_NEXT);
    LocalDoris.await(() -> left(name).isEmpty(), () -> "no element came to " + name);
  }

  static List<Long> left(String name) {
    return ARMED.get(name);
  }

  @ProcessElement
  public void process(@Element Long id, OutputReceiver<Long> out) {
    check(name, id);
    out.output(id);
  }

  /** Throws if it is time to. */
  static void check(String name, Long id) {
    List<Long> armed = ARMED.computeIfAbsent(name, unused -> new ArrayList<>());
    synchronized (armed) {
      if (armed.remove(id) || armed.remove(WHICHEVER_COMES_NEXT)) {
        throw new IllegalStateException("failing once at " + id + ", as the test wants");
      }
    }
  }
}
