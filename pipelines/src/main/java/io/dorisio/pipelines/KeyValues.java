package io.dorisio.pipelines;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Properties in one option: {@code key=value,key=value}, or a JSON object where a value holds a
 * comma.
 */
final class KeyValues {
  private static final ObjectMapper JSON = new ObjectMapper();

  private KeyValues() {}

  static Map<String, String> parse(String option, String text) {
    String trimmed = text.strip();
    if (trimmed.isEmpty()) {
      return Map.of();
    }
    return trimmed.startsWith("{") ? parseJson(option, trimmed) : parsePairs(option, trimmed);
  }

  private static Map<String, String> parsePairs(String option, String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : text.split(",", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        // The pair itself stays out of the message: it may be half of a password.
        throw new IllegalArgumentException(
            String.format(
                "--%s: pair %d is not key=value. Write key=value,key=value, or a JSON object"
                    + " {\"key\":\"value\"} where a value holds a comma.",
                option, pairs.size() + 1));
      }
      pairs.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
    }
    return pairs;
  }

  private static Map<String, String> parseJson(String option, String text) {
    try {
      return JSON.readValue(text, new TypeReference<LinkedHashMap<String, String>>() {});
    } catch (JsonProcessingException e) {
      e.clearLocation();
      throw new IllegalArgumentException(
          String.format(
              "--%s starts like a JSON object but is not one of strings: %s",
              option, e.getOriginalMessage()),
          e);
    }
  }
}
