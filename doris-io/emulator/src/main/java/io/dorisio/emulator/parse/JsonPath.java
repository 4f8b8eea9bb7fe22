package io.dorisio.emulator.parse;

import io.dorisio.emulator.error.DorisException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A path such as {@code $.a.b[0]} into a JSON value (doris-protocol 2.2, jsonpaths). */
final class JsonPath {
  private record Step(String key, int index) {}

  private final List<Step> steps = new ArrayList<>();
  private final List<byte[]> keys = new ArrayList<>();

  private JsonPath(String text) throws DorisException {
    int at = 0;
    if (text.startsWith("$")) {
      at = 1;
    }
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '[') {
        int close = text.indexOf(']', at);
        at = index(text, at + 1, close);
      } else {
        at = key(text, c == '.' ? at + 1 : at);
      }
    }
    steps.forEach(
        step -> keys.add(step.key() == null ? null : step.key().getBytes(StandardCharsets.UTF_8)));
  }

  private int index(String text, int from, int close) throws DorisException {
    try {
      steps.add(new Step(null, Integer.parseInt(text.substring(from, close).strip())));
      return close + 1;
    } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
      throw invalid(text);
    }
  }

  private int key(String text, int from) throws DorisException {
    int to = from;
    if (to < text.length() && text.charAt(to) == '"') {
      int close = text.indexOf('"', to + 1);
      if (close < 0) {
        throw invalid(text);
      }
      steps.add(new Step(text.substring(to + 1, close), 0));
      return close + 1;
    }
    while (to < text.length() && text.charAt(to) != '.' && text.charAt(to) != '[') {
      to++;
    }
    if (to == from) {
      throw invalid(text);
    }
    steps.add(new Step(text.substring(from, to), 0));
    return to;
  }

  static JsonPath parse(String text) throws DorisException {
    return new JsonPath(text);
  }

  /** Reads the jsonpaths header: a JSON array of paths. */
  static List<JsonPath> parseAll(String header) throws DorisException {
    byte[] bytes = header.getBytes(StandardCharsets.UTF_8);
    JsonScanner scanner = new JsonScanner();
    scanner.reset(bytes, 0, bytes.length);
    List<JsonPath> paths = new ArrayList<>();
    try {
      scanner.expect('[');
      if (!scanner.take(']')) {
        do {
          paths.add(new JsonPath(scanner.text()));
        } while (scanner.take(','));
        scanner.expect(']');
      }
    } catch (JsonSyntaxException e) {
      throw invalid(header);
    }
    return paths;
  }

  private static DorisException invalid(String text) {
    return DorisException.backend(DorisException.INVALID_ARGUMENT, "Invalid json path: " + text);
  }

  /** Moves a scanner from a value to what the path leads to; false where that is nothing. */
  boolean seek(JsonScanner scanner) throws JsonSyntaxException {
    for (int i = 0; i < steps.size(); i++) {
      byte[] key = keys.get(i);
      boolean found =
          key == null ? seekElement(scanner, steps.get(i).index()) : seekKey(scanner, key);
      if (!found) {
        return false;
      }
    }
    return true;
  }

  private static boolean seekKey(JsonScanner scanner, byte[] key) throws JsonSyntaxException {
    if (!scanner.take('{') || scanner.peek() == '}') {
      return false;
    }
    do {
      boolean found = Arrays.equals(key, scanner.key());
      scanner.expect(':');
      if (found) {
        return true;
      }
      scanner.skipValue(1);
    } while (scanner.take(','));
    return false;
  }

  private static boolean seekElement(JsonScanner scanner, int index) throws JsonSyntaxException {
    if (!scanner.take('[') || scanner.peek() == ']') {
      return false;
    }
    for (int i = 0; i < index; i++) {
      scanner.skipValue(1);
      if (!scanner.take(',')) {
        return false;
      }
    }
    return true;
  }
}
