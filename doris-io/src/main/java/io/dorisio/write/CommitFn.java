package io.dorisio.write;

import io.dorisio.client.DorisClient;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;

/**
 * Commits what the runner has made durable. Stateless and without timers on purpose: on Flink a
 * stateful one loses what it was given at the end of input. It counts nothing, since Flink drops
 * the metrics of a step that requires stable input.
 */
final class CommitFn extends DoFn<PreparedLoad, CommittedLoad> {

  private final WriteSpec spec;
  private transient Committer committer;
  private transient List<PreparedLoad> bundle;

  CommitFn(WriteSpec spec) {
    this.spec = spec;
  }

  @Setup
  public void setup() {
    committer = new Committer(new DorisClient(spec.connection()), spec.awaitVisible());
  }

  @StartBundle
  public void startBundle() {
    bundle = new ArrayList<>();
  }

  @ProcessElement
  @RequiresStableInput
  public void process(@Element PreparedLoad load) {
    bundle.add(load);
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) throws Exception {
    long start = System.nanoTime();
    committer.commitAll(bundle);
    long millis = (System.nanoTime() - start) / 1_000_000;
    for (PreparedLoad load : bundle) {
      context.output(
          CommittedLoad.of(load, millis),
          GlobalWindow.INSTANCE.maxTimestamp(),
          GlobalWindow.INSTANCE);
    }
    bundle = null;
  }

  @Teardown
  public void teardown() {
    if (committer != null) {
      committer.close();
    }
  }
}
