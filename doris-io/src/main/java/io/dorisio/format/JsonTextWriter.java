package io.dorisio.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes JSON objects as lines. The text is sent as it is, but for line breaks between its tokens,
 * which become spaces: a load's rows are lines. (Within a JSON string a raw line break is not
 * legal.) Where rows carry the delete sign, it is added in front of the brace that ends the object.
 *
 * <p>Objects which are lines already, one behind the other in one array, are not copied: what is
 * sent is the array's, as long as they fill half of it.
 */
final class JsonTextWriter extends TextWriter<Utf8Slice> {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long SPACES = 0x2020202020202020L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private static final byte[][] SIGNS = {sign(0), sign(1)};

  /** Fewer are copied; to refer to them would leave most of a page empty. */
  private static final int MIN_BYTES_REFERRED_TO = 16 << 10;

  private static final byte[] NOTHING = {};

  private final RowOptions options;

  /** Where the lines lie that were not copied yet. */
  private byte[] array = NOTHING;

  private int from;
  private int to;
  private int lines;

  JsonTextWriter(RowOptions options) {
    super(options.compression());
    this.options = options;
  }

  @Override
  public void write(Utf8Slice json, RowKind kind) {
    if (kind == RowKind.UPSERT && !options.deletes() && isLine(json)) {
      addLine(json);
    } else {
      settle();
      super.write(json, kind);
    }
  }

  private void addLine(Utf8Slice json) {
    ArrayGrowth.checkFits((long) size() + json.length() + 1);
    if (json.array() != array || json.from() != to) {
      settle();
      array = json.array();
      from = json.from();
    }
    to = json.to() + 1;
    lines++;
  }

  @Override
  public void settle() {
    if (lines == 0) {
      return;
    }
    int length = to - from;
    if (length >= MIN_BYTES_REFERRED_TO && length >= array.length / 2) {
      referToRows(array, from, to, lines);
    } else {
      copyRows(array, from, to, lines);
    }
    forget();
  }

  private void forget() {
    array = NOTHING;
    from = 0;
    to = 0;
    lines = 0;
  }

  @Override
  public int rows() {
    return super.rows() + lines;
  }

  @Override
  public int size() {
    return super.size() + to - from;
  }

  @Override
  public Piece drain() {
    settle();
    return super.drain();
  }

  @Override
  public void close() {
    forget();
    super.close();
  }

  @Override
  void write(Utf8Slice json, RowKind kind, TextBuffer out) {
    byte[] sign = SIGNS[LoadHeaders.sign(kind, options)];
    write(json.array(), json.from(), json.to(), options.deletes() ? sign : null, out);
  }

  private static void write(byte[] json, int from, int to, byte[] sign, TextBuffer out) {
    int start = pastSpaces(json, from, to);
    int end = to;
    while (end > start && isSpace(json[end - 1])) {
      end--;
    }
    if (end - start < 2 || json[start] != '{' || json[end - 1] != '}') {
      throw new IllegalArgumentException("The element is not a JSON object");
    }
    if (hasControls(json, start, end)) {
      writeOneLine(json, start, end - 1, out);
    } else {
      out.write(json, start, end - 1 - start);
    }
    if (sign != null) {
      boolean empty = pastSpaces(json, start + 1, end) == end - 1;
      out.write(sign, empty ? 1 : 0, sign.length - (empty ? 1 : 0));
    }
    out.write('}');
    out.write('\n');
  }

  /** Whether an object needs nothing but the line end that lies behind it. */
  private static boolean isLine(Utf8Slice slice) {
    byte[] json = slice.array();
    int start = slice.from();
    int end = slice.to();
    return end < json.length
        && json[end] == '\n'
        && end - start >= 2
        && json[start] == '{'
        && json[end - 1] == '}'
        && !hasControls(json, start, end);
  }

  private static void writeOneLine(byte[] json, int start, int end, TextBuffer out) {
    int from = start;
    for (int i = start; i < end; i++) {
      if (json[i] == '\n' || json[i] == '\r') {
        out.write(json, from, i - from);
        out.write(' ');
        from = i + 1;
      }
    }
    out.write(json, from, end - from);
  }

  /**
   * Whether any byte is below that of a space. Looked for in eight at a time, and to the end: to
   * leave the loop would take a branch for each of its turns.
   */
  private static boolean hasControls(byte[] json, int start, int end) {
    if (end - start < Long.BYTES) {
      return hasControlsAmongFew(json, start, end);
    }
    int lastEight = end - Long.BYTES;
    long found = belowSpace((long) LONGS.get(json, lastEight));
    for (int i = start; i < lastEight; i += Long.BYTES) {
      found |= belowSpace((long) LONGS.get(json, i));
    }
    return (found & HIGH_BITS) != 0;
  }

  /** A byte's highest bit is set if the byte is below a space, and some of those above it. */
  private static long belowSpace(long eight) {
    return (eight - SPACES) & ~eight;
  }

  private static boolean hasControlsAmongFew(byte[] json, int start, int end) {
    for (int i = start; i < end; i++) {
      if (json[i] >= 0 && json[i] < ' ') {
        return true;
      }
    }
    return false;
  }

  private static int pastSpaces(byte[] json, int from, int to) {
    int at = from;
    while (at < to && isSpace(json[at])) {
      at++;
    }
    return at;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  private static byte[] sign(int sign) {
    return (",\"" + LoadHeaders.DELETE_SIGN + "\":" + sign).getBytes(StandardCharsets.US_ASCII);
  }
}
