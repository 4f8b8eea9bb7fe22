package io.dorisio.format;

import java.io.Closeable;

/**
 * Packs rows into pieces of a load's body, which may follow each other in one body in any number.
 * Used by one thread.
 *
 * @param <V> the type of the rows
 */
public interface RowWriter<V> extends Closeable {

  /**
   * Adds a row.
   *
   * @param kind what the row does; a delete is refused where rows carry none
   * @throws IllegalArgumentException if it cannot be a row of this format, saying why; the rows
   *     before it stay, and the writer goes on
   */
  void write(V row, RowKind kind);

  /**
   * Adds rows, which are all upserts, column by column.
   *
   * @return whether they were added; if not, they are too long or this writer takes no columns
   * @throws IllegalArgumentException if one of them cannot be a row of this format; none is added,
   *     and the writer goes on
   */
  default boolean writeColumns(RowColumns rows) {
    return false;
  }

  /**
   * Lets go of arrays that rows came in, except of those that are for the most part rows of this
   * writer. Called when the next row goes elsewhere, or is not at hand yet.
   */
  default void settle() {}

  /** The rows since the last {@link #drain}. */
  int rows();

  /** About how many bytes these rows hold, before compression. Cheap: asked after each row. */
  int size();

  /** Takes the rows out, as a piece of a body. */
  Piece drain();

  /** Drops the rows and lets go of what is kept for the next ones. */
  @Override
  default void close() {}
}
