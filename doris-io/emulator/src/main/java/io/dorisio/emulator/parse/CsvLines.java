package io.dorisio.emulator.parse;

import java.io.IOException;

/** Cuts a body into lines and a line into fields. */
interface CsvLines {
  boolean next() throws IOException;

  byte[] bytes();

  int start();

  int end();

  /** Notes where the fields of the line start and end, as many as there is room for. */
  int split(int[] starts, int[] ends);
}
