package io.dorisio.emulator.storage;

/** Names of DuckDB's types in the words of the statement interface. */
final class ResultTypes {
  private ResultTypes() {}

  static String name(String duckdb) {
    if (duckdb.startsWith("DECIMAL")) {
      return "DECIMAL";
    }
    return switch (duckdb) {
      case "INTEGER" -> "INT";
      case "HUGEINT" -> "LARGEINT";
      case "TIMESTAMP" -> "DATETIME";
      default -> duckdb;
    };
  }
}
