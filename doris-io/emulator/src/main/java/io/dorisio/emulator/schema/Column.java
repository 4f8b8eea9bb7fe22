package io.dorisio.emulator.schema;

/**
 * One column of a table.
 *
 * @param defaultValue the text of the DEFAULT clause; null where there is none
 */
public record Column(
    String name,
    ColumnType type,
    boolean key,
    boolean nullable,
    String defaultValue,
    String comment) {
  public static final String CURRENT_TIMESTAMP = "CURRENT_TIMESTAMP";
}
