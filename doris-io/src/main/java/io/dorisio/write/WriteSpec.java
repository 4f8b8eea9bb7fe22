package io.dorisio.write;

import com.google.auto.value.AutoValue;
import io.dorisio.client.DorisConnection;
import java.io.Serializable;
import org.checkerframework.checker.nullness.qual.Nullable;

/** What the loading steps need to know. */
@AutoValue
public abstract class WriteSpec implements Serializable {

  /** Null until it is given. */
  public abstract @Nullable DorisConnection connection();

  /** How the labels of this transform start; null until it is given. */
  public abstract @Nullable String labelPrefix();

  /** Tells the labels of this job from those of an earlier one with the same prefix. */
  public abstract String run();

  public abstract CommittedLabelPolicy committedLabelPolicy();

  /** The size of a body at which a shard goes on with its next load. */
  public abstract long maxLoadBytes();

  /** What a worker holds of its open loads in memory, to send them again. */
  public abstract long repairBufferBytes();

  public abstract DeliveryGuarantee delivery();

  /** How many loads a worker holds open at the same time. */
  public abstract int maxOpenLoads();

  /** Whether a commit is done when its rows are visible, not already when it is accepted. */
  public abstract boolean awaitVisible();

  /**
   * Whether the loads of a shard follow each other also where their headers differ: a load ends
   * when a block of its shard comes that cannot join it. Otherwise they run side by side.
   */
  public abstract boolean orderedShards();

  /** Whether rows that the server filters are named and handed on, rather than fail their load. */
  public abstract boolean collectFailedRows();

  /** Without connection and label prefix. */
  public static WriteSpec defaults() {
    return new AutoValue_WriteSpec.Builder()
        .setRun("")
        .setCommittedLabelPolicy(CommittedLabelPolicy.FAIL)
        .setMaxLoadBytes(1L << 30)
        .setRepairBufferBytes(2L << 20)
        .setMaxOpenLoads(128)
        .setAwaitVisible(false)
        .setCollectFailedRows(false)
        .setOrderedShards(false)
        .setDelivery(DeliveryGuarantee.EXACTLY_ONCE)
        .build();
  }

  public abstract Builder toBuilder();

  /** See {@link WriteSpec}. */
  @AutoValue.Builder
  public abstract static class Builder {
    public abstract Builder setConnection(DorisConnection connection);

    public abstract Builder setLabelPrefix(String labelPrefix);

    public abstract Builder setRun(String run);

    public abstract Builder setCommittedLabelPolicy(CommittedLabelPolicy policy);

    public abstract Builder setMaxLoadBytes(long bytes);

    public abstract Builder setRepairBufferBytes(long bytes);

    public abstract Builder setMaxOpenLoads(int loads);

    public abstract Builder setAwaitVisible(boolean awaitVisible);

    public abstract Builder setDelivery(DeliveryGuarantee delivery);

    public abstract Builder setOrderedShards(boolean ordered);

    public abstract Builder setCollectFailedRows(boolean collectFailedRows);

    public abstract WriteSpec build();
  }
}
