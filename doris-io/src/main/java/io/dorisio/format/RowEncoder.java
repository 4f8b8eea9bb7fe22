package io.dorisio.format;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.Map;

/**
 * Turns elements into rows of one load format.
 *
 * @param <T> the type of the elements
 */
public interface RowEncoder<T> extends Serializable {

  /** Writes rows to one output, one after the other. */
  interface Writer<T> {

    /**
     * Writes one row, with its end. All of it is in the output when this returns.
     *
     * @throws IllegalArgumentException if the element cannot be a row, saying why; the output may
     *     then hold a part of it, and this writer is not used again
     */
    void write(T element) throws IOException;
  }

  Writer<T> writerTo(OutputStream out);

  /** The headers of Stream Load that tell the server this format. */
  Map<String, String> loadProperties();
}
