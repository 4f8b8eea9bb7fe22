package io.dorisio.emulator.parse;

import io.dorisio.emulator.error.DorisException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Cuts a body into raw rows as the headers of its format say (doris-protocol 2.2). */
final class BodyReader {
  private final LoadFormat format;
  private final boolean stripOuterArray;
  private final boolean byLine;
  private final byte[] separator;
  private final byte[] delimiter;
  private final int skipLines;
  private final Compression compression;
  private final CsvFields fields;
  private final JsonPaths paths;

  BodyReader(LoadFormat format, UnaryOperator<String> header) throws DorisException {
    this.format = format;
    this.fields = CsvFields.of(header);
    this.paths = JsonPaths.of(header);
    String strip = header.apply("strip_outer_array");
    String line = header.apply("read_json_by_line");
    this.stripOuterArray = strip.equalsIgnoreCase("true");
    // Newer servers read by line where neither header is given (doris-protocol 2.2).
    this.byLine = line.equalsIgnoreCase("true") || (line.isEmpty() && strip.isEmpty());
    Compression named =
        Compression.of(format.isText() ? header.apply("compress_type") : "", format);
    // Only lines are decompressed: a whole document is parsed as it comes (new_json_reader.cpp,
    // _open_line_reader and _read_one_message).
    this.compression = format == LoadFormat.JSON && !byLine ? Compression.NONE : named;
    this.separator = Separator.parse(orElse(header.apply("column_separator"), "\\t"));
    this.delimiter = Separator.parse(orElse(header.apply("line_delimiter"), "\\n"));
    this.skipLines = skipLines(header.apply("skip_lines"));
  }

  /** Whether values come in the table's types, so that none is cast. */
  boolean isTyped() {
    return format == LoadFormat.ARROW;
  }

  RowReader open(InputStream body, ColumnMapping mapping, ParquetRows.Reader parquet)
      throws IOException {
    InputStream in = compression.open(body);
    return switch (format) {
      case JSON -> json(in, mapping);
      case ARROW -> new ArrowRowReader(in, mapping);
      case PARQUET -> new ParquetRowReader(in, mapping, parquet);
      default -> csv(in, mapping);
    };
  }

  /** Counts the rows without looking into them. */
  long count(InputStream body, ColumnMapping mapping, ParquetRows.Reader parquet)
      throws IOException {
    InputStream in = compression.open(body);
    if (format == LoadFormat.ARROW) {
      try (ArrowRowReader rows = new ArrowRowReader(in, mapping)) {
        return rows.count();
      }
    }
    if (format == LoadFormat.PARQUET) {
      Path file = ParquetRowReader.save(in);
      try {
        return Files.size(file) == 0 ? 0 : parquet.count(file);
      } finally {
        Files.delete(file);
      }
    }
    boolean lines = format == LoadFormat.JSON ? byLine : fields.enclose() == 0;
    if (lines) {
      return LineCounter.count(in, delimiter);
    }
    if (format != LoadFormat.JSON) {
      return EnclosedLineCounter.count(in, separator, delimiter, fields.enclose(), fields.escape());
    }
    long count = 0;
    JsonDocument document = new JsonDocument(in, stripOuterArray);
    try {
      while (document.next()) {
        count++;
      }
      return count;
    } catch (JsonSyntaxException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private RowReader csv(InputStream in, ColumnMapping mapping) {
    // Lines of names and types take the place of those to skip (csv_reader.cpp, init_reader).
    int skipped = format.headerLines() > 0 ? format.headerLines() : skipLines;
    int[] targets = mapping.targets().stream().mapToInt(Integer::intValue).toArray();
    CsvLines lines =
        fields.enclose() == 0
            ? new PlainCsvLines(in, separator, delimiter)
            : new EnclosedCsvLines(in, separator, delimiter, fields.enclose(), fields.escape());
    String layout =
        "; line delimiter: ["
            + new String(delimiter, StandardCharsets.UTF_8)
            + "], column separator: ["
            + new String(separator, StandardCharsets.UTF_8)
            + "], ";
    return new CsvRowReader(lines, fields, targets, skipped, layout);
  }

  private RowReader json(InputStream in, ColumnMapping mapping) {
    // A root is looked for in the whole document, so that is not cut at its elements then.
    JsonRowReader.Texts texts =
        byLine
            ? new JsonLines(new LineReader(in, delimiter))
            : new JsonDocument(in, stripOuterArray && !paths.hasRoot());
    paths.bind(mapping);
    return new JsonRowReader(texts, stripOuterArray, new ColumnNames(mapping), paths);
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
