package io.dorisio.emulator.parse;

import io.dorisio.emulator.error.DorisException;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** What the rows of a load do (doris-protocol 2.3). */
enum MergeType {
  APPEND,
  DELETE,
  MERGE;

  static MergeType of(UnaryOperator<String> header) throws DorisException {
    String name = header.apply("merge_type");
    if (name.isEmpty()) {
      return APPEND;
    }
    MergeType type =
        switch (name.toUpperCase(Locale.ROOT)) {
          case "APPEND" -> APPEND;
          case "DELETE" -> DELETE;
          case "MERGE" -> MERGE;
          default -> throw invalid("Invalid merge type " + name);
        };
    boolean condition = !header.apply("delete").isEmpty();
    if (type == MERGE && !condition) {
      throw invalid("Excepted DELETE ON clause when merge type is MERGE.");
    }
    if (type != MERGE && condition) {
      throw invalid("Not support DELETE ON clause when merge type is not MERGE.");
    }
    return type;
  }

  private static DorisException invalid(String text) {
    return DorisException.backend(DorisException.INVALID_ARGUMENT, text);
  }
}
