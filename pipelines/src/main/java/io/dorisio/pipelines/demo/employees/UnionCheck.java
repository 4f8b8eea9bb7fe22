package io.dorisio.pipelines.demo.employees;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares the merged table with its shards, row by row.
 *
 * <p>The rule: no two rows of the shards have the same key {@code (emp_no, birth_date)}; so the
 * merged table holds every row of every shard once, with the names of its database and table, and
 * nothing else. Shards that break the rule are a difference, too: which of the rows Doris should
 * hold is not defined.
 */
final class UnionCheck {
  private static final int KEY_COLUMNS = 2;
  private static final int EXAMPLES = 5;

  private UnionCheck() {}

  /**
   * What came out.
   *
   * @param shards rows in the shards
   * @param doris rows in the merged table
   * @param missing keys of the shards that the merged table lacks
   * @param extra rows of the merged table whose key no shard has, or that come again
   * @param different rows of the same key with other values
   * @param ambiguous rows of the shards whose key came already
   * @param examples some of these rows, for a person to look at
   */
  record Result(
      int shards,
      int doris,
      int missing,
      int extra,
      int different,
      int ambiguous,
      List<String> examples) {

    boolean isEqual() {
      return missing + extra + different + ambiguous == 0;
    }
  }

  /** Compares rows of the same columns, the first two of which are the key. */
  static Result compare(List<List<String>> shards, List<List<String>> doris) {
    List<String> examples = new ArrayList<>();
    Map<List<String>, List<String>> expected = new LinkedHashMap<>();
    int ambiguous = 0;
    for (List<String> row : shards) {
      if (expected.putIfAbsent(key(row), row) != null) {
        ambiguous++;
        note(examples, "twice in the shards: " + row);
      }
    }
    Set<List<String>> found = new HashSet<>();
    int extra = 0;
    int different = 0;
    for (List<String> row : doris) {
      List<String> shouldBe = expected.get(key(row));
      if (shouldBe == null || !found.add(key(row))) {
        extra++;
        note(examples, "extra in Doris: " + row);
      } else if (!shouldBe.equals(row)) {
        different++;
        note(examples, "in Doris: " + row + ", should be: " + shouldBe);
      }
    }
    int missing = expected.size() - found.size();
    for (Map.Entry<List<String>, List<String>> row : expected.entrySet()) {
      if (!found.contains(row.getKey())) {
        note(examples, "missing in Doris: " + row.getValue());
      }
    }
    return new Result(
        shards.size(), doris.size(), missing, extra, different, ambiguous, List.copyOf(examples));
  }

  private static List<String> key(List<String> row) {
    return row.subList(0, KEY_COLUMNS);
  }

  private static void note(List<String> examples, String example) {
    if (examples.size() < EXAMPLES) {
      examples.add(example);
    }
  }
}
