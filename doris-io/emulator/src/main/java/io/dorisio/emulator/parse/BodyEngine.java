package io.dorisio.emulator.parse;

/** What reading a body needs of the store. */
public interface BodyEngine extends ColumnExpressions.Engine, ParquetRows.Reader {}
