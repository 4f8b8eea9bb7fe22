package io.dorisio.emulator.parse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The rows of a Parquet file as texts. */
public interface ParquetRows extends AutoCloseable {
  /** The texts of the next row, null for NULL; null at the end of the file. */
  byte[][] next() throws IOException;

  @Override
  void close() throws IOException;

  /** Opens files. */
  interface Reader {
    /**
     * Opens a file.
     *
     * @param columns the wanted columns; one the file lacks is NULL in each row
     */
    ParquetRows open(Path file, List<String> columns) throws IOException;

    long count(Path file) throws IOException;
  }
}
