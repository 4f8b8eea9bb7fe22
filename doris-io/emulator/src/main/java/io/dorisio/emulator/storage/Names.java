package io.dorisio.emulator.storage;

import io.dorisio.emulator.schema.Column;
import io.dorisio.emulator.schema.TableSchema;

/**
 * Names inside the store. Tables and columns go by their ids there, so that renaming changes no
 * rows and names that differ by case alone stay apart (lower_case_table_names=0).
 */
final class Names {
  static final String META = "__doris_meta";
  static final String STAGING = "__doris_staging";
  static final String TABLES = "__doris_tables";

  private Names() {}

  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  static String literal(String text) {
    return '\'' + text.replace("'", "''") + '\'';
  }

  /** What holds a table's rows. */
  static String table(TableSchema table) {
    return TABLES + ".t" + table.id();
  }

  static String column(Column column) {
    return column.isHidden() ? quoted(column.name()) : "c" + column.id();
  }

  static String stagingTable(long transaction) {
    return "load_" + transaction;
  }

  static String staging(long transaction) {
    return STAGING + "." + stagingTable(transaction);
  }
}
