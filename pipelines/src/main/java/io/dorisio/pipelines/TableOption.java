package io.dorisio.pipelines;

import java.util.regex.Pattern;

/** Options that name a Doris table. */
final class TableOption {
  private static final Pattern TABLE = Pattern.compile("[^.\\s]+\\.[^.\\s]+");

  private TableOption() {}

  /**
   * The table.
   *
   * @param option that names it, for messages
   * @throws IllegalArgumentException if it is not of the form {@code database.table}
   */
  static String check(String option, String table) {
    if (!TABLE.matcher(table).matches()) {
      throw new IllegalArgumentException(
          String.format(
              "--%1$s=%2$s is not a Doris table. Write database.table, for example"
                  + " --%1$s=shop.orders.",
              option, table));
    }
    return table;
  }
}
