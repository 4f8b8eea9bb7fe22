package io.dorisio.emulator.storage;

/** Names inside the store: a Doris database is a DuckDB schema. */
final class Names {
  static final String META = "__doris_meta";
  static final String STAGING = "__doris_staging";

  private Names() {}

  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  static String literal(String text) {
    return '\'' + text.replace("'", "''") + '\'';
  }

  static String table(String database, String table) {
    return quoted(database) + "." + quoted(table);
  }

  static String stagingTable(long transaction) {
    return "load_" + transaction;
  }

  static String staging(long transaction) {
    return table(STAGING, stagingTable(transaction));
  }
}
