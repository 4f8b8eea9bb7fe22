package io.dorisio.emulator.parse;

import io.dorisio.emulator.error.DorisException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.UnaryOperator;

/** Cuts a body into raw rows as the headers of its format say (doris-protocol 2.2). */
final class BodyReader {
  /** Headers that change the result and are not served: refused rather than passed over. */
  private static final List<String> UNSERVED =
      List.of(
          "enclose",
          "escape",
          "jsonpaths",
          "json_root",
          "compress_type",
          "empty_field_as_null",
          "trim_double_quotes");

  private final LoadFormat format;
  private final boolean stripOuterArray;
  private final boolean byLine;
  private final byte[] separator;
  private final byte[] delimiter;
  private final int skipLines;

  BodyReader(LoadFormat format, UnaryOperator<String> header) throws DorisException {
    this.format = format;
    for (String name : UNSERVED) {
      String value = header.apply(name);
      if (!value.isEmpty() && !value.equalsIgnoreCase("false")) {
        throw DorisException.backend(
            DorisException.NOT_IMPLEMENTED_ERROR, "the emulator does not serve header " + name);
      }
    }
    String strip = header.apply("strip_outer_array");
    String line = header.apply("read_json_by_line");
    this.stripOuterArray = strip.equalsIgnoreCase("true");
    // Newer servers read by line where neither header is given (doris-protocol 2.2).
    this.byLine = line.equalsIgnoreCase("true") || (line.isEmpty() && strip.isEmpty());
    this.separator = Separator.parse(orElse(header.apply("column_separator"), "\\t"));
    this.delimiter = Separator.parse(orElse(header.apply("line_delimiter"), "\\n"));
    this.skipLines = skipLines(header.apply("skip_lines"));
  }

  boolean isJson() {
    return format == LoadFormat.JSON;
  }

  RowReader open(InputStream in, ColumnMapping mapping) throws IOException {
    if (format != LoadFormat.JSON) {
      // Lines of names and types take the place of those to skip (csv_reader.cpp, init_reader).
      int skipped = format.headerLines() > 0 ? format.headerLines() : skipLines;
      int[] targets = mapping.targets().stream().mapToInt(Integer::intValue).toArray();
      return new CsvRowReader(in, separator, delimiter, targets, skipped);
    }
    JsonRowReader.Texts texts =
        byLine
            ? new JsonLines(new LineReader(in, delimiter))
            : new JsonDocument(in, stripOuterArray);
    return new JsonRowReader(texts, stripOuterArray, new ColumnNames(mapping));
  }

  private static int skipLines(String header) throws DorisException {
    if (header.isEmpty()) {
      return 0;
    }
    try {
      int lines = Integer.parseInt(header);
      if (lines >= 0) {
        return lines;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw DorisException.backend(
        DorisException.INVALID_ARGUMENT, "Invalid 'skip_lines': " + header);
  }

  private static String orElse(String header, String otherwise) {
    return header.isEmpty() ? otherwise : header;
  }
}
