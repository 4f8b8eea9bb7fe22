package io.dorisio.write;

import com.google.auto.value.AutoValue;
import org.apache.beam.sdk.schemas.AutoValueSchema;
import org.apache.beam.sdk.schemas.annotations.DefaultSchema;
import org.checkerframework.checker.nullness.qual.Nullable;

/** A row that is not in Doris, and why. */
@AutoValue
@DefaultSchema(AutoValueSchema.class)
public abstract class FailedRow {

  /** Who refused it. */
  public enum Stage {
    /** It has no table, or cannot be encoded, or does not fit the table. */
    ENCODE,
    /** Doris filtered it out of its load. */
    LOAD
  }

  /** {@code database.table}; empty if none could be found for it. */
  public abstract String getTable();

  /** The row as text, as far as it is known: the element itself, or what Doris tells of it. */
  public abstract String getRow();

  public abstract String getReason();

  public abstract Stage getStage();

  /** The element in the encoding of its coder, if it was refused before it was loaded. */
  @SuppressWarnings("mutable") // Beam's schemas know bytes as arrays.
  public abstract byte @Nullable [] getElement();

  static FailedRow ofElement(String table, String row, String reason, byte @Nullable [] element) {
    return new AutoValue_FailedRow.Builder()
        .setTable(table)
        .setRow(row)
        .setReason(reason)
        .setStage(Stage.ENCODE)
        .setElement(element)
        .build();
  }

  static FailedRow ofLoad(String table, String row, String reason) {
    return new AutoValue_FailedRow.Builder()
        .setTable(table)
        .setRow(row)
        .setReason(reason)
        .setStage(Stage.LOAD)
        .build();
  }

  /** Through which Beam's schema makes one from a row. */
  @AutoValue.Builder
  abstract static class Builder {
    abstract Builder setTable(String table);

    abstract Builder setRow(String row);

    abstract Builder setReason(String reason);

    abstract Builder setStage(Stage stage);

    abstract Builder setElement(byte @Nullable [] element);

    abstract FailedRow build();
  }
}
