package io.dorisio.emulator.parse;

import java.util.Arrays;

/** Casts to types that are stored as text. */
final class TextCasts {
  private TextCasts() {}

  /** Lengths count bytes, not characters (doris-protocol 7.3). */
  record ToText(int limit) implements ColumnCast {
    @Override
    public Result cast(byte[] bytes, int from, int to, RowValues row, int column) {
      if (to - from > limit) {
        return Result.TOO_LONG;
      }
      row.bytes[column] = Arrays.copyOfRange(bytes, from, to);
      return Result.OK;
    }
  }

  /** JSON is checked and kept as written. */
  static final class ToJson implements ColumnCast {
    private final String firsts;
    private final JsonScanner scanner = new JsonScanner();

    /**
     * @param firsts the characters such a value may start with
     */
    ToJson(String firsts) {
      this.firsts = firsts;
    }

    @Override
    public Result cast(byte[] bytes, int from, int to, RowValues row, int column) {
      scanner.reset(bytes, from, to);
      try {
        int first = scanner.peek();
        if (first < 0 || firsts.indexOf(first) < 0) {
          return Result.NOT_CONVERTIBLE;
        }
        scanner.skipValue(1);
        if (scanner.peek() >= 0) {
          return Result.NOT_CONVERTIBLE;
        }
      } catch (JsonSyntaxException e) {
        return Result.NOT_CONVERTIBLE;
      }
      row.bytes[column] = Arrays.copyOfRange(bytes, from, to);
      return Result.OK;
    }
  }

  /**
   * A MAP or STRUCT: kept as written, since a STRUCT may come without names (doris-protocol 7.3).
   */
  static ColumnCast.Result toNested(byte[] bytes, int from, int to, RowValues row, int column) {
    boolean braced = to - from >= 2 && bytes[from] == '{' && bytes[to - 1] == '}';
    if (!braced) {
      return ColumnCast.Result.NOT_CONVERTIBLE;
    }
    row.bytes[column] = Arrays.copyOfRange(bytes, from, to);
    return ColumnCast.Result.OK;
  }
}
