package io.dorisio.write;

import io.dorisio.format.Piece;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.MapCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.util.VarInt;
import org.joda.time.Instant;

/**
 * Encoded rows of one table on their way to one load: a piece of its body. Rows travel in blocks so
 * that shuffle, state and HTTP cost per block and not per row.
 */
public final class RowBlock {

  /** Later than any event. */
  static final long NO_TIME = Long.MAX_VALUE;

  private static final long MIN_MILLIS = BoundedWindow.TIMESTAMP_MIN_VALUE.getMillis();

  private final Piece piece;
  private final int rows;
  private final Map<String, String> properties;
  private final long oldestMillis;

  /**
   * @param piece of the load's body
   * @param properties the headers that the block's load must have
   * @param oldestMillis the event time of the oldest row, {@link #NO_TIME} if it has none
   */
  RowBlock(Piece piece, int rows, Map<String, String> properties, long oldestMillis) {
    this.oldestMillis = oldestMillis;
    this.piece = piece;
    this.rows = rows;
    this.properties = properties;
  }

  /**
   * A block in one array.
   *
   * @param bytes belong to the block from now on
   */
  RowBlock(byte[] bytes, int rows, Map<String, String> properties, long oldestMillis) {
    this(Piece.of(bytes), rows, properties, oldestMillis);
  }

  /** When something happened that has a timestamp, or {@link #NO_TIME}. */
  static long eventMillis(Instant timestamp) {
    // As equals does, which looks at chronologies too.
    long millis = timestamp.getMillis();
    return millis == MIN_MILLIS ? NO_TIME : millis;
  }

  /** The rows in one array, which is not to be changed. */
  ByteBuffer bytes() {
    return piece.bytes();
  }

  int length() {
    return piece.length();
  }

  int rows() {
    return rows;
  }

  Map<String, String> properties() {
    return properties;
  }

  long oldestMillis() {
    return oldestMillis;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowBlock block
        && rows == block.rows
        && oldestMillis == block.oldestMillis
        && properties.equals(block.properties)
        && bytes().equals(block.bytes());
  }

  @Override
  public int hashCode() {
    return 31 * bytes().hashCode() + rows;
  }

  @Override
  public String toString() {
    return "RowBlock[" + rows + " rows, " + length() + " bytes]";
  }

  /** A version, then rows, time, headers, length and bytes: a block may wait in state. */
  static final class BlockCoder extends AtomicCoder<RowBlock> {

    static final BlockCoder INSTANCE = new BlockCoder();
    private static final int VERSION = 1;
    private static final int ABOUT_HEADERS = 256;
    private static final MapCoder<String, String> PROPERTIES =
        MapCoder.of(StringUtf8Coder.of(), StringUtf8Coder.of());

    @Override
    public void encode(RowBlock block, OutputStream out) throws IOException {
      out.write(VERSION);
      VarInt.encode(block.rows, out);
      VarInt.encode(block.oldestMillis, out);
      PROPERTIES.encode(block.properties, out);
      VarInt.encode(block.length(), out);
      block.piece.writeTo(out);
    }

    @Override
    public RowBlock decode(InputStream in) throws IOException {
      int version = in.read();
      if (version < 0) {
        throw new EOFException();
      }
      if (version != VERSION) {
        throw new CoderException(
            "A block of rows has version " + version + "; this DorisIO reads " + VERSION);
      }
      int rows = VarInt.decodeInt(in);
      long oldestMillis = VarInt.decodeLong(in);
      Map<String, String> properties = PROPERTIES.decode(in);
      byte[] bytes = new byte[VarInt.decodeInt(in)];
      new DataInputStream(in).readFully(bytes);
      return new RowBlock(bytes, rows, properties, oldestMillis);
    }

    @Override
    public boolean isRegisterByteSizeObserverCheap(RowBlock block) {
      return true;
    }

    /** About: it is for the runner's statistics. */
    @Override
    protected long getEncodedElementByteSize(RowBlock block) {
      return (long) block.length() + ABOUT_HEADERS;
    }
  }
}
