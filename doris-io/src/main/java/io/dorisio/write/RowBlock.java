package io.dorisio.write;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.util.VarInt;

/**
 * Encoded rows of one table on their way to one load: a piece of its body. Rows travel in blocks so
 * that shuffle, state and HTTP cost per block and not per row.
 */
public final class RowBlock {

  private final byte[] bytes;
  private final int rows;

  /** The array belongs to the block from now on. */
  RowBlock(byte[] bytes, int rows) {
    this.bytes = bytes;
    this.rows = rows;
  }

  ByteBuffer bytes() {
    return ByteBuffer.wrap(bytes);
  }

  int rows() {
    return rows;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowBlock block
        && rows == block.rows
        && Arrays.equals(bytes, block.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(bytes) + rows;
  }

  @Override
  public String toString() {
    return "RowBlock[" + rows + " rows, " + bytes.length + " bytes]";
  }

  /** Rows, length, bytes. Blocks are in flight only, never in savepoints, so it has no version. */
  static final class BlockCoder extends AtomicCoder<RowBlock> {

    static final BlockCoder INSTANCE = new BlockCoder();

    @Override
    public void encode(RowBlock block, OutputStream out) throws IOException {
      VarInt.encode(block.rows, out);
      VarInt.encode(block.bytes.length, out);
      new DataOutputStream(out).write(block.bytes);
    }

    @Override
    public RowBlock decode(InputStream in) throws IOException {
      int rows = VarInt.decodeInt(in);
      byte[] bytes = new byte[VarInt.decodeInt(in)];
      new DataInputStream(in).readFully(bytes);
      return new RowBlock(bytes, rows);
    }

    @Override
    public boolean isRegisterByteSizeObserverCheap(RowBlock block) {
      return true;
    }

    @Override
    protected long getEncodedElementByteSize(RowBlock block) {
      return VarInt.getLength(block.rows)
          + (long) VarInt.getLength(block.bytes.length)
          + block.bytes.length;
    }
  }
}
