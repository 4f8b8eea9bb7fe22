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

  /** JSON is checked and loses the blanks between its values; numbers stay as written. */
  static final class ToJson implements ColumnCast {
    private final JsonScanner scanner = new JsonScanner();

    @Override
    public Result cast(byte[] bytes, int from, int to, RowValues row, int column) {
      scanner.reset(bytes, from, to);
      try {
        if (scanner.peek() < 0) {
          return Result.NOT_CONVERTIBLE;
        }
        scanner.skipValue(1);
        if (scanner.peek() >= 0) {
          return Result.NOT_CONVERTIBLE;
        }
      } catch (JsonSyntaxException e) {
        return Result.NOT_CONVERTIBLE;
      }
      row.bytes[column] = compact(bytes, from, to);
      return Result.OK;
    }

    private static byte[] compact(byte[] bytes, int from, int to) {
      byte[] out = new byte[to - from];
      int length = 0;
      boolean inString = false;
      for (int i = from; i < to; i++) {
        byte b = bytes[i];
        if (!inString && NumberCasts.isBlank(b)) {
          continue;
        }
        out[length++] = b;
        if (b == '"') {
          inString = !inString;
        } else if (b == '\\' && inString) {
          out[length++] = bytes[++i];
        }
      }
      return length == out.length ? out : Arrays.copyOf(out, length);
    }
  }
}
