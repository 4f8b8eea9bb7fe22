package io.dorisio.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import java.util.TreeSet;

/** The top-level keys of JSON objects. */
final class JsonKeys {

  private static final JsonFactory JSON = new JsonFactory();

  private JsonKeys() {}

  /**
   * The keys, each once and in the order of the alphabet, so that it does not count how an object
   * orders them.
   *
   * @throws IllegalArgumentException if the text is not one JSON object
   */
  static List<String> of(Utf8Slice json) {
    TreeSet<String> keys = new TreeSet<>();
    try (JsonParser in = JSON.createParser(json.array(), json.from(), json.length())) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("The element is not a JSON object");
      }
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        keys.add(in.currentName());
        in.nextToken();
        in.skipChildren();
      }
      if (in.nextToken() != null) {
        throw new IllegalArgumentException("The element is more than one JSON object");
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("The element is not a JSON object: " + e.getMessage(), e);
    }
    return List.copyOf(keys);
  }
}
