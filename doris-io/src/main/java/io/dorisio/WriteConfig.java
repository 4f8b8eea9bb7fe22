package io.dorisio;

import com.google.auto.value.AutoValue;
import io.dorisio.client.BackendDiscovery;
import io.dorisio.client.DorisConnection;
import io.dorisio.client.TableName;
import io.dorisio.format.JsonTextFormat;
import io.dorisio.format.LoadFormat;
import io.dorisio.format.RowOptions;
import io.dorisio.schema.TableSetup;
import io.dorisio.write.RowSpec;
import io.dorisio.write.WriteSpec;
import java.io.Serializable;
import java.util.Map;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.transforms.errorhandling.ErrorHandler;
import org.apache.beam.sdk.values.Row;
import org.checkerframework.checker.nullness.qual.Nullable;

/** What a user has set on a write. */
@AutoValue
abstract class WriteConfig<T> implements Serializable {

  abstract WriteSpec spec();

  abstract RowSpec<T> rows();

  /** Null if elements choose their tables. */
  abstract @Nullable TableName table();

  abstract @Nullable DynamicDestinations<T> destinations();

  abstract TableSetup tableSetup();

  /** Null if elements become rows. */
  abstract @Nullable JsonTextFormat<T> json();

  /** Null if the schema of the elements says it. */
  abstract @Nullable SerializableFunction<T, Row> toRow();

  abstract LoadFormat format();

  abstract RowOptions rowOptions();

  abstract boolean preflight();

  /** Null if there is none. */
  abstract @Nullable ErrorHandler<BadRecord, ?> errorHandler();

  static <T> WriteConfig<T> defaults() {
    return new AutoValue_WriteConfig.Builder<T>()
        .setSpec(WriteSpec.defaults())
        .setRows(RowSpec.defaults())
        .setTableSetup(TableSetup.DEFAULT)
        .setFormat(LoadFormat.JSON)
        .setRowOptions(RowOptions.defaults().withLoadProperties(Map.of("strict_mode", "true")))
        .setPreflight(true)
        .build();
  }

  abstract Builder<T> toBuilder();

  @AutoValue.Builder
  abstract static class Builder<T> {
    abstract Builder<T> setSpec(WriteSpec spec);

    abstract Builder<T> setRows(RowSpec<T> rows);

    abstract Builder<T> setTable(@Nullable TableName table);

    abstract Builder<T> setDestinations(@Nullable DynamicDestinations<T> destinations);

    abstract Builder<T> setTableSetup(TableSetup setup);

    abstract Builder<T> setJson(@Nullable JsonTextFormat<T> json);

    abstract Builder<T> setToRow(@Nullable SerializableFunction<T, Row> toRow);

    abstract Builder<T> setFormat(LoadFormat format);

    abstract Builder<T> setRowOptions(RowOptions options);

    abstract Builder<T> setPreflight(boolean preflight);

    abstract Builder<T> setErrorHandler(ErrorHandler<BadRecord, ?> errorHandler);

    abstract WriteConfig<T> build();
  }

  /** Without secrets. */
  void populateDisplayData(DisplayData.Builder builder) {
    TableName table = table();
    builder
        .add(
            DisplayData.item("table", table == null ? "by element" : table.toString())
                .withLabel("Table"))
        .addIfNotNull(
            DisplayData.item("labelPrefix", spec().labelPrefix()).withLabel("Label prefix"))
        .add(DisplayData.item("numShards", rows().shards()).withLabel("Shards"))
        .add(DisplayData.item("format", format().toString()).withLabel("Format"))
        .add(DisplayData.item("delivery", spec().delivery().name()).withLabel("Delivery"))
        .add(DisplayData.item("loadProperties", rowOptions().loadProperties().toString()));
    DorisConnection connection = spec().connection();
    if (connection != null) {
      builder
          .add(DisplayData.item("frontends", connection.frontends().toString()))
          .add(DisplayData.item("user", connection.user()));
      if (connection.discovery() == BackendDiscovery.GIVEN) {
        builder.add(DisplayData.item("backends", connection.backends().toString()));
      }
    }
  }

  static <V> V required(@Nullable V value, String method) {
    check(value != null, "DorisIO.write() needs " + method + "(...)");
    return value;
  }

  static void check(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
