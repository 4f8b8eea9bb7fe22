package io.dorisio.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.RowCoder;
import org.apache.beam.sdk.values.Row;

/** A row with what it does. */
record Change(Row row, boolean delete) {

  /** The form between steps that do not share a thread. */
  static final class ChangeCoder extends AtomicCoder<Change> {

    static final ChangeCoder INSTANCE = new ChangeCoder();
    private static final RowCoder ROW = RowCoder.of(Events.SCHEMA);

    @Override
    public void encode(Change change, OutputStream out) throws IOException {
      out.write(change.delete() ? 1 : 0);
      ROW.encode(change.row(), out);
    }

    @Override
    public Change decode(InputStream in) throws IOException {
      boolean delete = in.read() == 1;
      return new Change(ROW.decode(in), delete);
    }
  }
}
