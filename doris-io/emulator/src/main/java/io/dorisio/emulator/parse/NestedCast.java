package io.dorisio.emulator.parse;

import io.dorisio.emulator.schema.ColumnType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;

/**
 * Casts to ARRAY, MAP and STRUCT and keeps the text that a query shows: {@code [1, null]}, {@code
 * {"k":1}} (doris-protocol 7.3). A scalar inside that does not convert becomes null, one more than
 * a STRUCT has makes the whole value unconvertible.
 */
final class NestedCast implements ColumnCast {
  private static final int MAX_DEPTH = 64;
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  /** Not a value of the type. */
  private static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1;

    Unreadable() {
      super("unreadable", null, false, false);
    }
  }

  /** A type with the casts of what it holds. */
  private record Node(
      ColumnType type, ColumnCast scalar, List<Node> children, List<String> fields) {
    static Node of(ColumnType type, ZoneId zone) {
      boolean nested = !type.arguments().isEmpty();
      return new Node(
          type,
          nested ? null : ColumnCast.of(type, zone),
          type.arguments().stream().map(argument -> of(argument, zone)).toList(),
          type.fields());
    }
  }

  private final Node root;
  private final RowValues value = new RowValues(1);
  private byte[] bytes;
  private int at;
  private int end;

  NestedCast(ColumnType type, ZoneId zone) {
    this.root = Node.of(type, zone);
  }

  @Override
  public Result cast(byte[] text, int from, int to, RowValues row, int column) {
    bytes = text;
    at = from;
    end = to;
    try {
      byte[] shown = value(root, 0);
      if (peek() >= 0 || shown == NULL) {
        return Result.NOT_CONVERTIBLE;
      }
      row.bytes[column] = shown;
      return Result.OK;
    } catch (Unreadable e) {
      return Result.NOT_CONVERTIBLE;
    }
  }

  private byte[] value(Node node, int depth) throws Unreadable {
    if (depth > MAX_DEPTH) {
      throw new Unreadable();
    }
    if (node.scalar() != null) {
      return scalar(node);
    }
    int first = peek();
    if (first == 'n' || first == 'N') {
      return nullWord(raw());
    }
    return switch (node.type().kind()) {
      case ARRAY -> array(node, depth);
      case MAP -> map(node, depth);
      default -> struct(node, depth);
    };
  }

  private static byte[] nullWord(byte[] word) throws Unreadable {
    if (!new String(word, StandardCharsets.UTF_8).equalsIgnoreCase("null")) {
      throw new Unreadable();
    }
    return NULL;
  }

  private byte[] array(Node node, int depth) throws Unreadable {
    expect('[');
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write('[');
    boolean first = true;
    while (!take(']')) {
      separate(first, out);
      first = false;
      out.writeBytes(value(node.children().get(0), depth + 1));
    }
    out.write(']');
    return out.toByteArray();
  }

  private byte[] map(Node node, int depth) throws Unreadable {
    expect('{');
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write('{');
    boolean first = true;
    while (!take('}')) {
      separate(first, out);
      first = false;
      out.writeBytes(value(node.children().get(0), depth + 1));
      expect(':');
      out.write(':');
      out.writeBytes(value(node.children().get(1), depth + 1));
    }
    out.write('}');
    return out.toByteArray();
  }

  private void separate(boolean first, ByteArrayOutputStream out) throws Unreadable {
    if (!first) {
      expect(',');
      out.write(',');
      out.write(' ');
    }
  }

  /** Fields come with their names in any order, or without names in the declared one. */
  private byte[] struct(Node node, int depth) throws Unreadable {
    expect('{');
    byte[][] values = new byte[node.children().size()][];
    int count = 0;
    while (!take('}')) {
      if (count > 0) {
        expect(',');
      }
      int field = namedField(node);
      int place = field >= 0 ? field : count;
      if (place >= values.length) {
        throw new Unreadable();
      }
      values[place] = value(node.children().get(place), depth + 1);
      count++;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < values.length; i++) {
      out.writeBytes((i == 0 ? "{\"" : ", \"").getBytes(StandardCharsets.UTF_8));
      out.writeBytes(node.fields().get(i).getBytes(StandardCharsets.UTF_8));
      out.writeBytes(new byte[] {'"', ':'});
      out.writeBytes(values[i] == null ? NULL : values[i]);
    }
    out.write('}');
    return out.toByteArray();
  }

  /** The field whose name and colon come next, which are passed over; -1 where none does. */
  private int namedField(Node node) throws Unreadable {
    int start = at;
    if (peek() != '{' && peek() != '[') {
      byte[] name = peek() == '"' || peek() == '\'' ? quoted() : raw();
      if (take(':')) {
        String text = new String(name, StandardCharsets.UTF_8);
        for (int i = 0; i < node.fields().size(); i++) {
          if (node.fields().get(i).equalsIgnoreCase(text)) {
            return i;
          }
        }
        throw new Unreadable();
      }
    }
    at = start;
    return -1;
  }

  private byte[] scalar(Node node) throws Unreadable {
    int first = peek();
    boolean quoted = first == '"' || first == '\'';
    byte[] text = quoted ? quoted() : raw();
    if (!quoted && new String(text, StandardCharsets.UTF_8).equalsIgnoreCase("null")) {
      return NULL;
    }
    Result result = node.scalar().cast(text, 0, text.length, value, 0);
    return result == Result.OK
        ? ShownValue.inside(node.type(), value).getBytes(StandardCharsets.UTF_8)
        : NULL;
  }

  private byte[] quoted() throws Unreadable {
    byte quote = bytes[at++];
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    while (at < end) {
      byte b = bytes[at++];
      if (b == quote) {
        return out.toByteArray();
      }
      if (b == '\\' && at < end) {
        b = bytes[at++];
        b = b == 'n' ? (byte) '\n' : b == 't' ? (byte) '\t' : b == 'r' ? (byte) '\r' : b;
      }
      out.write(b);
    }
    throw new Unreadable();
  }

  /** Text without quotes, up to what ends it outside of brackets. */
  private byte[] raw() {
    peek();
    int start = at;
    int depth = 0;
    while (at < end) {
      byte b = bytes[at];
      boolean ends = b == ',' || b == ']' || b == '}' || b == ':';
      if (ends && depth == 0) {
        break;
      }
      depth += b == '[' || b == '{' ? 1 : b == ']' || b == '}' ? -1 : 0;
      at++;
    }
    // A time has colons of its own: they belong to it where a digit stands on both sides.
    while (at > start && at + 1 < end && bytes[at] == ':' && digit(at - 1) && digit(at + 1)) {
      at++;
      while (at < end && ",]}:".indexOf(bytes[at]) < 0) {
        at++;
      }
    }
    int stop = NumberCasts.dropBlanks(bytes, start, at);
    return Arrays.copyOfRange(bytes, start, stop);
  }

  private boolean digit(int i) {
    return bytes[i] >= '0' && bytes[i] <= '9';
  }

  private int peek() {
    at = NumberCasts.skipBlanks(bytes, at, end);
    return at < end ? bytes[at] : -1;
  }

  private boolean take(char symbol) {
    if (peek() == symbol) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char symbol) throws Unreadable {
    if (!take(symbol)) {
      throw new Unreadable();
    }
  }
}
