package io.dorisio.cdc;

import io.dorisio.cdc.SourcePosition.Log;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.util.VarInt;

/** A place's kind, then its numbers. What holds it has the version. */
public final class SourcePositionCoder extends AtomicCoder<SourcePosition> {

  private static final long serialVersionUID = 1L;
  private static final SourcePositionCoder INSTANCE = new SourcePositionCoder();
  private static final int BINLOG = 1;
  private static final int SNAPSHOT = 2;
  private static final int CHANGE_ITSELF = 4;

  private SourcePositionCoder() {}

  public static SourcePositionCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(SourcePosition position, OutputStream out) throws IOException {
    out.write(
        (position.log() == Log.BINLOG ? BINLOG : 0)
            | (position.snapshot() ? SNAPSHOT : 0)
            | (position.part() == 0 ? 0 : CHANGE_ITSELF));
    VarInt.encode(position.file(), out);
    VarInt.encode(position.offset(), out);
    VarInt.encode(position.row(), out);
  }

  @Override
  public SourcePosition decode(InputStream in) throws IOException {
    int flags = in.read();
    if (flags < 0) {
      throw new EOFException();
    }
    return new SourcePosition(
        (flags & BINLOG) != 0 ? Log.BINLOG : Log.KAFKA,
        VarInt.decodeLong(in),
        VarInt.decodeLong(in),
        (flags & SNAPSHOT) != 0,
        VarInt.decodeLong(in),
        (flags & CHANGE_ITSELF) != 0 ? 1 : 0);
  }
}
