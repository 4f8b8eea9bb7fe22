package io.dorisio;

import static io.dorisio.WriteConfig.check;
import static io.dorisio.WriteConfig.required;

import io.dorisio.client.DorisConnection;
import io.dorisio.client.TableName;
import io.dorisio.flink.FlinkCheck;
import io.dorisio.flink.FlinkOptions;
import io.dorisio.format.JsonTextFormat;
import io.dorisio.format.LoadFormat;
import io.dorisio.format.RowFormat;
import io.dorisio.format.RowOptions;
import io.dorisio.format.SchemaRowFormat;
import io.dorisio.preflight.PlannedWrite;
import io.dorisio.preflight.Preflight;
import io.dorisio.schema.CreateDisposition;
import io.dorisio.schema.RowCheckOptions;
import io.dorisio.schema.SchemaEvolution;
import io.dorisio.schema.WriteDisposition;
import io.dorisio.write.DeliveryGuarantee;
import io.dorisio.write.Destinations;
import io.dorisio.write.LoadAndCommit;
import io.dorisio.write.LoadLabel;
import java.util.Collection;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.transforms.errorhandling.ErrorHandler;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.Row;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Turns what a user has set into the graph, and refuses what does not go together. */
final class WriteExpansion<T> {

  private final WriteConfig<T> config;

  WriteExpansion(WriteConfig<T> config) {
    this.config = config;
  }

  DorisWriteResult expand(PCollection<T> input) {
    required(config.spec().connection(), "withConnection");
    required(config.spec().labelPrefix(), "withLabelPrefix");
    checkWriteDisposition(input);
    checkDelivery();
    PCollectionTuple outputs =
        input.apply(
            "Load and commit",
            new LoadAndCommit<>(
                config.spec().toBuilder().setRun(LoadLabel.newRun()).build(),
                config.rows().toBuilder()
                    .setDestinations(destinations())
                    .setChecks(checks())
                    .setOrderedShapes(ordered())
                    .build(),
                format(input)));
    DorisWriteResult result = new DorisWriteResult(input.getPipeline(), outputs);
    ErrorHandler<BadRecord, ?> errorHandler = config.errorHandler();
    if (errorHandler != null) {
      errorHandler.addErrorCollection(result.badRecords());
    }
    return result;
  }

  /** Rows of a key keep their order; changes of some columns of it do not need it. */
  private boolean ordered() {
    return config.rows().shardKey() != null && !config.rowOptions().partialUpdate();
  }

  private Destinations<T> destinations() {
    DynamicDestinations<T> destinations = config.destinations();
    return destinations == null
        ? Destinations.of(required(config.table(), "to"), config.tableSetup())
        : new NamedTables<>(destinations, config.tableSetup());
  }

  private @Nullable RowCheckOptions checks() {
    RowCheckOptions checks = config.rows().checks();
    return checks == null
        ? null
        : checks
            .withPartialUpdate(config.rowOptions().partialUpdate())
            .withExactTypes(config.format() == LoadFormat.ARROW);
  }

  private RowFormat<T, ?> format(PCollection<T> input) {
    boolean evolves = config.tableSetup().evolution() != SchemaEvolution.NONE;
    // Loads of rows with new columns are told apart from those that were open before.
    boolean named = evolves || config.toRow() != null;
    RowOptions options = named ? config.rowOptions().withNamedColumns() : config.rowOptions();
    JsonTextFormat<T> json = config.json();
    if (json != null) {
      check(
          config.format() == LoadFormat.JSON,
          "Elements that are JSON are written as JSON, not as " + config.format());
      check(
          config.tableSetup().create() == CreateDisposition.CREATE_NEVER && !evolves,
          "Tables are created and changed by the schema of rows; JSON elements have none: use"
              + " withRowFunction");
      return json.withOptions(options);
    }
    SerializableFunction<T, Row> toRow = config.toRow();
    if (toRow != null) {
      return SchemaRowFormat.of(toRow).as(config.format(), options);
    }
    check(
        input.hasSchema(),
        "The input of DorisIO.write() has no Beam schema: give its elements one, or use"
            + " withRowFunction or withJsonFunction");
    return SchemaRowFormat.of(input.getSchema(), input.getToRowFunction())
        .as(config.format(), options);
  }

  private void checkWriteDisposition(PCollection<T> input) {
    WriteDisposition disposition = config.tableSetup().write();
    check(
        disposition == WriteDisposition.APPEND
            || (config.table() != null && input.isBounded() == PCollection.IsBounded.BOUNDED),
        "WriteDisposition." + disposition + " is for bounded input into one table");
  }

  private void checkDelivery() {
    DeliveryGuarantee delivery = config.spec().delivery();
    delivery.check(config.rowOptions().loadProperties());
    check(
        !config.spec().awaitVisible() || delivery != DeliveryGuarantee.GROUP_COMMIT_ASYNC,
        "withAwaitVisible cannot be had with GROUP_COMMIT_ASYNC, whose loads nobody can ask for");
  }

  /** What is looked at, and done, where the pipeline is launched. */
  void validate(PipelineOptions options, Collection<PCollection<?>> inputs) {
    boolean exactlyOnce = config.spec().delivery() == DeliveryGuarantee.EXACTLY_ONCE;
    inputs.forEach(input -> FlinkCheck.check(options, input, exactlyOnce));
    TableName table = config.table();
    if (table == null) {
      return;
    }
    DorisConnection connection = required(config.spec().connection(), "withConnection");
    TableClearing.clear(connection, table, config.tableSetup());
    if (config.preflight()) {
      Preflight.warn(
          new PlannedWrite(
              connection,
              table,
              config.rows().shards(),
              config.rows().shardKey() != null,
              config.rowOptions().loadProperties(),
              FlinkOptions.checkpointInterval(options)));
    }
  }
}
