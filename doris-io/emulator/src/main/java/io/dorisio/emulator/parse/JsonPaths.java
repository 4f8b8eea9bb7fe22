package io.dorisio.emulator.parse;

import static java.util.stream.Collectors.joining;

import io.dorisio.emulator.error.DorisException;
import java.util.List;
import java.util.function.UnaryOperator;

/** Where in a document the rows are (json_root) and where in a row the columns (jsonpaths). */
final class JsonPaths {
  private final JsonPath root;
  private final List<JsonPath> columns;
  private final JsonScanner scanner = new JsonScanner();
  private final String header;
  private List<Integer> targets = List.of();
  private String names = "";

  private JsonPaths(JsonPath root, List<JsonPath> columns, String header) {
    this.root = root;
    this.columns = columns;
    this.header = header;
  }

  static JsonPaths of(UnaryOperator<String> header) throws DorisException {
    String root = header.apply("json_root");
    String paths = header.apply("jsonpaths");
    return new JsonPaths(
        root.isEmpty() ? null : JsonPath.parse(root),
        paths.isEmpty() ? List.of() : JsonPath.parseAll(paths),
        paths);
  }

  /** The paths stand for the columns of the file in order. */
  void bind(ColumnMapping mapping) {
    targets = mapping.targets();
    names = mapping.fileColumns().stream().map(name -> name + ", ").collect(joining());
  }

  /**
   * What is said of a row without any of the columns, with and without paths
   * (be/src/format/json/new_json_reader.cpp); earlier servers say "All fields is null, this is a
   * invalid row."
   */
  String noneMatches() {
    return "There is no column matching jsonpaths in the json file, columns:["
        + names
        + "], please check columns and jsonpaths:"
        + header;
  }

  boolean hasRoot() {
    return root != null;
  }

  /** Goes to where the rows of a document are; false where the document has no such place. */
  boolean enterRoot(JsonScanner document) throws JsonSyntaxException {
    return root == null || root.seek(document);
  }

  boolean areColumns() {
    return !columns.isEmpty();
  }

  /** Reads the object that is next into the row; returns whether any path led to a value. */
  boolean read(byte[] bytes, JsonScanner document, RawRow row) throws JsonSyntaxException {
    int from = document.position();
    document.skipValue(1);
    int to = document.position();
    boolean matched = false;
    scanner.newRow();
    for (int i = 0; i < columns.size() && i < targets.size(); i++) {
      scanner.reset(bytes, from, to);
      if (columns.get(i).seek(scanner)) {
        scanner.value(row, targets.get(i));
        matched = true;
      }
    }
    return matched;
  }
}
