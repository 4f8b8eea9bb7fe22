package io.dorisio.emulator.parse;

import io.dorisio.emulator.error.DorisException;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** How rows of a UNIQUE table are updated (doris-protocol 2.3). */
enum UpdateMode {
  UPSERT,
  UPDATE_FIXED_COLUMNS,
  UPDATE_FLEXIBLE_COLUMNS;

  /** Headers that a flexible update cannot be combined with. */
  private static final List<String> NOT_FLEXIBLE =
      List.of(
          "columns",
          "jsonpaths",
          "hidden_columns",
          "function_column.sequence_col",
          "merge_type",
          "where");

  /** partial_columns counts only where the newer header is not sent. */
  static UpdateMode of(UnaryOperator<String> header, LoadFormat format) throws DorisException {
    String name = header.apply("unique_key_update_mode");
    if (name.isEmpty()) {
      return header.apply("partial_columns").equalsIgnoreCase("true")
          ? UPDATE_FIXED_COLUMNS
          : UPSERT;
    }
    UpdateMode mode =
        switch (name.toUpperCase(Locale.ROOT)) {
          case "UPSERT" -> UPSERT;
          case "UPDATE_FIXED_COLUMNS" -> UPDATE_FIXED_COLUMNS;
          case "UPDATE_FLEXIBLE_COLUMNS" -> UPDATE_FLEXIBLE_COLUMNS;
          default ->
              throw invalid(
                  "Invalid unique_key_partial_mode "
                      + name
                      + ", must be one of 'UPSERT', 'UPDATE_FIXED_COLUMNS' or"
                      + " 'UPDATE_FLEXIBLE_COLUMNS'");
        };
    if (mode == UPDATE_FLEXIBLE_COLUMNS) {
      checkFlexible(header, format);
    }
    return mode;
  }

  private static void checkFlexible(UnaryOperator<String> header, LoadFormat format)
      throws DorisException {
    if (format != LoadFormat.JSON) {
      throw invalid("flexible partial update only support json format as input file currently");
    }
    if (header.apply("fuzzy_parse").equalsIgnoreCase("true")) {
      throw invalid("Don't support flexible partial update when 'fuzzy_parse' is enabled");
    }
    for (String name : NOT_FLEXIBLE) {
      if (!header.apply(name).isEmpty()) {
        throw invalid("Don't support flexible partial update when '" + name + "' is specified");
      }
    }
  }

  /** Whether a load may bring keys that the table does not have. */
  static boolean appendsNewKeys(UnaryOperator<String> header) throws DorisException {
    String name = header.apply("partial_update_new_key_behavior");
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "", "APPEND" -> true;
      case "ERROR" -> false;
      default ->
          throw invalid(
              "Invalid partial_update_new_key_behavior "
                  + name
                  + ", must be one of {'APPEND', 'ERROR'}");
    };
  }

  private static DorisException invalid(String text) {
    return DorisException.backend(DorisException.INVALID_ARGUMENT, text);
  }
}
