package io.dorisio.emulator.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** JSON as the servers write it. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static String compact(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Flat fields, one a line, indented by four blanks: what a backend's writer makes (doris-protocol
   * 1.7).
   */
  static String pretty(Map<String, Object> fields) {
    StringBuilder out = new StringBuilder("{\n");
    String separator = "";
    for (Map.Entry<String, Object> field : fields.entrySet()) {
      out.append(separator)
          .append("    ")
          .append(compact(field.getKey()))
          .append(": ")
          .append(compact(field.getValue()));
      separator = ",\n";
    }
    return out.append("\n}").toString();
  }

  static JsonNode parse(byte[] text) throws IOException {
    return MAPPER.readTree(text);
  }
}
