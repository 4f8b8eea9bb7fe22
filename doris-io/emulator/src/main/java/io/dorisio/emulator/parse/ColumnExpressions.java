package io.dorisio.emulator.parse;

import java.io.IOException;
import java.util.List;

/** Computes the derived columns of rows. */
public interface ColumnExpressions extends AutoCloseable {
  /**
   * Computes a batch.
   *
   * @param rows for each row the texts of the inputs; null for NULL
   * @return for each row the texts of the results
   */
  List<byte[][]> compute(List<byte[][]> rows) throws IOException;

  @Override
  void close() throws IOException;

  /** Prepares expressions for one load. */
  interface Engine {
    /**
     * Prepares.
     *
     * @param inputs names as the expressions use them, with the store's type
     * @param results expressions in the store's words
     */
    ColumnExpressions prepare(List<TypedInput> inputs, List<String> results)
        throws io.dorisio.emulator.error.DorisException, IOException;
  }

  /** An input of expressions. */
  record TypedInput(String name, String type) {}
}
