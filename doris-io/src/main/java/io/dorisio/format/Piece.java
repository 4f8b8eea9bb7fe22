package io.dorisio.format;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A piece of a load's body, which may lie in several arrays: to bring it into one costs as much as
 * to write it did. Immutable.
 */
public final class Piece {

  private final List<ByteBuffer> parts;
  private final int length;

  /**
   * @param parts backed by arrays, which belong to the piece from now on
   * @param length what the parts hold together
   */
  Piece(List<ByteBuffer> parts, int length) {
    this.parts = parts;
    this.length = length;
  }

  /**
   * A piece in one array.
   *
   * @param bytes belong to the piece from now on
   */
  public static Piece of(byte[] bytes) {
    return new Piece(List.of(ByteBuffer.wrap(bytes)), bytes.length);
  }

  public int length() {
    return length;
  }

  public void writeTo(OutputStream out) throws IOException {
    for (ByteBuffer part : parts) {
      out.write(part.array(), part.arrayOffset() + part.position(), part.remaining());
    }
  }

  /** The bytes, from index 0 on, in one array; they are not to be changed. */
  public ByteBuffer bytes() {
    if (parts.size() == 1) {
      return parts.get(0).slice();
    }
    ByteBuffer bytes = ByteBuffer.allocate(length);
    parts.forEach(part -> bytes.put(part.duplicate()));
    return bytes.flip();
  }
}
