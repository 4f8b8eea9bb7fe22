package io.dorisio.format;

/** Writes rows in a text format. */
abstract class TextWriter<V> implements RowWriter<V> {

  private final TextBuffer buffer = new TextBuffer();
  private final Compression compression;

  TextWriter(Compression compression) {
    this.compression = compression;
  }

  /** Writes one row with its end. */
  abstract void write(V row, RowKind kind, TextBuffer out);

  @Override
  public final void write(V row, RowKind kind) {
    boolean whole = false;
    try {
      write(row, kind, buffer);
      buffer.endRow();
      whole = true;
    } finally {
      if (!whole) {
        buffer.dropPartialRow();
      }
    }
  }

  @Override
  public final int rows() {
    return buffer.rows();
  }

  /** The bytes before compression. */
  @Override
  public final int size() {
    return buffer.size();
  }

  @Override
  public final byte[] drain() {
    byte[] piece = compression.compress(buffer.bytes(), buffer.size());
    buffer.clear();
    return piece;
  }

  @Override
  public final void close() {
    buffer.clear();
  }
}
