package io.dorisio;

import com.google.auto.value.AutoValue;
import io.dorisio.client.BackendDiscovery;
import io.dorisio.client.DorisConnection;
import io.dorisio.client.StreamLoadRequest;
import io.dorisio.client.TableName;
import io.dorisio.flink.FlinkCheck;
import io.dorisio.flink.FlinkOptions;
import io.dorisio.format.JsonTextFormat;
import io.dorisio.format.RowFormat;
import io.dorisio.format.RowKind;
import io.dorisio.format.SchemaRowFormat;
import io.dorisio.preflight.PlannedWrite;
import io.dorisio.preflight.Preflight;
import io.dorisio.write.CommittedLabelPolicy;
import io.dorisio.write.Destinations;
import io.dorisio.write.LoadAndCommit;
import io.dorisio.write.LoadLabel;
import io.dorisio.write.Triggering;
import io.dorisio.write.WriteSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.transforms.errorhandling.ErrorHandler;
import org.apache.beam.sdk.transforms.errorhandling.ErrorHandler.DefaultErrorHandler;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TupleTag;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.joda.time.Duration;

/**
 * Writes PCollections into Apache Doris, exactly once, through HTTP Stream Load with two-phase
 * commit.
 *
 * <pre>{@code
 * rows.apply(
 *     DorisIO.writeRows()
 *         .withConnection(DorisConnection.of("fe1:8030,fe2:8030").withCredentials("etl", password))
 *         .to("shop.orders")
 *         .withLabelPrefix("orders-job"));
 * }</pre>
 *
 * <h2>How</h2>
 *
 * Rows are packed into blocks and streamed, while a bundle runs, into one open load for each shard.
 * The end of the bundle pre-commits the loads; a step that requires stable input commits them once
 * the runner has made the bundle durable. Rows of a bundle that fails were never committed. A
 * bundle that runs again meets its earlier loads by their labels and aborts them. Nothing is opened
 * while no rows come.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>Flink, streaming, from sources that take part in checkpoints: exactly once, under the
 *       options that {@link FlinkSettings#exactlyOnce} sets; others are refused when the pipeline
 *       is run. Rows are visible one checkpoint after they came.
 *   <li>Flink, streaming, from a bounded source: the runner reads the source again from its start
 *       after a failure, so rows of checkpoints that completed are written again.
 *   <li>Flink, batch: exactly once, unless the job fails between its first and its last commit.
 *   <li>Direct runner: for tests; it never runs a bundle again.
 * </ul>
 *
 * Rows of one shard commit in their order; with {@link Write#withShardKey} rows of one key are of
 * one shard. Doris promises no order among rows of equal key within one load unless the table has a
 * sequence column.
 *
 * <h2>Limits of the server</h2>
 *
 * A pre-committed load that is not committed within {@code
 * stream_load_default_precommit_timeout_second} (one hour) is aborted by Doris. If a job rests
 * longer between a checkpoint and its commit, it fails and says so.
 */
public final class DorisIO {

  private DorisIO() {}

  /**
   * Writes elements of any type that has a Beam schema, or of any type at all with {@link
   * Write#withJsonFunction}. Field names are column names.
   */
  public static <T> Write<T> write() {
    return new AutoValue_DorisIO_Write.Builder<T>()
        .setSpec(WriteSpec.defaults())
        .setNumShards(Write.DEFAULT_SHARDS)
        .setLoadProperties(Map.of("strict_mode", "true"))
        .setPreflight(true)
        .setCollectFailedRows(false)
        .setBadRecordErrorHandler(new DefaultErrorHandler<>())
        .build();
  }

  /** Writes Beam rows. Field names are column names. */
  public static Write<Row> writeRows() {
    return write();
  }

  /** Writes strings that are JSON objects, one a row. Keys are column names; others are ignored. */
  public static Write<String> writeJson() {
    return DorisIO.<String>write().withFormat(JsonTextFormat.ofStrings());
  }

  /** Writes JSON objects in UTF-8, one a row, without decoding them: the fastest way from Kafka. */
  public static Write<byte[]> writeJsonBytes() {
    return DorisIO.<byte[]>write().withFormat(JsonTextFormat.ofBytes());
  }

  /** See {@link DorisIO}. */
  @AutoValue
  public abstract static class Write<T> extends PTransform<PCollection<T>, DorisWriteResult> {

    static final int DEFAULT_SHARDS = 4;

    abstract WriteSpec getSpec();

    abstract @Nullable TableName getTable();

    abstract @Nullable Destinations<T> getDestinations();

    abstract int getNumShards();

    abstract @Nullable SerializableFunction<T, String> getShardKey();

    abstract @Nullable RowFormat<T, ?> getFormat();

    abstract Map<String, String> getLoadProperties();

    abstract @Nullable Triggering getTriggering();

    abstract boolean getPreflight();

    abstract boolean getCollectFailedRows();

    abstract ErrorHandler<BadRecord, ?> getBadRecordErrorHandler();

    abstract Builder<T> toBuilder();

    @AutoValue.Builder
    abstract static class Builder<T> {
      abstract Builder<T> setSpec(WriteSpec spec);

      abstract Builder<T> setTable(@Nullable TableName table);

      abstract Builder<T> setDestinations(Destinations<T> destinations);

      abstract Builder<T> setNumShards(int numShards);

      abstract Builder<T> setShardKey(SerializableFunction<T, String> shardKey);

      abstract Builder<T> setFormat(RowFormat<T, ?> format);

      abstract Builder<T> setLoadProperties(Map<String, String> loadProperties);

      abstract Builder<T> setTriggering(Triggering triggering);

      abstract Builder<T> setPreflight(boolean preflight);

      abstract Builder<T> setCollectFailedRows(boolean collectFailedRows);

      abstract Builder<T> setBadRecordErrorHandler(ErrorHandler<BadRecord, ?> errorHandler);

      abstract Write<T> build();
    }

    private Write<T> withSpec(WriteSpec.Builder spec) {
      return toBuilder().setSpec(spec.build()).build();
    }

    /** Where Doris is. Required. */
    public Write<T> withConnection(DorisConnection connection) {
      return withSpec(getSpec().toBuilder().setConnection(connection));
    }

    /**
     * The table, as {@code database.table}. This or another {@code to} is required.
     *
     * @throws IllegalArgumentException if it has another form
     */
    public Write<T> to(String table) {
      TableName name = TableName.parse(table);
      return toBuilder().setTable(name).setDestinations(Destinations.of(name)).build();
    }

    /** The table of each element, as {@code database.table}; see {@link DynamicDestinations}. */
    public Write<T> to(SerializableFunction<T, String> table) {
      return to(new NamedTables.ByFunction<>(table));
    }

    /** Chooses the table of each element, and properties of the loads into it. */
    public Write<T> to(DynamicDestinations<T> destinations) {
      return toBuilder().setTable(null).setDestinations(new NamedTables<>(destinations)).build();
    }

    /**
     * How the labels of this transform's loads start. Required; it should name the job and this
     * write in it, since labels with it are this write's to abort.
     *
     * @throws IllegalArgumentException if it is longer than 40 characters or has others than
     *     letters, digits, {@code -}, {@code _} and {@code :}
     */
    public Write<T> withLabelPrefix(String labelPrefix) {
      check(
          LoadLabel.isLegalPrefix(labelPrefix),
          "The label prefix must be 1 to "
              + LoadLabel.MAX_PREFIX
              + " letters, digits, '-', '_' or ':', not \""
              + labelPrefix
              + "\"");
      return withSpec(getSpec().toBuilder().setLabelPrefix(labelPrefix));
    }

    /**
     * How many loads a table takes side by side; 4 by default. More spread the work over more
     * workers; each is one more load, transaction and table version a checkpoint, unless there is
     * less than a block of 256 KiB for it.
     */
    public Write<T> withNumShards(int numShards) {
      check(
          numShards >= 1 && numShards <= 1024,
          "The number of shards must be between 1 and 1024, not " + numShards);
      return toBuilder().setNumShards(numShards).build();
    }

    /**
     * Sends rows with the same key through the same shard, so that they keep their order. Use it
     * for tables with a unique key. By default rows go round robin.
     *
     * @param key makes the key's text; the key columns of the table should decide it
     */
    public Write<T> withShardKey(SerializableFunction<T, String> key) {
      return toBuilder().setShardKey(key).build();
    }

    /** Makes an element's JSON object; keys are column names. For types without a Beam schema. */
    public Write<T> withJsonFunction(SerializableFunction<T, String> toJson) {
      return withFormat(JsonTextFormat.of(toJson));
    }

    /**
     * Makes an element's row; field names are column names. For types without a Beam schema, and
     * where rows have different schemas: those of one schema share loads.
     */
    public Write<T> withRowFunction(SerializableFunction<T, Row> toRow) {
      return withFormat(SchemaRowFormat.of(toRow));
    }

    Write<T> withFormat(RowFormat<T, ?> format) {
      return toBuilder().setFormat(format).build();
    }

    /**
     * A header of Stream Load by its Doris name, such as {@code max_filter_ratio} or {@code
     * columns}. {@code strict_mode} is {@code true} unless it is set here, so that values which do
     * not fit their column are refused and not turned to NULL.
     *
     * @throws IllegalArgumentException for headers that exactly-once depends on ({@code label},
     *     {@code two_phase_commit}, {@code group_commit}) and those of HTTP
     */
    public Write<T> withLoadProperty(String name, String value) {
      check(
          !StreamLoadRequest.isReserved(name),
          "The load property " + name + " is set by DorisIO itself");
      Map<String, String> properties = new LinkedHashMap<>(getLoadProperties());
      properties.put(name, value);
      return toBuilder().setLoadProperties(properties).build();
    }

    /**
     * What to do if the job was restored from a state older than its last commit; by default it
     * fails.
     */
    public Write<T> withCommittedLabelPolicy(CommittedLabelPolicy policy) {
      return withSpec(getSpec().toBuilder().setCommittedLabelPolicy(policy));
    }

    /**
     * The size of a load's body at which its shard goes on with the next one; 1 GiB by default.
     * Doris refuses loads of more than {@code streaming_load_max_mb} (10 GiB).
     */
    public Write<T> withMaxLoadBytes(long bytes) {
      check(bytes >= 1, "The size at which a load ends must be at least 1 byte, not " + bytes);
      return withSpec(getSpec().toBuilder().setMaxLoadBytes(bytes));
    }

    /**
     * How much a worker holds of its open loads in memory, so that it can send them again if a
     * backend fails; 32 MiB by default. What is more goes to temporary files.
     */
    public Write<T> withRepairBufferBytes(long bytes) {
      check(bytes >= 0, "The size of the repair buffer must not be negative: " + bytes);
      return withSpec(getSpec().toBuilder().setRepairBufferBytes(bytes));
    }

    /**
     * How many loads a worker holds open at the same time; 32 by default. Where rows go to more
     * tables than that, the load that was written least recently finishes early, and what comes for
     * it afterwards waits for the end of the bundle, in the repair buffer. Each open load takes a
     * connection, a thread, and up to five blocks of 256 KiB.
     */
    public Write<T> withMaxOpenLoads(int loads) {
      check(loads >= 1, "The number of open loads must be at least 1, not " + loads);
      return withSpec(getSpec().toBuilder().setMaxOpenLoads(loads));
    }

    /**
     * Loads the rows of a shard together at this interval, or as soon as there are 8 MiB of them.
     * For runners whose bundles are small, such as the Direct runner on unbounded input, or
     * Dataflow: each bundle would be a load. On Flink loads follow checkpoints, and this only adds
     * latency. Rows that wait are kept in the runner's state: the guarantees stay the same.
     */
    public Write<T> withTriggeringFrequency(Duration every) {
      return withTriggeringFrequency(every, Long.MAX_VALUE, 8L << 20);
    }

    /**
     * As {@link #withTriggeringFrequency(Duration)}, and as soon as there are about so many rows or
     * bytes of encoded rows in a shard.
     */
    public Write<T> withTriggeringFrequency(Duration every, long rows, long bytes) {
      Triggering triggering =
          new Triggering(java.time.Duration.ofMillis(every.getMillis()), rows, bytes);
      return toBuilder().setTriggering(triggering).build();
    }

    /**
     * Takes a load for committed when its rows are visible, not already when Doris has accepted the
     * commit. Makes readers of {@link DorisWriteResult#getCommittedLoads} see the rows, for a
     * little latency.
     */
    public Write<T> withAwaitVisible() {
      return withSpec(getSpec().toBuilder().setAwaitVisible(true));
    }

    /**
     * Does not ask Doris, when the pipeline is run, whether the table and the settings of the
     * server fit. What does not fit is only warned of; leave it out where the cluster cannot be
     * reached from where the pipeline is launched.
     */
    public Write<T> withoutPreflight() {
      return toBuilder().setPreflight(false).build();
    }

    /**
     * Lets rows that cannot be written go to {@link DorisWriteResult#getFailedRows}, with the
     * reason. By default such a row fails the job.
     *
     * <p>Loads then succeed whatever the server filters out of them, and each of these rows is
     * named: by the error log, which holds about fifty of a load and not those that are too long
     * for their column; the others are found by sending parts of the load again, which are aborted.
     * That ends after 1,000 of such trials or {@link io.dorisio.client.Timeouts#finish}, or at 16
     * MiB of failed rows: the load then fails, and nothing of it is written. With a {@code
     * max_filter_ratio} of one's own, a load that holds more fails the job.
     */
    public Write<T> withFailedRows() {
      return toBuilder().setCollectFailedRows(true).build();
    }

    /** As {@link #withFailedRows}, and sends them to this handler too. */
    public Write<T> withBadRecordErrorHandler(ErrorHandler<BadRecord, ?> errorHandler) {
      return withFailedRows().toBuilder().setBadRecordErrorHandler(errorHandler).build();
    }

    @Override
    public DorisWriteResult expand(PCollection<T> input) {
      required(getSpec().connection(), "withConnection");
      required(getSpec().labelPrefix(), "withLabelPrefix");
      Destinations<T> destinations = required(getDestinations(), "to");
      PCollectionTuple outputs =
          input.apply(
              "Load and commit",
              new LoadAndCommit<>(
                  getSpec().toBuilder().setRun(LoadLabel.newRun()).build(),
                  destinations,
                  format(input),
                  getNumShards(),
                  getShardKey(),
                  element -> RowKind.UPSERT,
                  getLoadProperties(),
                  getTriggering(),
                  getCollectFailedRows()));
      DorisWriteResult result = new DorisWriteResult(input.getPipeline(), outputs);
      if (!(getBadRecordErrorHandler() instanceof DefaultErrorHandler)) {
        getBadRecordErrorHandler().addErrorCollection(result.badRecords());
      }
      return result;
    }

    private RowFormat<T, ?> format(PCollection<T> input) {
      RowFormat<T, ?> format = getFormat();
      if (format != null) {
        return format;
      }
      check(
          input.hasSchema(),
          "The input of DorisIO.write() has no Beam schema: give its elements one, or use"
              + " withRowFunction or withJsonFunction");
      return SchemaRowFormat.of(input.getSchema(), input.getToRowFunction());
    }

    @Override
    public void validate(
        @Nullable PipelineOptions options,
        Map<TupleTag<?>, PCollection<?>> inputs,
        Map<TupleTag<?>, PCollection<?>> outputs) {
      if (options == null) {
        return;
      }
      inputs.values().forEach(input -> FlinkCheck.check(options, input));
      TableName table = getTable();
      if (getPreflight() && table != null) {
        Preflight.warn(
            new PlannedWrite(
                required(getSpec().connection(), "withConnection"),
                table,
                getNumShards(),
                getShardKey() != null,
                getLoadProperties(),
                FlinkOptions.checkpointInterval(options)));
      }
    }

    @Override
    public void populateDisplayData(DisplayData.Builder builder) {
      super.populateDisplayData(builder);
      TableName table = getTable();
      builder
          .add(
              DisplayData.item("table", table == null ? "by element" : table.toString())
                  .withLabel("Table"))
          .addIfNotNull(
              DisplayData.item("labelPrefix", getSpec().labelPrefix()).withLabel("Label prefix"))
          .add(DisplayData.item("numShards", getNumShards()).withLabel("Shards"))
          .add(DisplayData.item("loadProperties", getLoadProperties().toString()));
      DorisConnection connection = getSpec().connection();
      if (connection != null) {
        builder
            .add(DisplayData.item("frontends", connection.frontends().toString()))
            .add(DisplayData.item("user", connection.user()));
        if (connection.discovery() == BackendDiscovery.GIVEN) {
          builder.add(DisplayData.item("backends", connection.backends().toString()));
        }
      }
    }

    private static <V> V required(@Nullable V value, String method) {
      check(value != null, "DorisIO.write() needs " + method + "(...)");
      return value;
    }

    private static void check(boolean condition, String message) {
      if (!condition) {
        throw new IllegalArgumentException(message);
      }
    }
  }
}
