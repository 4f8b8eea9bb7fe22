package io.dorisio.emulator.storage;

import io.dorisio.emulator.error.DorisException;
import io.dorisio.emulator.parse.BodyEngine;
import io.dorisio.emulator.parse.ColumnExpressions;
import io.dorisio.emulator.parse.ParquetRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What loads ask of DuckDB while they read their bodies. */
final class LoadEngine implements BodyEngine {
  private final ExpressionEngine expressions;
  private final ParquetReader parquet;

  LoadEngine(DuckDatabase database) {
    this.expressions = new ExpressionEngine(database);
    this.parquet = new ParquetReader(database);
  }

  @Override
  public ColumnExpressions prepare(List<ColumnExpressions.TypedInput> inputs, List<String> results)
      throws DorisException, IOException {
    return expressions.prepare(inputs, results);
  }

  @Override
  public ParquetRows open(Path file, List<String> columns) throws IOException {
    return parquet.open(file, columns);
  }

  @Override
  public long count(Path file) throws IOException {
    return parquet.count(file);
  }
}
