package io.dorisio.write;

import com.google.auto.value.AutoValue;
import io.dorisio.format.RowKind;
import io.dorisio.schema.RowCheckOptions;
import java.io.Serializable;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.checkerframework.checker.nullness.qual.Nullable;

/** What becomes of elements until they are blocks of rows. */
@AutoValue
public abstract class RowSpec<T> implements Serializable {

  /** Null until they are given. */
  public abstract @Nullable Destinations<T> destinations();

  /** How many loads a table takes side by side. */
  public abstract int shards();

  /** What rows of one shard share, so that they keep their order; null if any row may go to any. */
  public abstract @Nullable SerializableFunction<T, String> shardKey();

  /** What each row does to its table; null if all are upserts. */
  public abstract @Nullable SerializableFunction<T, RowKind> kinds();

  /** How rows are compared with their table before they are sent; null if they are not. */
  public abstract @Nullable RowCheckOptions checks();

  /** When rows are loaded; null to leave it to the runner's bundles. */
  public abstract @Nullable Triggering triggering();

  /** Whether rows that cannot be written are handed on, rather than fail the job. */
  public abstract boolean collectFailedRows();

  /**
   * Whether rows of one shard are loaded in their order also where their columns differ. Costs a
   * load wherever rows of a shard with other columns follow.
   */
  public abstract boolean orderedShapes();

  Sharding<T> sharding() {
    return new Sharding<>(shards(), shardKey());
  }

  /** Without destinations. */
  public static <T> RowSpec<T> defaults() {
    return new AutoValue_RowSpec.Builder<T>()
        .setShards(4)
        .setChecks(RowCheckOptions.DEFAULT)
        .setCollectFailedRows(false)
        .setOrderedShapes(false)
        .build();
  }

  public abstract Builder<T> toBuilder();

  /** See {@link RowSpec}. */
  @AutoValue.Builder
  public abstract static class Builder<T> {
    public abstract Builder<T> setDestinations(Destinations<T> destinations);

    public abstract Builder<T> setShards(int shards);

    public abstract Builder<T> setShardKey(SerializableFunction<T, String> shardKey);

    public abstract Builder<T> setKinds(SerializableFunction<T, RowKind> kinds);

    public abstract Builder<T> setChecks(@Nullable RowCheckOptions checks);

    public abstract Builder<T> setTriggering(Triggering triggering);

    public abstract Builder<T> setCollectFailedRows(boolean collectFailedRows);

    public abstract Builder<T> setOrderedShapes(boolean ordered);

    public abstract RowSpec<T> build();
  }
}
