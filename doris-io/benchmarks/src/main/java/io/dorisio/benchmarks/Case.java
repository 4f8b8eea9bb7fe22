package io.dorisio.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What is measured. */
enum Case {
  JSON_STRINGS("JSON strings", Input.JSON_STRINGS, 1, 0, Origin.MEMORY),
  ROW_JSON("Row → JSON", Input.ROW_TO_JSON, 1, 0, Origin.MEMORY),
  ROW_CSV("Row → CSV", Input.ROW_TO_CSV, 1, 0, Origin.MEMORY),
  ROW_ARROW("Row → Arrow", Input.ROW_TO_ARROW, 1, 0, Origin.MEMORY),
  CHANGES("change records, 10 % deletes", Input.CHANGES, 1, 0, Origin.MEMORY),
  JSON_STRINGS_100("JSON strings, 100 tables", Input.JSON_STRINGS, 100, 0, Origin.MEMORY),
  ROW_JSON_100("Row → JSON, 100 tables", Input.ROW_TO_JSON, 100, 0, Origin.MEMORY),
  ROW_CSV_100("Row → CSV, 100 tables", Input.ROW_TO_CSV, 100, 0, Origin.MEMORY),
  ROW_ARROW_100("Row → Arrow, 100 tables", Input.ROW_TO_ARROW, 100, 0, Origin.MEMORY),
  KAFKA("Kafka → Doris, JSON", Input.JSON_STRINGS, 1, 0, Origin.KAFKA),
  BATCH("batch, Row → JSON", Input.ROW_TO_JSON, 1, 0, Origin.BOUNDED),
  LATENCY("JSON strings at 100,000/s", Input.JSON_STRINGS, 1, 100_000, Origin.MEMORY);

  /** Where the elements come from. */
  enum Origin {
    MEMORY,
    KAFKA,
    /** From memory, and they end. */
    BOUNDED
  }

  private final String title;
  private final Input input;
  private final int tables;
  private final long rowsPerSecond;
  private final Origin origin;

  Case(String title, Input input, int tables, long rowsPerSecond, Origin origin) {
    this.title = title;
    this.input = input;
    this.tables = tables;
    this.rowsPerSecond = rowsPerSecond;
    this.origin = origin;
  }

  String title() {
    return title;
  }

  Input input() {
    return input;
  }

  int tables() {
    return tables;
  }

  /** How fast elements come; 0 for as fast as they are taken. */
  long rowsPerSecond() {
    return rowsPerSecond;
  }

  Origin origin() {
    return origin;
  }

  /** Whether curl can send the same. */
  boolean hasLimit() {
    return tables == 1 && rowsPerSecond == 0 && origin == Origin.MEMORY && input != Input.CHANGES;
  }

  /** Whether the connector can do it: its Arrow takes the rows of one table. */
  boolean hasPeer() {
    return tables == 1 || input != Input.ROW_TO_ARROW;
  }

  /** The cases of a list of names, such as {@code json_strings,row_csv}; {@code all} for all. */
  static List<Case> parse(String names) {
    if (names.equals("all")) {
      return List.of(values());
    }
    return Arrays.stream(names.toUpperCase(Locale.ROOT).split(",")).map(Case::valueOf).toList();
  }
}
