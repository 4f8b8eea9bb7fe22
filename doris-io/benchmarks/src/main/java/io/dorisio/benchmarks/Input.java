package io.dorisio.benchmarks;

/** What the elements are, and what they are sent as. */
enum Input {
  JSON_STRINGS("json"),
  ROW_TO_JSON("json"),
  ROW_TO_CSV("csv"),
  ROW_TO_ARROW("arrow"),
  /** Rows with their kind, one delete among ten, as JSON. */
  CHANGES("json");

  private final String format;

  Input(String format) {
    this.format = format;
  }

  /** Stream Load's name of the format. */
  String format() {
    return format;
  }
}
