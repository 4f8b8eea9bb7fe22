package io.dorisio.cdc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dorisio.cdc.mysql.SourceValue;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A message as a JSON tree that keeps every digit. What is missing or of the wrong kind is an
 * IllegalArgumentException that names it.
 */
final class EventJson {

  private static final ObjectReader READER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build()
          .readerFor(JsonNode.class);

  private EventJson() {}

  static JsonNode object(byte[] message) {
    JsonNode tree;
    try {
      tree = READER.readTree(message);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("it is not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      // Also what is not UTF-8.
      throw new IllegalArgumentException("it is not JSON: " + e.getMessage(), e);
    }
    if (!tree.isObject()) {
      throw new IllegalArgumentException("it is not a JSON object");
    }
    return tree;
  }

  /** The one value that these bytes are; null if they are not. */
  static @Nullable JsonNode only(byte[] message, int from, int to) {
    try {
      JsonNode value = READER.readTree(message, from, to - from);
      return value.isMissingNode() ? null : value;
    } catch (IOException e) {
      return null;
    }
  }

  static boolean has(JsonNode object, String field) {
    return object.hasNonNull(field);
  }

  static String text(JsonNode object, String field) {
    JsonNode value = object.get(field);
    if (value == null || !value.isTextual()) {
      throw new IllegalArgumentException("its field \"" + field + "\" is no text");
    }
    return value.textValue();
  }

  static String textOrEmpty(JsonNode object, String field) {
    return has(object, field) ? text(object, field) : "";
  }

  static JsonNode object(JsonNode object, String field) {
    JsonNode value = object.get(field);
    if (value == null || !value.isObject()) {
      throw new IllegalArgumentException("its field \"" + field + "\" is no object");
    }
    return value;
  }

  /** The field's whole number; 0 if it is missing. Text of digits counts as a number. */
  static long number(JsonNode object, String field) {
    JsonNode value = object.get(field);
    if (value == null || value.isNull()) {
      return 0;
    }
    if (value.isTextual() && value.textValue().matches("-?\\d{1,18}")) {
      return Long.parseLong(value.textValue());
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new IllegalArgumentException("its field \"" + field + "\" is no whole number");
    }
    return value.longValue();
  }

  static Instant time(long amount, ChronoUnit unit) {
    return Instant.EPOCH.plus(amount, unit);
  }

  /** The texts of a list; empty if it is missing. */
  static List<String> texts(JsonNode object, String field) {
    List<String> texts = new ArrayList<>();
    if (has(object, field)) {
      for (JsonNode element : object.get(field)) {
        if (!element.isTextual()) {
          throw new IllegalArgumentException("its field \"" + field + "\" is no list of texts");
        }
        texts.add(element.textValue());
      }
    }
    return texts;
  }

  /** A value of which nothing is known. */
  static @Nullable Object untyped(JsonNode value) {
    return switch (value.getNodeType()) {
      case NULL, MISSING -> null;
      case BOOLEAN -> value.booleanValue();
      case STRING -> value.textValue();
      case NUMBER ->
          !value.isIntegralNumber()
              ? SourceValue.bounded(value.decimalValue())
              : value.canConvertToLong() ? (Object) value.longValue() : value.bigIntegerValue();
      default -> value.toString();
    };
  }
}
