package io.dorisio.emulator.parse;

import io.dorisio.emulator.error.DorisException;
import io.dorisio.emulator.schema.Column;
import io.dorisio.emulator.schema.TableSchema;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * How a body is read into a table: everything the load's headers say about it, checked before the
 * body is asked for (doris-protocol 1.8, step 8).
 */
public final class LoadPlan {
  /** Headers that change the result and are not served: refused rather than passed over. */
  private static final List<String> UNSERVED =
      List.of(
          "enclose",
          "escape",
          "where",
          "jsonpaths",
          "json_root",
          "hidden_columns",
          "merge_type",
          "delete",
          "function_column.sequence_col",
          "compress_type",
          "partitions",
          "temporary_partitions",
          "negative",
          "partial_columns",
          "unique_key_update_mode",
          "empty_field_as_null",
          "trim_double_quotes");

  private final TableSchema table;
  private final LoadFormat format;
  private final boolean strict;
  private final boolean stripOuterArray;
  private final boolean byLine;
  private final byte[] separator;
  private final byte[] delimiter;
  private final int[] targets;
  private final int skipLines;
  private final ZoneId zone;

  /**
   * @param header a header's value by its name; empty where it is not sent
   */
  public LoadPlan(TableSchema table, LoadFormat format, UnaryOperator<String> header)
      throws DorisException {
    this.table = table;
    this.format = format;
    refuseUnserved(header);
    this.strict =
        bool(header.apply("strict_mode"), "Invalid strict mode format. Must be bool type");
    String strip = header.apply("strip_outer_array");
    String line = header.apply("read_json_by_line");
    this.stripOuterArray = strip.equalsIgnoreCase("true");
    // Newer servers read by line where neither header is given (doris-protocol 2.2).
    this.byLine = line.equalsIgnoreCase("true") || (line.isEmpty() && strip.isEmpty());
    this.separator = Separator.parse(orElse(header.apply("column_separator"), "\\t"));
    this.delimiter = Separator.parse(orElse(header.apply("line_delimiter"), "\\n"));
    this.targets = targets(header.apply("columns"));
    this.skipLines = skipLines(header.apply("skip_lines"));
    this.zone = zone(header.apply("timezone"));
    checkDefaults();
  }

  /**
   * Reads the body to its end, or until {@code stop} turns true.
   *
   * @return how many rows reached the sink
   */
  public long run(
      InputStream body, Instant now, RowSink sink, RejectedRows rejected, BooleanSupplier stop)
      throws IOException {
    RowReader reader = reader(body);
    RawRow raw = new RawRow(table);
    RowAssembler assembler = new RowAssembler(table, strict, format == LoadFormat.JSON, zone, now);
    long loaded = 0;
    while (!stop.getAsBoolean() && reader.next(raw, rejected)) {
      RowValues values = assembler.assemble(raw, rejected);
      if (values != null) {
        sink.append(values);
        loaded++;
      }
    }
    return loaded;
  }

  private RowReader reader(InputStream body) {
    if (format != LoadFormat.JSON) {
      return new CsvRowReader(
          body, separator, delimiter, targets, skipLines + format.headerLines());
    }
    boolean[] accepted = new boolean[table.columns().size()];
    for (int target : targets) {
      if (target >= 0) {
        accepted[target] = true;
      }
    }
    JsonRowReader.Texts texts =
        byLine
            ? new JsonLines(new LineReader(body, delimiter))
            : new JsonDocument(body, stripOuterArray);
    return new JsonRowReader(texts, stripOuterArray, new ColumnNames(table, accepted));
  }

  private static void refuseUnserved(UnaryOperator<String> header) throws DorisException {
    for (String name : UNSERVED) {
      String value = header.apply(name).toLowerCase(Locale.ROOT);
      boolean harmless =
          value.isEmpty()
              || value.equals("false")
              || (name.equals("merge_type") && value.equals("append"))
              || (name.equals("unique_key_update_mode") && value.equals("upsert"));
      if (!harmless) {
        throw DorisException.backend(
            DorisException.NOT_IMPLEMENTED_ERROR, "the emulator does not serve header " + name);
      }
    }
  }

  /**
   * The columns of the file: those listed, or the table's in order. Names the table lacks go
   * nowhere.
   */
  private int[] targets(String columns) throws DorisException {
    if (columns.isEmpty()) {
      int[] all = new int[table.columns().size()];
      Arrays.setAll(all, i -> i);
      return all;
    }
    if (columns.indexOf('=') >= 0 || columns.indexOf('(') >= 0) {
      throw DorisException.backend(
          DorisException.NOT_IMPLEMENTED_ERROR,
          "the emulator does not serve derived columns: " + columns);
    }
    List<Integer> targets = new ArrayList<>();
    for (String name : columns.split(",", -1)) {
      targets.add(table.indexOf(name.strip().replace("`", "")));
    }
    return targets.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Worded like fe-core load/Load.java. */
  private void checkDefaults() throws DorisException {
    for (int i = 0; i < table.columns().size(); i++) {
      int index = i;
      Column column = table.columns().get(i);
      boolean listed = Arrays.stream(targets).anyMatch(target -> target == index);
      if (!listed && !column.nullable() && column.defaultValue() == null) {
        throw DorisException.analysis("Column has no default value. column: " + column.name());
      }
    }
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

  private static ZoneId zone(String header) throws DorisException {
    try {
      return header.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(header);
    } catch (DateTimeException e) {
      throw DorisException.analysis("Unknown or incorrect time zone: '" + header + "'");
    }
  }

  private static boolean bool(String header, String complaint) throws DorisException {
    if (header.isEmpty() || header.equalsIgnoreCase("false")) {
      return false;
    }
    if (header.equalsIgnoreCase("true")) {
      return true;
    }
    throw DorisException.backend(DorisException.INVALID_ARGUMENT, complaint);
  }

  private static String orElse(String header, String otherwise) {
    return header.isEmpty() ? otherwise : header;
  }
}
