package io.dorisio.format;

import java.util.Map;

/**
 * JSON objects as UTF-8. The text is sent as it is, but for line breaks between its tokens, which
 * become spaces: a load's rows are lines. (Within a JSON string a raw line break is not legal.)
 */
final class JsonTextEncoder implements RowEncoder<byte[]> {

  @Override
  public RowWriter<byte[]> newWriter() {
    return new TextWriter<>() {
      @Override
      void write(byte[] json, RowKind kind, TextBuffer out) {
        JsonTextEncoder.write(json, out);
      }
    };
  }

  @Override
  public Map<String, String> loadProperties() {
    return JsonLines.LOAD_PROPERTIES;
  }

  private static void write(byte[] json, TextBuffer out) {
    int start = 0;
    int end = json.length;
    while (start < end && isSpace(json[start])) {
      start++;
    }
    while (end > start && isSpace(json[end - 1])) {
      end--;
    }
    if (start == end || json[start] != '{' || json[end - 1] != '}') {
      throw new IllegalArgumentException("The element is not a JSON object");
    }
    int from = start;
    for (int i = start; i < end; i++) {
      if (json[i] == '\n' || json[i] == '\r') {
        out.write(json, from, i - from);
        out.write(' ');
        from = i + 1;
      }
    }
    out.write(json, from, end - from);
    out.write('\n');
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }
}
