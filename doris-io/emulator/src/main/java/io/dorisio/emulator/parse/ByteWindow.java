package io.dorisio.emulator.parse;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** A buffer that moves over a stream; it grows only for a row that is longer than itself. */
final class ByteWindow {
  /** The same as streaming_load_json_max_mb, the largest JSON document a real server takes. */
  static final int MAX_ROW_BYTES = 100 << 20;

  private static final int INITIAL_BYTES = 256 << 10;

  private final InputStream in;
  byte[] bytes = new byte[INITIAL_BYTES];
  int position;
  int limit;

  ByteWindow(InputStream in) {
    this.in = in;
  }

  /**
   * Reads more. What lies before {@link #position} is given up, so offsets move by the old
   * position, which becomes 0.
   *
   * @return false at the end of the stream
   */
  boolean fill() throws IOException {
    if (position > 0) {
      System.arraycopy(bytes, position, bytes, 0, limit - position);
      limit -= position;
      position = 0;
    }
    if (limit == bytes.length) {
      if (limit >= MAX_ROW_BYTES) {
        throw new RowTooLongException(MAX_ROW_BYTES);
      }
      bytes = Arrays.copyOf(bytes, Math.min(MAX_ROW_BYTES, bytes.length * 2));
    }
    int read = in.read(bytes, limit, bytes.length - limit);
    if (read < 0) {
      return false;
    }
    limit += read;
    return true;
  }
}
