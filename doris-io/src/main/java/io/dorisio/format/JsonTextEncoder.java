package io.dorisio.format;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.beam.sdk.transforms.SerializableFunction;

/**
 * Elements that are JSON objects already, as UTF-8. The text is sent as it is, but for line breaks
 * between its tokens, which become spaces: a load's rows are lines. (Within a JSON string a raw
 * line break is not legal.)
 */
public final class JsonTextEncoder<T> implements RowEncoder<T> {

  private final SerializableFunction<T, byte[]> toUtf8;

  private JsonTextEncoder(SerializableFunction<T, byte[]> toUtf8) {
    this.toUtf8 = toUtf8;
  }

  public static JsonTextEncoder<String> ofStrings() {
    return of(text -> text);
  }

  public static JsonTextEncoder<byte[]> ofBytes() {
    return new JsonTextEncoder<>(bytes -> bytes);
  }

  /** Elements of any type, with the function that makes each one's JSON object. */
  public static <T> JsonTextEncoder<T> of(SerializableFunction<T, String> toJson) {
    return new JsonTextEncoder<>(element -> toJson.apply(element).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Writer<T> writerTo(OutputStream out) {
    return element -> write(toUtf8.apply(element), out);
  }

  @Override
  public Map<String, String> loadProperties() {
    return JsonLines.LOAD_PROPERTIES;
  }

  private static void write(byte[] json, OutputStream out) throws IOException {
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
