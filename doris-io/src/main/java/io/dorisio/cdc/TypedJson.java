package io.dorisio.cdc;

import com.fasterxml.jackson.databind.JsonNode;
import io.dorisio.cdc.mysql.MySqlType;
import io.dorisio.cdc.mysql.SourceValue;
import io.dorisio.cdc.mysql.SourceValue.BytesIn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;

/** JSON values as Maxwell writes them: numbers as such, bytes in base64, JSON as it is. */
final class TypedJson {

  private TypedJson() {}

  static @Nullable Object value(Map.Entry<String, JsonNode> field, MySqlType type) {
    try {
      return value(field.getValue(), type);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "its column \"" + field.getKey() + "\": " + e.getMessage(), e);
    }
  }

  private static @Nullable Object value(JsonNode value, MySqlType type) {
    if (value.isNull()) {
      return null;
    }
    return switch (type.name()) {
      case UNKNOWN -> EventJson.untyped(value);
      case JSON -> value.toString();
      case SET -> value.isArray() ? set(value) : EventJson.untyped(value);
      default ->
          value.isBoolean()
              ? (Object) value.booleanValue()
              : value.isContainerNode()
                  ? value.toString()
                  : SourceValue.ofText(value.asText(), type, BytesIn.BASE64);
    };
  }

  private static String set(JsonNode members) {
    List<String> texts = new ArrayList<>();
    members.forEach(member -> texts.add(member.asText()));
    return String.join(",", texts);
  }
}
