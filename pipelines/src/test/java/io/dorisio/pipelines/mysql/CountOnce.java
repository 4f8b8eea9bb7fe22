package io.dorisio.pipelines.mysql;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * Counts each change in state that goes back with the checkpoint, so what is counted twice was
 * emitted twice; and throws once at each armed id.
 */
final class CountOnce extends DoFn<KV<String, MySqlChange>, Void> {
  static final Set<Integer> SEEN = ConcurrentHashMap.newKeySet();

  /** Those that Flink has a completed checkpoint behind. */
  static final Set<Integer> CHECKPOINTED = ConcurrentHashMap.newKeySet();

  static final Map<String, Integer> REPEATED = new ConcurrentHashMap<>();
  private static final Set<Integer> ARMED = ConcurrentHashMap.newKeySet();

  @StateId("count")
  private final StateSpec<ValueState<Integer>> spec = StateSpecs.value(VarIntCoder.of());

  static void arm(Integer... ids) {
    SEEN.clear();
    CHECKPOINTED.clear();
    REPEATED.clear();
    ARMED.clear();
    ARMED.addAll(Set.of(ids));
  }

  static boolean allThrown() {
    return ARMED.isEmpty();
  }

  @ProcessElement
  public void process(
      @Element KV<String, MySqlChange> change,
      @StateId("count") ValueState<Integer> count,
      BundleFinalizer finalizer)
      throws Exception {
    JsonNode payload = SourceRun.payload(change.getValue());
    int id = payload.get("after").get("id").asInt();
    if (ARMED.remove(id)) {
      throw new IllegalStateException("failing once at " + id + ", as the test wants");
    }
    Integer before = count.read();
    count.write(before == null ? 1 : before + 1);
    SEEN.add(id);
    finalizer.afterBundleCommit(
        Instant.now().plus(Duration.standardHours(1)), () -> CHECKPOINTED.add(id));
    if (before != null) {
      REPEATED.merge(change.getKey(), 1, Integer::sum);
    }
  }
}
