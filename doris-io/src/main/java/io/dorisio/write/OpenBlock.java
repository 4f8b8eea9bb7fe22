package io.dorisio.write;

import io.dorisio.format.RowColumns;
import io.dorisio.format.RowKind;
import io.dorisio.format.RowWriter;
import java.util.Map;

/** A block that is being packed. */
final class OpenBlock<V> {

  private final RowWriter<V> writer;
  private final int buffer;
  private int size;
  private long oldestMillis = RowBlock.NO_TIME;

  /**
   * @param buffer which of its table's and shape's blocks it is
   */
  OpenBlock(RowWriter<V> writer, int buffer) {
    this.writer = writer;
    this.buffer = buffer;
  }

  /**
   * Adds a row.
   *
   * @throws IllegalArgumentException if it cannot be a row; those before it stay
   */
  void write(V row, RowKind kind, long eventMillis) {
    writer.write(row, kind);
    oldestMillis = Math.min(oldestMillis, eventMillis);
  }

  /**
   * Adds rows.
   *
   * @return whether they were added, all or none
   * @throws IllegalArgumentException if one of them cannot be a row; none is added
   */
  boolean writeColumns(RowColumns rows, long oldestEventMillis) {
    if (!writer.writeColumns(rows)) {
      return false;
    }
    oldestMillis = Math.min(oldestMillis, oldestEventMillis);
    return true;
  }

  /** See {@link RowWriter#settle}. */
  void settle() {
    writer.settle();
  }

  int buffer() {
    return buffer;
  }

  /** About how many bytes its rows had when {@link #measure} was called last. */
  int size() {
    return size;
  }

  /** Looks how large it is; returns by how much it has grown. */
  int measure() {
    int before = size;
    size = writer.size();
    return size - before;
  }

  boolean isEmpty() {
    return writer.rows() == 0;
  }

  /** Takes the rows out. */
  RowBlock drain(Map<String, String> properties) {
    int rows = writer.rows();
    RowBlock block = new RowBlock(writer.drain(), rows, properties, oldestMillis);
    size = 0;
    oldestMillis = RowBlock.NO_TIME;
    return block;
  }

  /** Drops the rows, and lets go of what is kept for the next ones. */
  void close() {
    writer.close();
  }
}
