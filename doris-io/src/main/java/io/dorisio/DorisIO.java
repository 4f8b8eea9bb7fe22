package io.dorisio;

import com.google.auto.value.AutoValue;
import io.dorisio.client.BackendDiscovery;
import io.dorisio.client.DorisConnection;
import io.dorisio.client.StreamLoadRequest;
import io.dorisio.client.TableName;
import io.dorisio.flink.FlinkCheck;
import io.dorisio.flink.FlinkOptions;
import io.dorisio.format.JsonTextEncoder;
import io.dorisio.format.RowEncoder;
import io.dorisio.format.RowToJsonEncoder;
import io.dorisio.preflight.PlannedWrite;
import io.dorisio.preflight.Preflight;
import io.dorisio.write.CommittedLabelPolicy;
import io.dorisio.write.LoadAndCommit;
import io.dorisio.write.LoadLabel;
import io.dorisio.write.WriteSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.transforms.errorhandling.BadRecordRouter;
import org.apache.beam.sdk.transforms.errorhandling.ErrorHandler;
import org.apache.beam.sdk.transforms.errorhandling.ErrorHandler.DefaultErrorHandler;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TupleTag;
import org.checkerframework.checker.nullness.qual.Nullable;

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
        .setNumShards(Write.DEFAULT_SHARDS)
        .setLoadProperties(Map.of("strict_mode", "true"))
        .setCommittedLabelPolicy(CommittedLabelPolicy.FAIL)
        .setMaxLoadBytes(Write.DEFAULT_MAX_LOAD_BYTES)
        .setRepairBufferBytes(Write.DEFAULT_REPAIR_BUFFER_BYTES)
        .setAwaitVisible(false)
        .setPreflight(true)
        .setBadRecordErrorHandler(new DefaultErrorHandler<>())
        .setBadRecordRouter(BadRecordRouter.THROWING_ROUTER)
        .build();
  }

  /** Writes Beam rows. Field names are column names. */
  public static Write<Row> writeRows() {
    return write();
  }

  /** Writes strings that are JSON objects, one a row. Keys are column names; others are ignored. */
  public static Write<String> writeJson() {
    return DorisIO.<String>write().withEncoder(JsonTextEncoder.ofStrings());
  }

  /** Writes JSON objects in UTF-8, one a row, without decoding them: the fastest way from Kafka. */
  public static Write<byte[]> writeJsonBytes() {
    return DorisIO.<byte[]>write().withEncoder(JsonTextEncoder.ofBytes());
  }

  /** See {@link DorisIO}. */
  @AutoValue
  public abstract static class Write<T> extends PTransform<PCollection<T>, DorisWriteResult> {

    static final int DEFAULT_SHARDS = 4;
    static final long DEFAULT_MAX_LOAD_BYTES = 1L << 30;
    static final long DEFAULT_REPAIR_BUFFER_BYTES = 32L << 20;

    abstract @Nullable DorisConnection getConnection();

    abstract @Nullable TableName getTable();

    abstract @Nullable String getLabelPrefix();

    abstract int getNumShards();

    abstract @Nullable SerializableFunction<T, String> getShardKey();

    abstract @Nullable RowEncoder<T> getEncoder();

    abstract Map<String, String> getLoadProperties();

    abstract CommittedLabelPolicy getCommittedLabelPolicy();

    abstract long getMaxLoadBytes();

    abstract long getRepairBufferBytes();

    abstract boolean getAwaitVisible();

    abstract boolean getPreflight();

    abstract ErrorHandler<BadRecord, ?> getBadRecordErrorHandler();

    abstract BadRecordRouter getBadRecordRouter();

    abstract Builder<T> toBuilder();

    @AutoValue.Builder
    abstract static class Builder<T> {
      abstract Builder<T> setConnection(DorisConnection connection);

      abstract Builder<T> setTable(TableName table);

      abstract Builder<T> setLabelPrefix(String labelPrefix);

      abstract Builder<T> setNumShards(int numShards);

      abstract Builder<T> setShardKey(SerializableFunction<T, String> shardKey);

      abstract Builder<T> setEncoder(RowEncoder<T> encoder);

      abstract Builder<T> setLoadProperties(Map<String, String> loadProperties);

      abstract Builder<T> setCommittedLabelPolicy(CommittedLabelPolicy policy);

      abstract Builder<T> setMaxLoadBytes(long bytes);

      abstract Builder<T> setRepairBufferBytes(long bytes);

      abstract Builder<T> setAwaitVisible(boolean awaitVisible);

      abstract Builder<T> setPreflight(boolean preflight);

      abstract Builder<T> setBadRecordErrorHandler(ErrorHandler<BadRecord, ?> errorHandler);

      abstract Builder<T> setBadRecordRouter(BadRecordRouter router);

      abstract Write<T> build();
    }

    /** Where Doris is. Required. */
    public Write<T> withConnection(DorisConnection connection) {
      return toBuilder().setConnection(connection).build();
    }

    /**
     * The table, as {@code database.table}. Required.
     *
     * @throws IllegalArgumentException if it has another form
     */
    public Write<T> to(String table) {
      return toBuilder().setTable(TableName.parse(table)).build();
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
      return toBuilder().setLabelPrefix(labelPrefix).build();
    }

    /**
     * How many loads the table takes side by side; 4 by default. More spread the work over more
     * workers; each is one more load, transaction and table version a checkpoint.
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
      return withEncoder(JsonTextEncoder.of(toJson));
    }

    Write<T> withEncoder(RowEncoder<T> encoder) {
      return toBuilder().setEncoder(encoder).build();
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
      return toBuilder().setCommittedLabelPolicy(policy).build();
    }

    /**
     * The size of a load's body at which its shard goes on with the next one; 1 GiB by default.
     * Doris refuses loads of more than {@code streaming_load_max_mb} (10 GiB).
     */
    public Write<T> withMaxLoadBytes(long bytes) {
      check(bytes >= 1, "The size at which a load ends must be at least 1 byte, not " + bytes);
      return toBuilder().setMaxLoadBytes(bytes).build();
    }

    /**
     * How much a worker holds of its open loads in memory, so that it can send them again if a
     * backend fails; 32 MiB by default. What is more goes to temporary files.
     */
    public Write<T> withRepairBufferBytes(long bytes) {
      check(bytes >= 0, "The size of the repair buffer must not be negative: " + bytes);
      return toBuilder().setRepairBufferBytes(bytes).build();
    }

    /**
     * Takes a load for committed when its rows are visible, not already when Doris has accepted the
     * commit. Makes readers of {@link DorisWriteResult#getCommittedLoads} see the rows, for a
     * little latency.
     */
    public Write<T> withAwaitVisible() {
      return toBuilder().setAwaitVisible(true).build();
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
     * Sends elements that cannot be encoded as rows to this handler, with the reason. By default
     * such an element fails the job.
     */
    public Write<T> withBadRecordErrorHandler(ErrorHandler<BadRecord, ?> errorHandler) {
      return toBuilder()
          .setBadRecordErrorHandler(errorHandler)
          .setBadRecordRouter(BadRecordRouter.RECORDING_ROUTER)
          .build();
    }

    @Override
    public DorisWriteResult expand(PCollection<T> input) {
      DorisConnection connection = required(getConnection(), "withConnection");
      TableName table = required(getTable(), "to");
      String labelPrefix = required(getLabelPrefix(), "withLabelPrefix");
      RowEncoder<T> encoder = encoder(input);

      Map<String, String> properties = new LinkedHashMap<>(encoder.loadProperties());
      properties.putAll(getLoadProperties());
      WriteSpec spec =
          new WriteSpec(
              connection,
              labelPrefix,
              LoadLabel.newRun(),
              properties,
              getCommittedLabelPolicy(),
              getMaxLoadBytes(),
              getRepairBufferBytes(),
              getAwaitVisible());
      PCollectionTuple outputs =
          input.apply(
              "Load and commit",
              new LoadAndCommit<>(
                  spec, table, encoder, getNumShards(), getShardKey(), getBadRecordRouter()));
      getBadRecordErrorHandler().addErrorCollection(outputs.get(LoadAndCommit.BAD_RECORDS));
      return new DorisWriteResult(input.getPipeline(), outputs);
    }

    private RowEncoder<T> encoder(PCollection<T> input) {
      RowEncoder<T> encoder = getEncoder();
      if (encoder != null) {
        return encoder;
      }
      check(
          input.hasSchema(),
          "The input of DorisIO.write() has no Beam schema: give its elements one, or use"
              + " withJsonFunction");
      return new RowToJsonEncoder<>(input.getSchema(), input.getToRowFunction());
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
      if (getPreflight()) {
        Preflight.warn(
            new PlannedWrite(
                required(getConnection(), "withConnection"),
                required(getTable(), "to"),
                getNumShards(),
                getShardKey() != null,
                getLoadProperties(),
                FlinkOptions.checkpointInterval(options)));
      }
    }

    @Override
    public void populateDisplayData(DisplayData.Builder builder) {
      super.populateDisplayData(builder);
      builder
          .addIfNotNull(DisplayData.item("table", text(getTable())).withLabel("Table"))
          .addIfNotNull(DisplayData.item("labelPrefix", getLabelPrefix()).withLabel("Label prefix"))
          .add(DisplayData.item("numShards", getNumShards()).withLabel("Shards"))
          .add(DisplayData.item("loadProperties", getLoadProperties().toString()));
      DorisConnection connection = getConnection();
      if (connection != null) {
        builder
            .add(DisplayData.item("frontends", connection.frontends().toString()))
            .add(DisplayData.item("user", connection.user()));
        if (connection.discovery() == BackendDiscovery.GIVEN) {
          builder.add(DisplayData.item("backends", connection.backends().toString()));
        }
      }
    }

    private static @Nullable String text(@Nullable Object value) {
      return value == null ? null : value.toString();
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
