package io.dorisio.format;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Map;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.Field;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.Schema.LogicalType;
import org.apache.beam.sdk.schemas.logicaltypes.EnumerationType;
import org.apache.beam.sdk.schemas.logicaltypes.OneOfType;
import org.apache.beam.sdk.values.Row;
import org.joda.time.ReadableInstant;

/**
 * Writes one value of a Beam field type as JSON that Doris casts to its column without loss:
 *
 * <ul>
 *   <li>booleans and integers up to 64 bits are JSON booleans and numbers;
 *   <li>decimals are strings, since older servers read JSON numbers through a double;
 *   <li>finite floats are numbers; NaN and infinities are the strings {@code NaN} and {@code
 *       ±Infinity};
 *   <li>points in time are {@code yyyy-MM-dd HH:mm:ss.ffffff} in UTC;
 *   <li>bytes are base64; arrays, maps and rows are JSON arrays and objects.
 * </ul>
 */
interface JsonValue {

  void write(JsonGenerator json, Object value) throws IOException;

  /** The writer of rows of this schema. */
  static JsonValue ofRow(Schema schema) {
    int count = schema.getFieldCount();
    String[] names = new String[count];
    JsonValue[] values = new JsonValue[count];
    for (int i = 0; i < count; i++) {
      Field field = schema.getField(i);
      names[i] = field.getName();
      values[i] = of(field.getType());
    }
    return (json, value) -> {
      Row row = (Row) value;
      json.writeStartObject();
      for (int i = 0; i < count; i++) {
        json.writeFieldName(names[i]);
        Object field = row.getValue(i);
        if (field == null) {
          json.writeNull();
        } else {
          values[i].write(json, field);
        }
      }
      json.writeEndObject();
    };
  }

  /** The writer of values of this type, none of them null. */
  static JsonValue of(FieldType type) {
    return switch (type.getTypeName()) {
      case BYTE, INT16, INT32, INT64 ->
          (json, value) -> json.writeNumber(((Number) value).longValue());
      case FLOAT -> (json, value) -> json.writeNumber((Float) value);
      case DOUBLE -> (json, value) -> json.writeNumber((Double) value);
      case DECIMAL -> (json, value) -> json.writeString(((BigDecimal) value).toPlainString());
      case BOOLEAN -> (json, value) -> json.writeBoolean((Boolean) value);
      case STRING -> (json, value) -> json.writeString((String) value);
      case BYTES -> (json, value) -> json.writeBinary((byte[]) value);
      case DATETIME ->
          (json, value) ->
              writeInstant(json, Instant.ofEpochMilli(((ReadableInstant) value).getMillis()));
      case ARRAY, ITERABLE -> array(nullable(of(type.getCollectionElementType())));
      case MAP -> map(nullable(of(type.getMapValueType())));
      case ROW -> ofRow(type.getRowSchema());
      case LOGICAL_TYPE -> logical(type.getLogicalType());
    };
  }

  private static JsonValue nullable(JsonValue value) {
    return (json, element) -> {
      if (element == null) {
        json.writeNull();
      } else {
        value.write(json, element);
      }
    };
  }

  private static JsonValue array(JsonValue element) {
    return (json, value) -> {
      json.writeStartArray();
      for (Object item : (Iterable<?>) value) {
        element.write(json, item);
      }
      json.writeEndArray();
    };
  }

  private static JsonValue map(JsonValue mapValue) {
    return (json, value) -> {
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
        if (entry.getKey() == null || entry.getKey() instanceof Collection) {
          throw new IllegalArgumentException("A map key must be a plain value, not null or a list");
        }
        json.writeFieldName(entry.getKey().toString());
        mapValue.write(json, entry.getValue());
      }
      json.writeEndObject();
    };
  }

  private static <V, B> JsonValue logical(LogicalType<V, B> type) {
    if (type instanceof EnumerationType enumeration) {
      return (json, value) -> json.writeString(enumeration.toString((EnumerationType.Value) value));
    }
    if (type instanceof OneOfType oneOf) {
      return (json, value) -> {
        OneOfType.Value chosen = (OneOfType.Value) value;
        of(oneOf.getFieldType(chosen)).write(json, chosen.getValue());
      };
    }
    JsonValue base = of(type.getBaseType());
    return (json, value) -> {
      if (value instanceof LocalDate date) {
        json.writeString(DorisDateTime.format(date));
      } else if (value instanceof LocalDateTime dateTime) {
        json.writeString(DorisDateTime.format(dateTime));
      } else if (value instanceof LocalTime time) {
        json.writeString(DorisDateTime.format(time));
      } else if (value instanceof Instant instant) {
        writeInstant(json, instant);
      } else if (value instanceof java.util.UUID uuid) {
        json.writeString(uuid.toString());
      } else {
        @SuppressWarnings("unchecked")
        V typed = (V) value;
        base.write(json, type.toBaseType(typed));
      }
    };
  }

  private static void writeInstant(JsonGenerator json, Instant instant) throws IOException {
    json.writeString(DorisDateTime.format(LocalDateTime.ofInstant(instant, ZoneOffset.UTC)));
  }
}
