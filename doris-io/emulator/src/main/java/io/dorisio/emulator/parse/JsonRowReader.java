package io.dorisio.emulator.parse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Rows of JSON (doris-protocol 7.2): an object or an array of objects per document. */
final class JsonRowReader implements RowReader {
  /** Cuts the body into JSON texts. */
  interface Texts {
    boolean next() throws IOException, JsonSyntaxException;

    byte[] bytes();

    int start();

    int end();

    /** Whether the texts are the elements of an outer array, which is stripped already. */
    default boolean stripped() {
      return false;
    }
  }

  private final Texts texts;
  private final boolean stripOuterArray;
  private final ColumnNames names;
  private final JsonPaths paths;
  private final JsonScanner scanner = new JsonScanner();
  private boolean insideArray;

  JsonRowReader(Texts texts, boolean stripOuterArray, ColumnNames names, JsonPaths paths) {
    this.texts = texts;
    this.stripOuterArray = stripOuterArray;
    this.names = names;
    this.paths = paths;
  }

  @Override
  public boolean next(RawRow row, RejectedRows rejected) throws IOException {
    while (true) {
      try {
        if (!insideArray && !open(rejected)) {
          return false;
        }
      } catch (JsonSyntaxException e) {
        rejected.rejected(e.getMessage(), line());
        continue;
      }
      try {
        if (read(row, rejected)) {
          return true;
        }
      } catch (JsonSyntaxException e) {
        insideArray = false;
        rejected.rejected(e.getMessage(), line());
      }
    }
  }

  /** Goes to the next text and, where rows come in arrays, into it. */
  private boolean open(RejectedRows rejected) throws IOException, JsonSyntaxException {
    while (texts.next()) {
      scanner.reset(texts.bytes(), texts.start(), texts.end());
      if (texts.start() == texts.end()) {
        continue;
      }
      if (!paths.enterRoot(scanner)) {
        rejected.rejected("JSON Root not found.", line());
        continue;
      }
      int first = scanner.peek();
      boolean strip = stripOuterArray && !texts.stripped();
      if (first != '{' && first != '[') {
        if (first < 0 || !isScalar(first)) {
          throw JsonSyntaxException.structure();
        }
        rejected.rejected("Not an json object or json array", line());
      } else if (strip && first == '{') {
        rejected.rejected(
            "JSON data is not an array-object, `strip_outer_array` must be FALSE.", line());
      } else if (!strip && first == '[') {
        rejected.rejected("JSON data is array-object, `strip_outer_array` must be TRUE.", line());
      } else if (strip) {
        scanner.expect('[');
        if (scanner.take(']')) {
          rejected.rejected("Empty json line", "");
          continue;
        }
        insideArray = true;
        return true;
      } else {
        return true;
      }
    }
    return false;
  }

  private static boolean isScalar(int first) {
    return first == '"'
        || first == '-'
        || (first >= '0' && first <= '9')
        || "tfn".indexOf(first) >= 0;
  }

  /** Reads one object; returns whether it is a row. */
  private boolean read(RawRow row, RejectedRows rejected) throws JsonSyntaxException {
    row.clear();
    scanner.newRow();
    boolean isObject = scanner.peek() == '{';
    boolean matched = false;
    if (isObject) {
      matched =
          paths.areColumns() ? paths.read(texts.bytes(), scanner, row) : scanner.object(row, names);
    } else {
      scanner.skipValue(1);
    }
    if (!insideArray || !scanner.take(',')) {
      if (insideArray) {
        scanner.expect(']');
        insideArray = false;
      }
      // Behind a root there is the rest of the document around it.
      if (!paths.hasRoot() && scanner.peek() >= 0) {
        throw JsonSyntaxException.structure();
      }
    }
    if (!isObject) {
      rejected.rejected("Not object item", "");
    } else if (!matched) {
      rejected.rejected(paths.noneMatches(), line());
    }
    return matched;
  }

  private String line() {
    return new String(
        texts.bytes(), texts.start(), texts.end() - texts.start(), StandardCharsets.UTF_8);
  }
}
