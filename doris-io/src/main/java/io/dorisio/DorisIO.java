package io.dorisio;

import static io.dorisio.WriteConfig.check;

import io.dorisio.client.DorisConnection;
import io.dorisio.client.StreamLoadRequest;
import io.dorisio.client.TableName;
import io.dorisio.format.BytesEncoding;
import io.dorisio.format.Compression;
import io.dorisio.format.JsonTextFormat;
import io.dorisio.format.LoadFormat;
import io.dorisio.format.RowKind;
import io.dorisio.format.RowOptions;
import io.dorisio.format.Utf8Slice;
import io.dorisio.schema.RowCheckOptions;
import io.dorisio.schema.SchemaEvolution;
import io.dorisio.schema.TableDefinition;
import io.dorisio.schema.TableSetup;
import io.dorisio.schema.WriteDisposition;
import io.dorisio.write.CommittedLabelPolicy;
import io.dorisio.write.DeliveryGuarantee;
import io.dorisio.write.LoadLabel;
import io.dorisio.write.RowSpec;
import io.dorisio.write.Triggering;
import io.dorisio.write.WriteSpec;
import java.time.ZoneId;
import java.util.Map;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.transforms.errorhandling.ErrorHandler;
import org.apache.beam.sdk.values.PCollection;
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
 * Less can be had for less, see {@link Write#withDelivery}.
 *
 * <p>Rows of one shard commit in their order; with {@link Write#withShardKey} rows of one key are
 * of one shard. Doris promises no order among rows of equal key within one load unless the table
 * has a sequence column.
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
    return new Write<>(WriteConfig.defaults());
  }

  /** Writes Beam rows. Field names are column names. */
  public static Write<Row> writeRows() {
    return write();
  }

  /** Writes strings that are JSON objects, one a row. Keys are column names; others are ignored. */
  public static Write<String> writeJson() {
    return DorisIO.<String>write().ofJson(JsonTextFormat.ofStrings());
  }

  /** Writes JSON objects in UTF-8, one a row, without decoding them. */
  public static Write<byte[]> writeJsonBytes() {
    return DorisIO.<byte[]>write().ofJson(JsonTextFormat.ofBytes());
  }

  /** Writes such objects out of the arrays they came in: the fastest way from Kafka. */
  public static Write<Utf8Slice> writeJsonSlices() {
    return DorisIO.<Utf8Slice>write().ofJson(JsonTextFormat.ofSlices());
  }

  /** See {@link DorisIO}. Immutable: each method returns a write with the option changed. */
  public static final class Write<T> extends PTransform<PCollection<T>, DorisWriteResult> {

    private final WriteConfig<T> config;

    private Write(WriteConfig<T> config) {
      this.config = config;
    }

    private Write<T> with(WriteConfig.Builder<T> changed) {
      return new Write<>(changed.build());
    }

    private Write<T> with(WriteSpec.Builder spec) {
      return with(config.toBuilder().setSpec(spec.build()));
    }

    private Write<T> with(RowSpec.Builder<T> rows) {
      return with(config.toBuilder().setRows(rows.build()));
    }

    private Write<T> with(RowOptions options) {
      return with(config.toBuilder().setRowOptions(options));
    }

    private Write<T> with(TableSetup setup) {
      return with(config.toBuilder().setTableSetup(setup));
    }

    /** Where Doris is. Required. */
    public Write<T> withConnection(DorisConnection connection) {
      return with(config.spec().toBuilder().setConnection(connection));
    }

    /**
     * The table, as {@code database.table}. This or another {@code to} is required.
     *
     * @throws IllegalArgumentException if it has another form
     */
    public Write<T> to(String table) {
      return with(config.toBuilder().setTable(TableName.parse(table)).setDestinations(null));
    }

    /** The table of each element, as {@code database.table}; see {@link DynamicDestinations}. */
    public Write<T> to(SerializableFunction<T, String> table) {
      return to(new NamedTables.ByFunction<>(table));
    }

    /** Chooses the table of each element, and properties of the loads into it. */
    public Write<T> to(DynamicDestinations<T> destinations) {
      return with(config.toBuilder().setTable(null).setDestinations(destinations));
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
      return with(config.spec().toBuilder().setLabelPrefix(labelPrefix));
    }

    /**
     * How many loads a table takes side by side; 4 by default. More spread the work over more
     * workers; each is one more load, transaction and table version a checkpoint. What a worker has
     * for a table in a bundle goes to one of them up to 16 MiB, and from then on to all in turns.
     */
    public Write<T> withNumShards(int numShards) {
      check(
          numShards >= 1 && numShards <= 1024,
          "The number of shards must be between 1 and 1024, not " + numShards);
      return with(config.rows().toBuilder().setShards(numShards));
    }

    /**
     * Sends rows with the same key through the same shard, so that they keep their order. Use it
     * for tables with a unique key. By default rows go round robin.
     *
     * <p>Where rows have different columns, a load ends whenever a row with others comes for its
     * shard; partial updates do not keep their order then, and run side by side.
     *
     * @param key makes the key's text; the key columns of the table should decide it
     */
    public Write<T> withShardKey(SerializableFunction<T, String> key) {
      return with(config.rows().toBuilder().setShardKey(key));
    }

    /** Makes an element's JSON object; keys are column names. For types without a Beam schema. */
    public Write<T> withJsonFunction(SerializableFunction<T, String> toJson) {
      return ofJson(JsonTextFormat.of(toJson));
    }

    private Write<T> ofJson(JsonTextFormat<T> json) {
      return with(config.toBuilder().setJson(json).setToRow(null));
    }

    /**
     * Makes an element's row; field names are column names. For types without a Beam schema, and
     * where rows have different schemas: those of one schema share loads, which name their columns,
     * so that a column added to the table meanwhile is filled by loads that know it.
     */
    public Write<T> withRowFunction(SerializableFunction<T, Row> toRow) {
      return with(config.toBuilder().setToRow(toRow).setJson(null));
    }

    /** The format that rows travel in; JSON by default. Elements that are JSON stay JSON. */
    public Write<T> withFormat(LoadFormat format) {
      return with(config.toBuilder().setFormat(format));
    }

    /** Compresses what is sent; not for Arrow. By default it is sent as it is. */
    public Write<T> withCompression(Compression compression) {
      return with(config.rowOptions().withCompression(compression));
    }

    /**
     * The zone in which points in time are written into DATETIME columns; UTC by default. (Dates
     * and times without zone are written as they are.)
     */
    public Write<T> withZone(ZoneId zone) {
      return with(config.rowOptions().withZone(zone));
    }

    /** How BYTES become text; base64 by default. */
    public Write<T> withBytesEncoding(BytesEncoding encoding) {
      return with(config.rowOptions().withBytesEncoding(encoding));
    }

    /**
     * What each row does: insert or replace, or delete the row with its key. For UNIQUE tables;
     * rows are refused where the table is another. By default all rows are upserts.
     */
    public Write<T> withRowKind(SerializableFunction<T, RowKind> kind) {
      return with(config.rows().toBuilder().setKinds(kind)).with(config.rowOptions().withDeletes());
    }

    /**
     * Changes only the columns that a row has, and leaves the others of the row with its key as
     * they are; a column that it has as null becomes null. For UNIQUE tables with merge-on-write.
     * Rows with different columns go to different loads, which commit in no promised order among
     * each other: if they share columns other than the key, use a sequence column.
     */
    public Write<T> withPartialUpdate() {
      return with(config.rowOptions().withPartialUpdate());
    }

    /**
     * The column that decides which of the rows of one key stays: the highest value wins, whatever
     * the order of arrival. For UNIQUE tables with a sequence type; one with {@code
     * function_column.sequence_col} among its properties needs nothing here.
     */
    public Write<T> withSequenceColumn(String column) {
      return with(config.rowOptions().withSequenceColumn(column));
    }

    /**
     * Creates tables that do not exist when the first row for them comes: columns from the schema
     * of the rows, the rest from the definition. The database must exist. Not for JSON elements.
     */
    public Write<T> withCreateIfNeeded(TableDefinition definition) {
      return with(config.tableSetup().createIfNeeded(definition));
    }

    /**
     * What happens when rows have fields that the table has no column for, or wider ones; by
     * default such rows are refused. Several workers agree; loads that were open before the change
     * are not used for the new columns. Not for JSON elements.
     */
    public Write<T> withSchemaEvolution(SchemaEvolution evolution) {
      return with(config.tableSetup().withEvolution(evolution));
    }

    /**
     * What happens to the rows that the table has when the pipeline is run; by default they stay.
     * Done once, by the program that launches the pipeline. For bounded input into one table.
     */
    public Write<T> withWriteDisposition(WriteDisposition disposition) {
      return with(config.tableSetup().withWriteDisposition(disposition));
    }

    /**
     * How rows are compared with their table before they are sent, so that one that does not fit is
     * told apart from the others; by default strictly, see {@link RowCheckOptions#DEFAULT}. Needs
     * any privilege on the table. Elements that are JSON are not looked into.
     */
    public Write<T> withRowCheck(RowCheckOptions options) {
      return with(config.rows().toBuilder().setChecks(options));
    }

    /** Does not compare rows with their table: Doris alone says what does not fit. */
    public Write<T> withoutRowCheck() {
      return with(config.rows().toBuilder().setChecks(null));
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
      return with(config.rowOptions().withLoadProperties(Map.of(name, value)));
    }

    /**
     * What to do if the job was restored from a state older than its last commit; by default it
     * fails.
     */
    public Write<T> withCommittedLabelPolicy(CommittedLabelPolicy policy) {
      return with(config.spec().toBuilder().setCommittedLabelPolicy(policy));
    }

    /**
     * What is promised of each row when something fails; {@link DeliveryGuarantee#EXACTLY_ONCE} by
     * default. Do not change it between a savepoint and the job that is restored from it: loads
     * that wait for their commit would stay without it.
     */
    public Write<T> withDelivery(DeliveryGuarantee delivery) {
      return with(config.spec().toBuilder().setDelivery(delivery));
    }

    /**
     * The size of a load's body at which its shard goes on with the next one; 1 GiB by default.
     * Doris refuses loads of more than {@code streaming_load_max_mb} (10 GiB).
     */
    public Write<T> withMaxLoadBytes(long bytes) {
      check(bytes >= 1, "The size at which a load ends must be at least 1 byte, not " + bytes);
      return with(config.spec().toBuilder().setMaxLoadBytes(bytes));
    }

    /**
     * How much a worker holds of its open loads in memory, so that it can send them again if a
     * backend fails; 2 MiB by default, so that small loads need no file. What is more goes to
     * temporary files, of which up to 8 GiB stay for the next loads; to write them costs less than
     * the collector's work for more memory.
     */
    public Write<T> withRepairBufferBytes(long bytes) {
      check(bytes >= 0, "The size of the repair buffer must not be negative: " + bytes);
      return with(config.spec().toBuilder().setRepairBufferBytes(bytes));
    }

    /**
     * How many loads a worker holds open at the same time; 128 by default. Where rows go to more
     * tables than that, the load that was written least recently finishes early, and what comes for
     * it afterwards waits for the end of the bundle, in the repair buffer. Each open load takes a
     * connection, a thread, and a block of 256 KiB that is being sent; 64 blocks wait for all of
     * them together, or one for each where there are more.
     */
    public Write<T> withMaxOpenLoads(int loads) {
      check(loads >= 1, "The number of open loads must be at least 1, not " + loads);
      return with(config.spec().toBuilder().setMaxOpenLoads(loads));
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
      return with(config.rows().toBuilder().setTriggering(triggering));
    }

    /**
     * Takes a load for committed when its rows are visible, not already when Doris has accepted the
     * commit. Makes readers of {@link DorisWriteResult#getCommittedLoads} see the rows, for a
     * little latency.
     */
    public Write<T> withAwaitVisible() {
      return with(config.spec().toBuilder().setAwaitVisible(true));
    }

    /**
     * Does not ask Doris, when the pipeline is run, whether the table and the settings of the
     * server fit. What does not fit is only warned of; leave it out where the cluster cannot be
     * reached from where the pipeline is launched.
     */
    public Write<T> withoutPreflight() {
      return with(config.toBuilder().setPreflight(false));
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
      return with(config.rows().toBuilder().setCollectFailedRows(true));
    }

    /** As {@link #withFailedRows}, and sends them to this handler too. */
    public Write<T> withBadRecordErrorHandler(ErrorHandler<BadRecord, ?> errorHandler) {
      return withFailedRows().withHandler(errorHandler);
    }

    private Write<T> withHandler(ErrorHandler<BadRecord, ?> errorHandler) {
      return with(config.toBuilder().setErrorHandler(errorHandler));
    }

    @Override
    public DorisWriteResult expand(PCollection<T> input) {
      return new WriteExpansion<>(config).expand(input);
    }

    @Override
    public void validate(
        @Nullable PipelineOptions options,
        Map<TupleTag<?>, PCollection<?>> inputs,
        Map<TupleTag<?>, PCollection<?>> outputs) {
      if (options != null) {
        new WriteExpansion<>(config).validate(options, inputs.values());
      }
    }

    @Override
    public void populateDisplayData(DisplayData.Builder builder) {
      super.populateDisplayData(builder);
      config.populateDisplayData(builder);
    }
  }
}
