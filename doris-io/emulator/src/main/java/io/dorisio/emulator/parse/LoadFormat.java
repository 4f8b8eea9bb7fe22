package io.dorisio.emulator.parse;

import io.dorisio.emulator.error.DorisException;
import java.util.Locale;

/** Formats of a body (doris-protocol 2.2). */
public enum LoadFormat {
  CSV(0),
  CSV_WITH_NAMES(1),
  CSV_WITH_NAMES_AND_TYPES(2),
  JSON(0),
  ARROW(0),
  PARQUET(0);

  private final int headerLines;

  LoadFormat(int headerLines) {
    this.headerLines = headerLines;
  }

  /** Lines at the start that hold no row. */
  int headerLines() {
    return headerLines;
  }

  /** Whether a body is text, which alone is compressed as a whole. */
  boolean isText() {
    return this != ARROW && this != PARQUET;
  }

  /** Without a header the format is CSV; the name may be in any case. */
  public static LoadFormat of(String header) throws DorisException {
    return switch (header.toLowerCase(Locale.ROOT)) {
      case "", "csv" -> CSV;
      case "csv_with_names" -> CSV_WITH_NAMES;
      case "csv_with_names_and_types" -> CSV_WITH_NAMES_AND_TYPES;
      case "json" -> JSON;
      case "arrow" -> ARROW;
      case "parquet" -> PARQUET;
      case "orc", "hive_text", "wal" ->
          throw DorisException.backend(
              DorisException.NOT_IMPLEMENTED_ERROR, "the emulator does not read format=" + header);
      default ->
          throw DorisException.backend(
              DorisException.INTERNAL_ERROR, "unknown data format, format=" + header);
    };
  }
}
