package io.dorisio.format;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The headers of Stream Load that follow from the columns of the rows and from the options. */
final class LoadHeaders {

  /** The hidden column of tables with UNIQUE keys whose 1 deletes (Column.DELETE_SIGN). */
  static final String DELETE_SIGN = "__DORIS_DELETE_SIGN__";

  private static final String COLUMNS = "columns";

  private LoadHeaders() {}

  /** What says that rows are JSON, one object a line. */
  static Map<String, String> json() {
    // The default of read_json_by_line differs between versions, so it is always sent.
    return Map.of("format", "json", "read_json_by_line", "true");
  }

  /**
   * All headers.
   *
   * @param format the headers of the format alone
   * @param byName whether rows name their columns, so that the server needs to be told of them only
   *     where an update is partial
   */
  static Map<String, String> of(
      Map<String, String> format, List<String> columns, boolean byName, RowOptions options) {
    Map<String, String> all = new HashMap<>(format);
    all.putAll(options.compression().loadProperties());
    if (options.partialUpdate()) {
      all.put("partial_columns", "true");
    }
    if (options.sequenceColumn() != null) {
      all.put("function_column.sequence_col", options.sequenceColumn());
    }
    all.putAll(options.loadProperties());
    String given = options.loadProperties().get(COLUMNS);
    if (given != null) {
      all.put(COLUMNS, options.deletes() ? withSign(given) : given);
    } else if (!byName || options.partialUpdate() || options.namedColumns()) {
      String named = named(columns);
      all.put(COLUMNS, options.deletes() ? withSign(named) : named);
    } else if (options.deletes()) {
      // Looked at only where there is no columns header (Stream Load manual, hidden_columns).
      all.put("hidden_columns", DELETE_SIGN);
    }
    return Map.copyOf(all);
  }

  private static String withSign(String columns) {
    return columns.contains(DELETE_SIGN) ? columns : columns + ",`" + DELETE_SIGN + "`";
  }

  /**
   * Names in backquotes, within which a backquote is doubled (fe-sql-parser, DorisLexer.g4,
   * BACKQUOTED_IDENTIFIER).
   */
  private static String named(List<String> columns) {
    checkNames(columns);
    StringBuilder all = new StringBuilder();
    for (String column : columns) {
      all.append(all.isEmpty() ? "`" : ",`").append(column.replace("`", "``")).append('`');
    }
    return all.toString();
  }

  /** Column names are equal where they differ by case alone, and travel in a header. */
  static void checkNames(List<String> columns) {
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("Rows without a field cannot be rows of a table");
    }
    Set<String> seen = new HashSet<>();
    for (String column : columns) {
      if (column.isEmpty() || column.chars().anyMatch(c -> c < ' ' || c == 0x7F)) {
        throw new IllegalArgumentException(
            "The field name \"" + column + "\" is empty or has a control character in it");
      }
      if (!seen.add(column.toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException(
            "Two fields are named " + column + ", of which Doris sees one column: case is ignored");
      }
    }
  }

  /**
   * The delete sign of a row.
   *
   * @throws IllegalArgumentException if the row deletes and the rows are not said to carry deletes
   */
  static int sign(RowKind kind, RowOptions options) {
    if (kind == RowKind.UPSERT) {
      return 0;
    }
    if (!options.deletes()) {
      throw new IllegalArgumentException(
          "The row is a delete, but the rows are written without deletes: it would be inserted");
    }
    return 1;
  }
}
