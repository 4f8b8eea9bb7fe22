package io.dorisio.emulator.parse;

import java.io.IOException;

/** One row is larger than the stand-in holds in memory. */
public final class RowTooLongException extends IOException {
  RowTooLongException(int limit) {
    super("one row exceeds " + limit + " bytes");
  }
}
