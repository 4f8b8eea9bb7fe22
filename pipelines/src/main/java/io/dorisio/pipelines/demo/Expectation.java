package io.dorisio.pipelines.demo;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a query over a table must return, computed without Doris and without the pipeline.
 *
 * @param expressions of the SELECT list
 * @param expected their values, numbers in any notation
 * @param where which rows; empty for all
 */
record Expectation(String table, List<String> expressions, List<String> expected, String where) {

  /** The differences, each with what it is about; empty if there are none. */
  List<String> check(DorisSql doris) throws IOException, InterruptedException {
    String sql = "SELECT " + String.join(", ", expressions) + " FROM " + table;
    List<String> actual = doris.query(where.isEmpty() ? sql : sql + " WHERE " + where).get(0);
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < expressions.size(); i++) {
      if (!same(expected.get(i), actual.get(i))) {
        differences.add(
            String.format(
                "%s%s: %s is %s, should be %s",
                table,
                where.isEmpty() ? "" : " where " + where,
                expressions.get(i),
                actual.get(i),
                expected.get(i)));
      }
    }
    return differences;
  }

  private static boolean same(String expected, String actual) {
    if (Objects.equals(expected, actual)) {
      return true;
    }
    try {
      return expected != null
          && actual != null
          && new BigDecimal(expected).compareTo(new BigDecimal(actual)) == 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
