package io.dorisio.emulator.parse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Rows of a Parquet file, which is saved whole before it is read (doris-protocol 2.2). */
final class ParquetRowReader implements RowReader {
  private final ColumnMapping mapping;
  private final Path file;
  private final ParquetRows rows;

  ParquetRowReader(InputStream in, ColumnMapping mapping, ParquetRows.Reader reader)
      throws IOException {
    this.mapping = mapping;
    this.file = save(in);
    try {
      // An empty body is no file, and no rows either.
      this.rows = Files.size(file) == 0 ? null : reader.open(file, mapping.fileColumns());
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  static Path save(InputStream in) throws IOException {
    Path file = Files.createTempFile("doris-emulator-load", ".parquet");
    try {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      return file;
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  @Override
  public boolean next(RawRow row, RejectedRows rejected) throws IOException {
    byte[][] texts = rows == null ? null : rows.next();
    if (texts == null) {
      return false;
    }
    row.clear();
    for (int i = 0; i < texts.length; i++) {
      int target = mapping.targets().get(i);
      if (target >= 0 && texts[i] != null) {
        row.set(target, texts[i], 0, texts[i].length);
      } else if (target >= 0) {
        row.setNull(target);
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    try {
      if (rows != null) {
        rows.close();
      }
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
