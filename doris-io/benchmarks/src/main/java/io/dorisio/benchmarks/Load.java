package io.dorisio.benchmarks;

/**
 * A load as the receiver saw it. Times are ms since 1970; 0 for what has not happened.
 *
 * @param visible when a query would have found its rows
 */
record Load(
    long id,
    String state,
    String table,
    long rows,
    long bytes,
    long begun,
    long preCommitted,
    long committed,
    long visible) {

  static final String HEADER = "id,state,table,rows,bytes,begun,pre_committed,committed,visible";

  static Load parse(String line) {
    String[] parts = line.split(",", -1);
    return new Load(
        Long.parseLong(parts[0]),
        parts[1],
        parts[2],
        Long.parseLong(parts[3]),
        Long.parseLong(parts[4]),
        millis(parts[5]),
        millis(parts[6]),
        millis(parts[7]),
        parts[1].equals("VISIBLE") ? millis(parts[8]) : 0);
  }

  private static long millis(String text) {
    return text.isEmpty() ? 0 : Long.parseLong(text);
  }
}
