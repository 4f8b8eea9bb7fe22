package io.dorisio.write;

import io.dorisio.client.DorisConnection;
import io.dorisio.client.TableName;
import io.dorisio.format.RowFormat;
import io.dorisio.packs.Unpacking;
import java.io.IOException;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.joda.time.Instant;

/**
 * Encodes elements into rows and packs them into blocks. An element that cannot be a row goes to
 * the failed rows, and nothing else is lost with it. Elements may come in packs.
 *
 * @param <P> the type of what comes: elements, or packs of them
 */
final class EncodeRows<P, T, V> extends DoFn<P, KV<ShardKey, RowBlock>> {

  static final TupleTag<KV<ShardKey, RowBlock>> BLOCKS = new TupleTag<>("blocks") {};
  static final TupleTag<FailedRow> FAILED = new TupleTag<>("notEncoded") {};

  private final Counter failedRows = Metrics.counter(EncodeRows.class, "rowsNotEncoded");

  private final Unpacking<P, T> unpacking;
  private final RowSpec<T> spec;
  private final RowFormat<T, V> format;
  private final DorisConnection connection;
  private final Coder<T> coder;
  private transient TableAccess tables;
  private transient RowPacker<T, V> packer;

  /** Where blocks of the element that is being processed go; one for all, since most have none. */
  private transient BlockOutput blocks;

  private transient Refusals<T> refusals;

  private transient Unpacking.Receiver<T> elements;
  private transient ProcessContext current;

  private EncodeRows(
      Unpacking<P, T> unpacking,
      RowSpec<T> spec,
      RowFormat<T, V> format,
      DorisConnection connection,
      Coder<T> coder) {
    this.unpacking = unpacking;
    this.spec = spec;
    this.format = format;
    this.connection = connection;
    this.coder = coder;
  }

  static <T, V> EncodeRows<T, T, V> of(
      RowSpec<T> spec, RowFormat<T, V> format, DorisConnection connection, Coder<T> coder) {
    return new EncodeRows<>(Unpacking.none(), spec, format, connection, coder);
  }

  /** The same for packs of what this takes. */
  <Q> EncodeRows<Q, T, V> outOf(Unpacking<Q, P> packs) {
    return new EncodeRows<>(packs.andThen(unpacking), spec, format, connection, coder);
  }

  @Setup
  public void setup() {
    tables = new TableAccess(connection, spec.checks(), spec.kinds() != null);
    packer = new RowPacker<>(spec, format, tables);
    blocks = (key, block) -> current.output(BLOCKS, KV.of(key, block));
    refusals = this::refuse;
    elements = this::encode;
  }

  @StartBundle
  public void startBundle() {
    packer.start();
  }

  @ProcessElement
  public void process(ProcessContext context) throws IOException, InterruptedException {
    current = context;
    unpacking.unpack(context.element(), context.timestamp(), elements);
    packer.settle(blocks, refusals);
  }

  private void encode(T element, Instant timestamp) throws IOException, InterruptedException {
    Object key;
    try {
      key = spec.destinations().keyOf(element);
    } catch (IllegalArgumentException | NullPointerException | ClassCastException e) {
      refuse(null, element, timestamp, e);
      return;
    }
    packer.add(key, element, timestamp, blocks, refusals);
  }

  private void refuse(
      @Nullable TableName table, T element, Instant timestamp, RuntimeException why) {
    failedRows.inc();
    if (!spec.collectFailedRows()) {
      throw new IllegalArgumentException(
          "An element cannot be a row of "
              + (table == null ? "any table" : table)
              + ": "
              + why.getMessage()
              + ". withFailedRows or withBadRecordErrorHandler would let the others pass",
          why);
    }
    current.outputWithTimestamp(FAILED, failed(table, element, why), timestamp);
  }

  private FailedRow failed(@Nullable TableName table, T element, RuntimeException reason) {
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
      tables.close();
    }
  }
}
