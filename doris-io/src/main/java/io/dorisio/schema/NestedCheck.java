package io.dorisio.schema;

import io.dorisio.schema.DorisType.Kind;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.values.Row;

/** Arrays, maps and rows; what is inside of them may always be null in Doris. */
final class NestedCheck {

  private NestedCheck() {}

  static ValueCheck ofArray(FieldType type, DorisType column, RowCheckOptions options) {
    if (column.kind() != Kind.ARRAY) {
      return asText(type, column);
    }
    ValueCheck element =
        FieldCheck.of(type.getCollectionElementType(), column.arguments().get(0), options);
    if (element == ValueCheck.NONE) {
      return element;
    }
    return value -> {
      int index = 0;
      for (Object item : (Iterable<?>) value) {
        String problem = item == null ? null : element.problem(item);
        if (problem != null) {
          return "has an element, number " + index + ", that " + problem;
        }
        index++;
      }
      return null;
    };
  }

  static ValueCheck ofMap(FieldType type, DorisType column, RowCheckOptions options) {
    if (column.kind() != Kind.MAP) {
      return asText(type, column);
    }
    ValueCheck keys = FieldCheck.of(type.getMapKeyType(), column.arguments().get(0), options);
    ValueCheck values = FieldCheck.of(type.getMapValueType(), column.arguments().get(1), options);
    return value -> {
      for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
        if (entry.getKey() == null) {
          return "has a key that is null";
        }
        String problem = keys.problem(entry.getKey());
        if (problem != null) {
          return "has a key that " + problem;
        }
        problem = entry.getValue() == null ? null : values.problem(entry.getValue());
        if (problem != null) {
          return "has, under " + Shown.value(entry.getKey()) + ", a value that " + problem;
        }
      }
      return null;
    };
  }

  static ValueCheck ofRow(FieldType type, DorisType column, RowCheckOptions options) {
    if (column.kind() != Kind.STRUCT) {
      return asText(type, column);
    }
    Schema schema = type.getRowSchema();
    List<String> names = column.fields();
    if (schema.getFieldCount() != names.size()) {
      throw otherFields(schema, column);
    }
    ValueCheck[] fields = new ValueCheck[schema.getFieldCount()];
    for (int i = 0; i < fields.length; i++) {
      String name = schema.getField(i).getName();
      int place = 0;
      while (place < names.size() && !names.get(place).equalsIgnoreCase(name)) {
        place++;
      }
      if (place == names.size()) {
        throw otherFields(schema, column);
      }
      fields[i] =
          FieldCheck.of(schema.getField(i).getType(), column.arguments().get(place), options);
    }
    return value -> {
      Row row = (Row) value;
      for (int i = 0; i < fields.length; i++) {
        Object inside = row.getValue(i);
        String problem = inside == null ? null : fields[i].problem(inside);
        if (problem != null) {
          return "has a field, " + schema.getField(i).getName() + ", that " + problem;
        }
      }
      return null;
    };
  }

  /** Written as JSON text, whose length is known only then. */
  private static ValueCheck asText(FieldType type, DorisType column) {
    if (column.kind().isText() || column.kind() == Kind.JSON || column.kind() == Kind.VARIANT) {
      return ValueCheck.NONE;
    }
    throw FieldCheck.unfit(type, column);
  }

  private static IllegalArgumentException otherFields(Schema schema, DorisType column) {
    return new IllegalArgumentException(
        "a row of fields "
            + schema.getFieldNames()
            + " does not fit a column of type "
            + column
            + ", which has other fields");
  }
}
