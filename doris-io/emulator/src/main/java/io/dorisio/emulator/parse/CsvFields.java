package io.dorisio.emulator.parse;

import io.dorisio.emulator.error.DorisException;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * What becomes of the text of a CSV field: quotes that go, escapes that are resolved, and what
 * stands for NULL (be/src/vec/exec/format/csv/csv_reader.cpp, _deserialize_nullable_string).
 *
 * @param enclose 0 where there is none
 * @param escape 0 where there is none, which is the default of NereidsStreamLoadTask, though the
 *     documentation says backslash
 */
record CsvFields(byte enclose, byte escape, boolean trimDoubleQuotes, boolean emptyIsNull) {

  static CsvFields of(UnaryOperator<String> header) throws DorisException {
    return new CsvFields(
        single("enclose", header),
        single("escape", header),
        header.apply("trim_double_quotes").equalsIgnoreCase("true"),
        header.apply("empty_field_as_null").equalsIgnoreCase("true"));
  }

  private static byte single(String name, UnaryOperator<String> header) throws DorisException {
    String value = header.apply(name);
    if (value.isEmpty()) {
      return 0;
    }
    if (value.length() != 1 || value.charAt(0) > 0x7F) {
      throw DorisException.backend(
          DorisException.INVALID_ARGUMENT, name + " must be single-char, actually is " + value);
    }
    return (byte) value.charAt(0);
  }

  void assign(RawRow row, int slot, byte[] bytes, int start, int end) {
    int from = start;
    int to = end;
    if (enclose != 0 && isQuoted(bytes, from, to, enclose)) {
      from++;
      to--;
    }
    if (emptyIsNull && from == to) {
      row.setNull(slot);
      return;
    }
    boolean trimmed = trimDoubleQuotes && isQuoted(bytes, from, to, (byte) '"');
    if (trimmed) {
      from++;
      to--;
    }
    // An enclosed \N is NULL all the same; one that was between double quotes is not.
    if (!trimmed && to - from == 2 && bytes[from] == '\\' && bytes[from + 1] == 'N') {
      row.setNull(slot);
    } else if (escape == 0) {
      row.set(slot, bytes, from, to);
    } else {
      unescape(row, slot, bytes, from, to);
    }
  }

  private static boolean isQuoted(byte[] bytes, int from, int to, byte quote) {
    return to - from >= 2 && bytes[from] == quote && bytes[to - 1] == quote;
  }

  /** Drops the first of two quotes and each escape (escape_string_for_csv). */
  private void unescape(RawRow row, int slot, byte[] bytes, int from, int to) {
    byte[] text = Arrays.copyOfRange(bytes, from, to);
    int length = 0;
    boolean drop = false;
    for (int i = 0; i < text.length; i++) {
      boolean doubled =
          enclose != 0 && i + 1 < text.length && text[i] == enclose && text[i + 1] == enclose;
      drop = (doubled || text[i] == escape) && !drop;
      if (!drop) {
        text[length++] = text[i];
      }
    }
    row.set(slot, text, 0, length);
  }
}
