package io.dorisio.emulator.parse;

import java.io.IOException;

/** Takes the rows that passed. */
@FunctionalInterface
public interface RowSink {
  void append(RowValues row) throws IOException;
}
