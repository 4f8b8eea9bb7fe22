package io.dorisio.emulator.parse;

import io.dorisio.emulator.schema.Column;
import io.dorisio.emulator.schema.ColumnType;
import java.util.List;

/**
 * How the columns of a file become those of the table. A raw row has a slot for each staged column
 * and, behind them, one for each other column of the file, which expressions and the error log use.
 *
 * @param staged the table's columns the load brings, hidden ones included
 * @param partial whether the table's other columns keep their values
 * @param fileColumns the file's columns in order
 * @param targets for each of them its slot
 * @param slots how many slots there are
 * @param given for each staged column whether the load brings values for it
 * @param copies slots that take the value of another
 * @param constants slots that are the same in each row
 * @param derived slots computed from others
 * @param inputs the file's columns again, as the computed ones may name them
 */
record ColumnMapping(
    List<Column> staged,
    boolean partial,
    List<String> fileColumns,
    List<Integer> targets,
    int slots,
    List<Boolean> given,
    List<Copy> copies,
    List<Constant> constants,
    List<Derived> derived,
    List<Input> inputs) {

  record Copy(int target, int source) {}

  record Constant(int target, String text) {}

  /**
   * A computed column.
   *
   * @param sql in the store's words
   */
  record Derived(int target, String sql) {}

  /**
   * A column of the file in expressions.
   *
   * @param type of the table's column of the same name; null where it stays the file's text
   */
  record Input(int slot, String name, ColumnType type) {}
}
