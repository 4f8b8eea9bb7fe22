package io.dorisio.emulator.parse;

import java.io.IOException;

/** Cuts a body into rows. */
interface RowReader extends AutoCloseable {
  /**
   * Reads up to the next row; rows that cannot be cut into columns are reported and passed over.
   *
   * @return false at the end of the body
   */
  boolean next(RawRow row, RejectedRows rejected) throws IOException;

  @Override
  default void close() throws IOException {}
}
