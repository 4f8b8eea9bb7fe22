package io.dorisio.emulator.parse;

import java.io.IOException;
import java.io.InputStream;

/** Cuts a body at a delimiter; the last line may do without it. */
final class LineReader {
  private final ByteWindow window;
  private final byte[] delimiter;
  private int start;
  private int end;

  LineReader(InputStream in, byte[] delimiter) {
    this.window = new ByteWindow(in);
    this.delimiter = delimiter;
  }

  /** The buffer that holds the current line, from {@link #start} to {@link #end}. */
  byte[] bytes() {
    return window.bytes;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  boolean next() throws IOException {
    int scanned = 0;
    while (true) {
      int found = find(window.position + scanned);
      if (found >= 0) {
        start = window.position;
        end = found;
        window.position = found + delimiter.length;
        return true;
      }
      scanned = Math.max(0, window.limit - window.position - delimiter.length + 1);
      if (!window.fill()) {
        start = window.position;
        end = window.limit;
        window.position = window.limit;
        return end > start;
      }
    }
  }

  private int find(int from) {
    byte[] bytes = window.bytes;
    int last = window.limit - delimiter.length;
    byte first = delimiter[0];
    for (int i = from; i <= last; i++) {
      if (bytes[i] == first && Separator.matches(bytes, i, delimiter)) {
        return i;
      }
    }
    return -1;
  }
}
