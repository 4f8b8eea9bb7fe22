package io.dorisio.emulator.parse;

import java.io.IOException;
import java.io.InputStream;

/** Lines end at every delimiter and fields at every separator. */
final class PlainCsvLines implements CsvLines {
  private final LineReader lines;
  private final byte[] separator;

  PlainCsvLines(InputStream in, byte[] separator, byte[] delimiter) {
    this.lines = new LineReader(in, delimiter);
    this.separator = separator;
  }

  @Override
  public boolean next() throws IOException {
    return lines.next();
  }

  @Override
  public byte[] bytes() {
    return lines.bytes();
  }

  @Override
  public int start() {
    return lines.start();
  }

  @Override
  public int end() {
    return lines.end();
  }

  @Override
  public int split(int[] starts, int[] ends) {
    byte[] bytes = lines.bytes();
    int to = lines.end();
    int count = 0;
    int valueStart = lines.start();
    byte first = separator[0];
    int last = to - separator.length;
    for (int i = valueStart; i <= last; i++) {
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
}
