package io.dorisio.write;

import io.dorisio.client.TableName;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;

/**
 * A load that Doris has pre-committed: a promise in its hands, to be committed once the runner has
 * made this record durable.
 *
 * @param filteredRows rows that the server left out, as {@code max_filter_ratio} allowed
 * @param backend the node that took the load, for messages
 * @param oldestMillis the event time of its oldest row, {@link RowBlock#NO_TIME} if it is not known
 */
public record PreparedLoad(
    TableName table,
    int shard,
    String label,
    long transactionId,
    long rows,
    long filteredRows,
    long bytes,
    String backend,
    long oldestMillis) {

  String describe() {
    return "transaction "
        + transactionId
        + " (label "
        + label
        + ", table "
        + table
        + ", "
        + rows
        + " rows, loaded by BE "
        + backend
        + ")";
  }

  /** Stands in savepoints: a version, then the fields of that version. */
  static final class PreparedLoadCoder extends AtomicCoder<PreparedLoad> {

    static final PreparedLoadCoder INSTANCE = new PreparedLoadCoder();
    private static final int VERSION = 2;
    private static final StringUtf8Coder TEXT = StringUtf8Coder.of();
    private static final VarLongCoder NUMBER = VarLongCoder.of();

    @Override
    public void encode(PreparedLoad load, OutputStream out) throws IOException {
      out.write(VERSION);
      TEXT.encode(load.table.database(), out);
      TEXT.encode(load.table.table(), out);
      VarIntCoder.of().encode(load.shard, out);
      TEXT.encode(load.label, out);
      NUMBER.encode(load.transactionId, out);
      NUMBER.encode(load.rows, out);
      NUMBER.encode(load.filteredRows, out);
      NUMBER.encode(load.bytes, out);
      TEXT.encode(load.backend, out);
      NUMBER.encode(load.oldestMillis, out);
    }

    @Override
    public PreparedLoad decode(InputStream in) throws IOException {
      int version = in.read();
      if (version < 1 || version > VERSION) {
        throw new CoderException(
            "A prepared load has version " + version + "; this DorisIO reads 1 to " + VERSION);
      }
      return new PreparedLoad(
          new TableName(TEXT.decode(in), TEXT.decode(in)),
          VarIntCoder.of().decode(in),
          TEXT.decode(in),
          NUMBER.decode(in),
          NUMBER.decode(in),
          NUMBER.decode(in),
          NUMBER.decode(in),
          TEXT.decode(in),
          version == 1 ? RowBlock.NO_TIME : NUMBER.decode(in));
    }
  }
}
