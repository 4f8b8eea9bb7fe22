package io.dorisio.emulator.parse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Rows of separated values (doris-protocol 7.1); enclose and escape are not known here. */
final class CsvRowReader implements RowReader {
  private final LineReader lines;
  private final byte[] separator;
  private final byte[] delimiter;
  private final int[] targets;
  private final int[] starts;
  private final int[] ends;
  private int linesToSkip;

  /**
   * @param targets for each column of the file the table's column, or -1 where it goes nowhere
   */
  CsvRowReader(InputStream in, byte[] separator, byte[] delimiter, int[] targets, int linesToSkip) {
    this.lines = new LineReader(in, delimiter);
    this.separator = separator;
    this.delimiter = delimiter;
    this.targets = targets;
    this.linesToSkip = linesToSkip;
    this.starts = new int[targets.length];
    this.ends = new int[targets.length];
  }

  @Override
  public boolean next(RawRow row, RejectedRows rejected) throws IOException {
    while (lines.next()) {
      if (linesToSkip > 0) {
        linesToSkip--;
        continue;
      }
      byte[] bytes = lines.bytes();
      if (lines.start() == lines.end()) {
        continue;
      }
      if (!Utf8.isValid(bytes, lines.start(), lines.end())) {
        rejected.rejected("Only support csv data in utf8 codec", "Unable to display");
        continue;
      }
      int columns = split(bytes, lines.start(), lines.end());
      if (columns != targets.length) {
        rejected.rejected(mismatch(columns), line());
        continue;
      }
      row.clear();
      for (int i = 0; i < columns; i++) {
        int target = targets[i];
        if (target < 0) {
          continue;
        }
        if (ends[i] - starts[i] == 2 && bytes[starts[i]] == '\\' && bytes[starts[i] + 1] == 'N') {
          row.setNull(target);
        } else {
          row.set(target, bytes, starts[i], ends[i]);
        }
      }
      return true;
    }
    return false;
  }

  /** Returns how many columns the line has; only as many as expected are kept. */
  private int split(byte[] bytes, int from, int to) {
    int count = 0;
    int valueStart = from;
    byte first = separator[0];
    int last = to - separator.length;
    for (int i = from; i <= last; i++) {
      if (bytes[i] == first && Separator.matches(bytes, i, separator)) {
        if (count < starts.length) {
          starts[count] = valueStart;
          ends[count] = i;
        }
        count++;
        valueStart = i + separator.length;
        i = valueStart - 1;
      }
    }
    if (count < starts.length) {
      starts[count] = valueStart;
      ends[count] = to;
    }
    return count + 1;
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
        + "; line delimiter: ["
        + new String(delimiter, StandardCharsets.UTF_8)
        + "], column separator: ["
        + new String(separator, StandardCharsets.UTF_8)
        + "], ";
  }
}
