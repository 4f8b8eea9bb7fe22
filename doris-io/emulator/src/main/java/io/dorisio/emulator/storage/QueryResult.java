package io.dorisio.emulator.storage;

import java.util.List;

/**
 * The rows of a query.
 *
 * @param columns null for a statement that has none
 */
public record QueryResult(List<ResultColumn> columns, List<List<Object>> rows) {
  /**
   * A column of the result.
   *
   * @param type in the words of the statement interface
   */
  public record ResultColumn(String name, String type) {}

  public static QueryResult none() {
    return new QueryResult(null, List.of());
  }

  public boolean isResultSet() {
    return columns != null;
  }
}
