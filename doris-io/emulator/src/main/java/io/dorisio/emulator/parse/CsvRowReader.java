package io.dorisio.emulator.parse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Rows of separated values (doris-protocol 7.1). */
final class CsvRowReader implements RowReader {
  private final CsvLines lines;
  private final CsvFields fields;
  private final int[] targets;
  private final String layout;
  private final int[] starts;
  private final int[] ends;
  private int linesToSkip;
  private boolean first = true;

  /**
   * @param targets for each column of the file its slot
   * @param layout the separators, as the error log shows them
   */
  CsvRowReader(CsvLines lines, CsvFields fields, int[] targets, int linesToSkip, String layout) {
    this.lines = lines;
    this.fields = fields;
    this.targets = targets;
    this.linesToSkip = linesToSkip;
    this.layout = layout;
    this.starts = new int[targets.length];
    this.ends = new int[targets.length];
  }

  @Override
  public boolean next(RawRow row, RejectedRows rejected) throws IOException {
    while (lines.next()) {
      if (linesToSkip > 0) {
        linesToSkip--;
        first = false;
        continue;
      }
      int start = lines.start();
      // A byte order mark goes from the first line that is not skipped (csv_reader.cpp).
      int mark = first ? byteOrderMark() : 0;
      first = false;
      if (start + mark == lines.end()) {
        continue;
      }
      if (!Utf8.isValid(lines.bytes(), start, lines.end())) {
        rejected.rejected("Only support csv data in utf8 codec", "Unable to display");
        continue;
      }
      int columns = lines.split(starts, ends);
      if (columns != targets.length) {
        rejected.rejected(mismatch(columns), line());
        continue;
      }
      starts[0] += mark;
      row.clear();
      for (int i = 0; i < columns; i++) {
        fields.assign(row, targets[i], lines.bytes(), starts[i], ends[i]);
      }
      return true;
    }
    return false;
  }

  private int byteOrderMark() {
    byte[] bytes = lines.bytes();
    int start = lines.start();
    boolean marked =
        lines.end() - start >= 3
            && (bytes[start] & 0xFF) == 0xEF
            && (bytes[start + 1] & 0xFF) == 0xBB
            && (bytes[start + 2] & 0xFF) == 0xBF;
    return marked ? 3 : 0;
  }

  private String line() {
    return new String(
        lines.bytes(), lines.start(), lines.end() - lines.start(), StandardCharsets.UTF_8);
  }

  /** The double blanks are the server's (doris-protocol 7.1). */
  private String mismatch(int columns) {
    return "actual column number in csv file is  "
        + (columns < targets.length ? "less than" : "more than")
        + "  schema column number.actual number: "
        + columns
        + ", schema column number: "
        + targets.length
        + layout;
  }
}
