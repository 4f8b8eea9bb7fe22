package io.dorisio.pipelines.mysql;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.BooleanCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.VarLongCoder;

/** Writes the parts of a position one after the other. */
final class BinlogPositionCoder extends AtomicCoder<BinlogPosition> {
  private static final long serialVersionUID = 1L;

  private static final Coder<Long> LONG = VarLongCoder.of();
  private static final Coder<Boolean> BOOLEAN = BooleanCoder.of();
  private static final BinlogPositionCoder INSTANCE = new BinlogPositionCoder();

  private BinlogPositionCoder() {}

  static BinlogPositionCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(BinlogPosition position, OutputStream out) throws IOException {
    LONG.encode(position.file(), out);
    LONG.encode(position.offset(), out);
    BOOLEAN.encode(position.snapshot(), out);
    LONG.encode(position.ordinal(), out);
  }

  @Override
  public BinlogPosition decode(InputStream in) throws IOException {
    return new BinlogPosition(
        LONG.decode(in), LONG.decode(in), BOOLEAN.decode(in), LONG.decode(in));
  }
}
