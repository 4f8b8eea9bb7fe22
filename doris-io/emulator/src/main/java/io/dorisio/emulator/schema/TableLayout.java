package io.dorisio.emulator.schema;

import java.util.regex.Pattern;

/**
 * What a declaration says of a table that is kept as written for SHOW CREATE TABLE; but for ranges
 * of partitions it changes nothing here.
 *
 * @param partitions the PARTITION BY clause; empty where there is none
 * @param distribution the DISTRIBUTED BY clause
 * @param indexes the INDEX clauses between the columns, each preceded by a comma
 */
public record TableLayout(String comment, String partitions, String distribution, String indexes) {

  /** Whether the column says to which bucket a row goes. */
  public boolean distributes(String column) {
    return word(column).matcher(distribution).find();
  }

  /** Whether the column says to which partition a row goes. */
  public boolean partitions(String column) {
    return word(column).matcher(partitions).find();
  }

  /** Finds the name of a column in a clause. */
  public static Pattern word(String column) {
    return Pattern.compile("(?i)(?<![\\w`])`?" + Pattern.quote(column) + "`?(?![\\w`])");
  }
}
