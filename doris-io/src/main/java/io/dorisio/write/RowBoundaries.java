package io.dorisio.write;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** Finds where the rows of a block end, in formats whose rows can be told apart in the bytes. */
interface RowBoundaries {

  /** Rows that are not told apart. */
  RowBoundaries NONE =
      new RowBoundaries() {
        @Override
        public int[] ends(RowBlock block) {
          return new int[0];
        }

        @Override
        public int delimiterLength() {
          return 0;
        }
      };

  /**
   * Finds the end of each row, its delimiter included.
   *
   * @return as many as there are rows; empty if the rows cannot be told apart
   */
  int[] ends(RowBlock block);

  /** How many bytes at a row's end are not of the row. */
  int delimiterLength();

  /** The boundaries in the format that these headers of a load name. */
  static RowBoundaries of(Map<String, String> headers) {
    return switch (header(headers, "format", "csv").toLowerCase(Locale.ROOT)) {
      case "json" ->
          header(headers, "strip_outer_array", "false").equalsIgnoreCase("true")
              ? NONE
              : new DelimitedRows(new byte[] {'\n'}, new byte[0], -1, -1);
      case "csv" ->
          new DelimitedRows(
              separator(header(headers, "line_delimiter", "\n")),
              separator(header(headers, "column_separator", "\t")),
              single(header(headers, "enclose", "")),
              single(header(headers, "escape", "")));
      default -> NONE;
    };
  }

  private static String header(Map<String, String> headers, String name, String otherwise) {
    return headers.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(otherwise);
  }

  private static int single(String text) {
    return text.isEmpty() ? -1 : text.charAt(0);
  }

  /** A separator as Doris reads it: literal, in hex, or escaped (Doris: {@code Separator.java}). */
  private static byte[] separator(String text) {
    if (text.toLowerCase(Locale.ROOT).startsWith("\\x")) {
      byte[] bytes = new byte[(text.length() - 2) / 2];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) Integer.parseInt(text, 2 + 2 * i, 4 + 2 * i, 16);
      }
      return bytes;
    }
    return text.replace("\\t", "\t")
        .replace("\\n", "\n")
        .replace("\\r", "\r")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Rows that end with a delimiter, which is none inside of an enclosed field. */
  final class DelimitedRows implements RowBoundaries {

    private final byte[] line;
    private final byte[] column;
    private final int enclose;
    private final int escape;

    /**
     * @param enclose -1 if fields are not enclosed
     * @param escape -1 if there is none
     */
    private DelimitedRows(byte[] line, byte[] column, int enclose, int escape) {
      this.line = line;
      this.column = column;
      this.enclose = enclose;
      this.escape = escape;
    }

    @Override
    public int[] ends(RowBlock block) {
      ByteBuffer bytes = block.bytes();
      int[] ends = new int[block.rows()];
      int found = 0;
      boolean fieldStarts = true;
      boolean enclosed = false;
      int at = 0;
      while (at < bytes.limit()) {
        int next = bytes.get(at) & 0xFF;
        if (enclosed) {
          at += next == escape ? 2 : 1;
          enclosed = next == escape || next != enclose;
          // A doubled one opens again.
          fieldStarts = !enclosed;
        } else if (fieldStarts && next == enclose) {
          at++;
          enclosed = true;
        } else if (startsWith(bytes, at, line)) {
          at += line.length;
          if (found == ends.length) {
            return new int[0];
          }
          ends[found++] = at;
          fieldStarts = true;
        } else if (column.length > 0 && startsWith(bytes, at, column)) {
          at += column.length;
          fieldStarts = true;
        } else {
          at++;
          fieldStarts = false;
        }
      }
      boolean whole = found == ends.length && (found == 0 || ends[found - 1] == bytes.limit());
      return whole ? ends : new int[0];
    }

    @Override
    public int delimiterLength() {
      return line.length;
    }

    private static boolean startsWith(ByteBuffer bytes, int at, byte[] text) {
      if (at + text.length > bytes.limit()) {
        return false;
      }
      for (int i = 0; i < text.length; i++) {
        if (bytes.get(at + i) != text[i]) {
          return false;
        }
      }
      return text.length > 0;
    }
  }
}
