package io.dorisio.write;

import com.google.auto.value.AutoValue;
import org.apache.beam.sdk.schemas.AutoValueSchema;
import org.apache.beam.sdk.schemas.annotations.DefaultSchema;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.joda.time.Instant;

/** A load whose transaction is committed: its rows are visible, or will be within moments. */
@AutoValue
@DefaultSchema(AutoValueSchema.class)
public abstract class CommittedLoad {

  public abstract String getDatabase();

  public abstract String getTable();

  public abstract String getLabel();

  public abstract long getTransactionId();

  /** The rows that the load brought into the table. */
  public abstract long getRows();

  /** The rows that the server left out, as {@code max_filter_ratio} allowed. */
  public abstract long getFilteredRows();

  /** The size of the load's body. */
  public abstract long getBytes();

  /** How long its commit took, together with those of other loads of its bundle. */
  public abstract long getCommitMillis();

  /** The event time of its oldest row, null if its rows had none. */
  public abstract @Nullable Instant getOldestEvent();

  static CommittedLoad of(PreparedLoad load, long commitMillis) {
    return new AutoValue_CommittedLoad.Builder()
        .setDatabase(load.table().database())
        .setTable(load.table().table())
        .setLabel(load.label())
        .setTransactionId(load.transactionId())
        .setRows(load.rows())
        .setFilteredRows(load.filteredRows())
        .setBytes(load.bytes())
        .setCommitMillis(commitMillis)
        .setOldestEvent(
            load.oldestMillis() == RowBlock.NO_TIME
                ? null
                : Instant.ofEpochMilli(load.oldestMillis()))
        .build();
  }

  /** Through which Beam's schema makes one from a row. */
  @AutoValue.Builder
  abstract static class Builder {
    abstract Builder setDatabase(String database);

    abstract Builder setTable(String table);

    abstract Builder setLabel(String label);

    abstract Builder setTransactionId(long transactionId);

    abstract Builder setRows(long rows);

    abstract Builder setFilteredRows(long filteredRows);

    abstract Builder setBytes(long bytes);

    abstract Builder setCommitMillis(long millis);

    abstract Builder setOldestEvent(@Nullable Instant time);

    abstract CommittedLoad build();
  }
}
