package io.dorisio.write;

import io.dorisio.client.DorisClient;
import org.apache.beam.sdk.transforms.DoFn;

/** Takes the place of {@link CommitFn} where loads are committed by the server as they end. */
final class ReportCommitted extends DoFn<PreparedLoad, CommittedLoad> {

  private final WriteSpec spec;
  private transient Committer committer;

  ReportCommitted(WriteSpec spec) {
    this.spec = spec;
  }

  @Setup
  public void setup() {
    committer = new Committer(new DorisClient(spec.connection()), spec.awaitVisible());
  }

  @ProcessElement
  public void process(@Element PreparedLoad load, OutputReceiver<CommittedLoad> out)
      throws Exception {
    // A group commit that is waited for is visible when it is answered, and has no label to ask by.
    if (spec.awaitVisible() && spec.delivery() == DeliveryGuarantee.AT_LEAST_ONCE) {
      committer.awaitVisible(load);
    }
    out.output(CommittedLoad.of(load, 0));
  }

  @Teardown
  public void teardown() {
    if (committer != null) {
      committer.close();
    }
  }
}
