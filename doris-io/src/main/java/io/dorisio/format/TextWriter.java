package io.dorisio.format;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes rows in a text format. */
abstract class TextWriter<V> implements RowWriter<V> {

  private final TextBuffer buffer = new TextBuffer();

  /** Writes one row with its end. */
  abstract void write(V row, RowKind kind, TextBuffer out) throws IOException;

  /** Forgets what is half written, after a row that broke. */
  void startOver(TextBuffer out) {}

  @Override
  public final void write(V row, RowKind kind) {
    boolean whole = false;
    try {
      write(row, kind, buffer);
      buffer.endRow();
      whole = true;
    } catch (IOException e) {
      throw new UncheckedIOException("A buffer in memory does no I/O", e);
    } finally {
      if (!whole) {
        startOver(buffer);
        buffer.dropPartialRow();
      }
    }
  }

  @Override
  public final int rows() {
    return buffer.rows();
  }

  @Override
  public final int size() {
    return buffer.size();
  }

  @Override
  public final byte[] drain() {
    return buffer.drain();
  }
}
