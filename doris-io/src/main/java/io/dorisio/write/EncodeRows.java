package io.dorisio.write;

import io.dorisio.client.TableName;
import io.dorisio.format.RowFormat;
import io.dorisio.format.RowKind;
import java.util.Map;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Instant;

/**
 * Encodes elements into rows and packs them into blocks. An element that cannot be a row goes to
 * the failed rows, and nothing else is lost with it.
 */
final class EncodeRows<T, V> extends DoFn<T, KV<ShardKey, RowBlock>> {

  static final TupleTag<KV<ShardKey, RowBlock>> BLOCKS = new TupleTag<>("blocks") {};
  static final TupleTag<FailedRow> FAILED = new TupleTag<>("notEncoded") {};

  private final Counter failedRows = Metrics.counter(EncodeRows.class, "rowsNotEncoded");

  private final Destinations<T> destinations;
  private final RowFormat<T, V> format;
  private final Sharding<T> sharding;
  private final SerializableFunction<T, RowKind> kinds;
  private final Map<String, String> loadProperties;
  private final boolean collectFailedRows;
  private final Coder<T> coder;
  private transient RowPacker<T, V> packer;

  EncodeRows(
      Destinations<T> destinations,
      RowFormat<T, V> format,
      Sharding<T> sharding,
      SerializableFunction<T, RowKind> kinds,
      Map<String, String> loadProperties,
      boolean collectFailedRows,
      Coder<T> coder) {
    this.destinations = destinations;
    this.format = format;
    this.sharding = sharding;
    this.kinds = kinds;
    this.loadProperties = loadProperties;
    this.collectFailedRows = collectFailedRows;
    this.coder = coder;
  }

  @Setup
  public void setup() {
    packer = new RowPacker<>(destinations, format, sharding, kinds, loadProperties);
  }

  @StartBundle
  public void startBundle() {
    packer.start();
  }

  @ProcessElement
  public void process(@Element T element, @Timestamp Instant timestamp, MultiOutputReceiver out) {
    TableName table = null;
    try {
      table = destinations.tableOf(element);
      packer.add(
          table,
          element,
          eventMillis(timestamp),
          (key, block) -> out.get(BLOCKS).output(KV.of(key, block)));
    } catch (IllegalArgumentException | NullPointerException | ClassCastException e) {
      failedRows.inc();
      if (!collectFailedRows) {
        throw new IllegalArgumentException(
            "An element cannot be a row of "
                + (table == null ? "any table" : table)
                + ": "
                + e.getMessage()
                + ". withFailedRows or withBadRecordErrorHandler would let the others pass",
            e);
      }
      out.get(FAILED).output(failed(table, element, e));
    }
  }

  private static long eventMillis(Instant timestamp) {
    return timestamp.equals(BoundedWindow.TIMESTAMP_MIN_VALUE)
        ? RowBlock.NO_TIME
        : timestamp.getMillis();
  }

  private FailedRow failed(TableName table, T element, RuntimeException reason) {
    byte[] encoded = null;
    try {
      encoded = CoderUtils.encodeToByteArray(coder, element);
    } catch (CoderException e) {
      reason.addSuppressed(e);
    }
    String words = reason.getMessage() == null ? reason.toString() : reason.getMessage();
    return FailedRow.ofElement(
        table == null ? "" : table.toString(), text(element), words, encoded);
  }

  private String text(T element) {
    try {
      return format.describe(format.toRow(element));
    } catch (RuntimeException e) {
      return String.valueOf(element);
    }
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    packer.flush(
        (key, block) ->
            context.output(
                BLOCKS,
                KV.of(key, block),
                GlobalWindow.INSTANCE.maxTimestamp(),
                GlobalWindow.INSTANCE));
  }

  @Teardown
  public void teardown() {
    if (packer != null) {
      packer.close();
    }
  }
}
