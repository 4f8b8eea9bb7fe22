package io.dorisio.emulator.parse;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Fields may be enclosed, and then hold separators and delimiters. Walks through the states of
 * be/src/vec/exec/format/file_reader/new_plain_text_line_reader.cpp (EncloseCsvLineReaderCtx): an
 * enclosed field ends at a quote that is neither doubled nor escaped, and what follows up to the
 * separator is still part of it.
 */
final class EnclosedCsvLines implements CsvLines {
  private final ByteWindow window;
  private final byte[] separator;
  private final byte[] delimiter;
  private final byte enclose;
  private final byte escape;
  private final int lookAhead;

  /** Offsets of the line's separators. */
  private int[] separators = new int[64];

  private int separatorCount;
  private int start;
  private int end;

  EnclosedCsvLines(InputStream in, byte[] separator, byte[] delimiter, byte enclose, byte escape) {
    this(new ByteWindow(in), separator, delimiter, enclose, escape);
  }

  EnclosedCsvLines(
      ByteWindow window, byte[] separator, byte[] delimiter, byte enclose, byte escape) {
    this.window = window;
    this.separator = separator;
    this.delimiter = delimiter;
    this.enclose = enclose;
    this.escape = escape;
    this.lookAhead = Math.max(separator.length, delimiter.length);
  }

  @Override
  public boolean next() throws IOException {
    separatorCount = 0;
    int at = 0;
    boolean fieldStarts = true;
    while (true) {
      if (!has(at)) {
        start = window.position;
        end = window.limit;
        window.position = window.limit;
        return end > start;
      }
      if (fieldStarts && window.bytes[window.position + at] == enclose) {
        at = passEnclosed(at + 1);
        fieldStarts = false;
      } else if (isAt(at, delimiter)) {
        start = window.position;
        end = start + at;
        window.position = end + delimiter.length;
        return true;
      } else if (isAt(at, separator)) {
        note(at);
        at += separator.length;
        fieldStarts = true;
      } else {
        fieldStarts = false;
        at++;
      }
    }
  }

  /** Returns the offset behind the quote that ends the field, or the end of the body. */
  private int passEnclosed(int from) throws IOException {
    int at = from;
    boolean escaped = false;
    boolean quote = false;
    while (has(at)) {
      byte b = window.bytes[window.position + at];
      if (escape != 0 && b == escape) {
        escaped = !escaped;
      } else if (escaped) {
        escaped = false;
      } else if (quote) {
        if (b != enclose) {
          return at;
        }
        quote = false;
      } else {
        quote = b == enclose;
      }
      at++;
    }
    return at;
  }

  /** Whether the line has a byte at an offset; reads on so that whole separators can be seen. */
  private boolean has(int at) throws IOException {
    boolean more = true;
    while (more && window.position + at + lookAhead > window.limit) {
      more = window.fill();
    }
    return window.position + at < window.limit;
  }

  private boolean isAt(int at, byte[] word) {
    int from = window.position + at;
    return from + word.length <= window.limit
        && window.bytes[from] == word[0]
        && Separator.matches(window.bytes, from, word);
  }

  private void note(int at) {
    if (separatorCount == separators.length) {
      separators = Arrays.copyOf(separators, separatorCount * 2);
    }
    separators[separatorCount++] = at;
  }

  @Override
  public byte[] bytes() {
    return window.bytes;
  }

  @Override
  public int start() {
    return start;
  }

  @Override
  public int end() {
    return end;
  }

  @Override
  public int split(int[] starts, int[] ends) {
    for (int i = 0; i <= separatorCount && i < starts.length; i++) {
      starts[i] = i == 0 ? start : start + separators[i - 1] + separator.length;
      ends[i] = i == separatorCount ? end : start + separators[i];
    }
    return separatorCount + 1;
  }
}
