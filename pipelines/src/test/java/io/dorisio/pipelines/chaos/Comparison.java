package io.dorisio.pipelines.chaos;

import io.dorisio.pipelines.demo.DorisSql;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All rows of the shards beside all rows of the table that they became, read from both.
 *
 * @param rows of the shards
 * @param missing rows that the table has not
 * @param extra rows that no shard has
 * @param different rows of the same key with another value, or of another shard
 * @param example the first that is not as it should be
 */
record Comparison(long rows, long missing, long extra, long different, @Nullable String example) {
  private static final int PAGE = 10_000;

  /**
   * Compares the rows.
   *
   * @param columns the first of them is the key
   */
  static Comparison of(List<Shard> shards, String columns, DorisSql doris, String table)
      throws Exception {
    Comparison sum = new Comparison(0, 0, 0, 0, null);
    long inRanges = 0;
    for (Shard shard : shards) {
      String origin = ", '" + shard.database() + "', '" + shard.table() + "'";
      long from = shard.firstId();
      while (from < shard.firstId() + Shard.IDS) {
        long to = shard.firstId() + Shard.IDS;
        List<List<String>> source =
            shard
                .server()
                .query("SELECT " + columns + origin + " FROM " + shard.name() + page(from, to));
        if (source.size() == PAGE) {
          to = Long.parseLong(source.get(PAGE - 1).get(0)) + 1;
        }
        List<List<String>> target =
            doris.query(
                "SELECT " + columns + ", database_name, table_name FROM " + table + page(from, to));
        inRanges += target.size();
        sum = sum.plus(source, target);
        from = to;
      }
    }
    long all = Long.parseLong(doris.query("SELECT count(*) FROM " + table).get(0).get(0));
    return new Comparison(
        sum.rows, sum.missing, sum.extra + all - inRanges, sum.different, sum.example);
  }

  private static String page(long from, long to) {
    return " WHERE id >= " + from + " AND id < " + to + " ORDER BY id LIMIT " + PAGE;
  }

  private Comparison plus(List<List<String>> source, List<List<String>> target) {
    Map<String, List<String>> theirs = new LinkedHashMap<>();
    target.forEach(row -> theirs.put(row.get(0), row));
    // More rows than keys, or a page that holds more than the source's does.
    long more = (long) target.size() - theirs.size();
    long gone = 0;
    long other = 0;
    String first = example;
    Set<String> keys = new HashSet<>();
    for (List<String> row : source) {
      keys.add(row.get(0));
      List<String> found = theirs.get(row.get(0));
      if (!row.equals(found)) {
        gone += found == null ? 1 : 0;
        other += found == null ? 0 : 1;
        first = first == null ? row + " is " + found : first;
      }
    }
    for (String key : theirs.keySet()) {
      if (!keys.contains(key)) {
        more++;
        first = first == null ? "no shard has " + theirs.get(key) : first;
      }
    }
    return new Comparison(
        rows + source.size(), missing + gone, extra + more, different + other, first);
  }

  boolean isEqual() {
    return missing == 0 && extra == 0 && different == 0;
  }
}
