package io.dorisio.format;

import com.google.auto.value.AutoValue;
import java.io.Serializable;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;

/** How rows are written and what they do to the table, whatever the format. */
@AutoValue
public abstract class RowOptions implements Serializable {

  /** The zone whose wall clock points in time are written in. Default: UTC. */
  public abstract ZoneId zone();

  /** The text of binary values. Default: base64. */
  public abstract BytesEncoding bytesEncoding();

  /** Default: none. */
  public abstract Compression compression();

  /**
   * Whether rows can be deletes. Each row then carries {@code __DORIS_DELETE_SIGN__}, which only
   * tables with UNIQUE keys have. Default: false, and a row that deletes is refused.
   */
  public abstract boolean deletes();

  /**
   * Whether rows change only the columns that they hold, and leave the others as they are. For
   * tables with UNIQUE keys and merge-on-write; rows hold all the key columns. Default: false.
   */
  public abstract boolean partialUpdate();

  /**
   * The column of the rows that decides which of the rows of a key wins; null, which is the
   * default, where the table has none or maps one itself.
   */
  public abstract @Nullable String sequenceColumn();

  /**
   * Whether the headers name the columns of the rows also where the rows do it. Loads of rows with
   * other columns are then told apart. Default: false.
   */
  public abstract boolean namedColumns();

  /**
   * More headers of Stream Load, which go before those that follow from the options. A {@code
   * columns} header names the fields of the rows first and then what is derived of them, and need
   * not name the delete sign.
   */
  public abstract Map<String, String> loadProperties();

  public static RowOptions defaults() {
    return new AutoValue_RowOptions.Builder()
        .zone(ZoneOffset.UTC)
        .bytesEncoding(BytesEncoding.BASE64)
        .compression(Compression.NONE)
        .deletes(false)
        .partialUpdate(false)
        .namedColumns(false)
        .loadProperties(Map.of())
        .build();
  }

  public RowOptions withZone(ZoneId zone) {
    return toBuilder().zone(zone).build();
  }

  public RowOptions withBytesEncoding(BytesEncoding encoding) {
    return toBuilder().bytesEncoding(encoding).build();
  }

  public RowOptions withCompression(Compression compression) {
    return toBuilder().compression(compression).build();
  }

  public RowOptions withDeletes() {
    return toBuilder().deletes(true).build();
  }

  public RowOptions withPartialUpdate() {
    return toBuilder().partialUpdate(true).build();
  }

  public RowOptions withSequenceColumn(String column) {
    return toBuilder().sequenceColumn(column).build();
  }

  /** Beside those that are set already. */
  public RowOptions withLoadProperties(Map<String, String> headers) {
    Map<String, String> all = new HashMap<>(loadProperties());
    all.putAll(headers);
    return toBuilder().loadProperties(Map.copyOf(all)).build();
  }

  public RowOptions withNamedColumns() {
    return toBuilder().namedColumns(true).build();
  }

  abstract Builder toBuilder();

  @AutoValue.Builder
  abstract static class Builder {
    abstract Builder zone(ZoneId zone);

    abstract Builder bytesEncoding(BytesEncoding encoding);

    abstract Builder compression(Compression compression);

    abstract Builder deletes(boolean deletes);

    abstract Builder partialUpdate(boolean partialUpdate);

    abstract Builder namedColumns(boolean named);

    abstract Builder sequenceColumn(String column);

    abstract Builder loadProperties(Map<String, String> properties);

    abstract RowOptions build();
  }
}
