package io.dorisio.format;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.Schema.TypeName;
import org.apache.beam.sdk.schemas.logicaltypes.OneOfType;

/**
 * Values as JSON that Doris casts to its columns without loss:
 *
 * <ul>
 *   <li>booleans and integers are JSON booleans and numbers;
 *   <li>decimals are strings, since older servers read JSON numbers through a double;
 *   <li>finite floats are numbers; NaN and infinities are strings;
 *   <li>dates, times and bytes are strings; arrays, maps and rows are JSON arrays and objects.
 * </ul>
 */
final class JsonTypes extends FieldTypes<ValueWriter> {

  static final byte[] NULL = {'n', 'u', 'l', 'l'};
  static final ValueWriter DECIMAL = ValueWriter.quoted(PlainText.DECIMAL);
  static final ValueWriter DATE_TIME = ValueWriter.quoted(PlainText.DATE_TIME);

  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};

  private final RowOptions options;

  JsonTypes(RowOptions options) {
    this.options = options;
  }

  @Override
  ValueWriter integer(TypeName type) {
    return PlainText.INTEGER;
  }

  @Override
  ValueWriter floating(TypeName type) {
    ValueWriter asString = ValueWriter.quoted(PlainText.FLOATING);
    return (out, value) -> {
      boolean finite = Double.isFinite(((Number) value).doubleValue());
      (finite ? PlainText.FLOATING : asString).write(out, value);
    };
  }

  @Override
  ValueWriter bool() {
    return (out, value) -> out.write((Boolean) value ? TRUE : FALSE);
  }

  @Override
  ValueWriter decimal() {
    return DECIMAL;
  }

  @Override
  ValueWriter text() {
    return JsonString.WRITER;
  }

  @Override
  ValueWriter bytes() {
    return ValueWriter.quoted(PlainText.bytes(options.bytesEncoding()));
  }

  @Override
  ValueWriter date() {
    return ValueWriter.quoted(PlainText.DATE);
  }

  @Override
  ValueWriter time() {
    return ValueWriter.quoted(PlainText.TIME);
  }

  @Override
  ValueWriter dateTime() {
    return DATE_TIME;
  }

  @Override
  ValueWriter instant() {
    return ValueWriter.quoted(PlainText.instant(new WallClock(options.zone())));
  }

  @Override
  ValueWriter array(FieldType elementType) {
    ValueWriter element = of(elementType);
    return (out, value) -> {
      char before = '[';
      for (Object item : (Iterable<?>) value) {
        out.write(before);
        writeOrNull(element, out, item);
        before = ',';
      }
      if (before == '[') {
        out.write('[');
      }
      out.write(']');
    };
  }

  @Override
  ValueWriter map(FieldType keyType, FieldType valueType) {
    ValueWriter key = key(keyType);
    ValueWriter mapped = of(valueType);
    return (out, value) -> {
      char before = '{';
      for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
        if (entry.getKey() == null) {
          throw new IllegalArgumentException("A map has a key that is null");
        }
        out.write(before);
        key.write(out, entry.getKey());
        out.write(':');
        writeOrNull(mapped, out, entry.getValue());
        before = ',';
      }
      if (before == '{') {
        out.write('{');
      }
      out.write('}');
    };
  }

  /** Keys of JSON objects are strings, whatever they are the text of. */
  private ValueWriter key(FieldType type) {
    TypeName name = type.getTypeName();
    if (name.isCompositeType() || name.isCollectionType() || name.isMapType()) {
      throw new IllegalArgumentException("No MAP of Doris has keys of the type " + name);
    }
    ValueWriter plain = of(type);
    return (out, value) -> {
      int start = out.size();
      plain.write(out, value);
      byte first = out.bytes()[start];
      if (first == '{' || first == '[') {
        throw new IllegalArgumentException("A map has a key that is not a plain value");
      }
      if (first != '"') {
        out.insert(start, '"');
        out.write('"');
      }
    };
  }

  @Override
  ValueWriter row(Schema schema) {
    return new JsonObject(schema, this);
  }

  @Override
  ValueWriter oneOf(OneOfType type, Map<String, ValueWriter> writers) {
    return chosen(type, writers, NULL);
  }

  static ValueWriter chosen(OneOfType type, Map<String, ValueWriter> writers, byte[] nullText) {
    return (out, value) -> {
      OneOfType.Value chosen = (OneOfType.Value) value;
      Object inner = chosen.getValue();
      if (inner == null) {
        out.write(nullText);
      } else {
        writers.get(type.getCaseEnumType().toString(chosen.getCaseType())).write(out, inner);
      }
    };
  }

  @Override
  ValueWriter converted(UnaryOperator<Object> function, ValueWriter writer) {
    return ValueWriter.converted(function, writer);
  }

  static void writeOrNull(ValueWriter writer, TextBuffer out, Object value) {
    if (value == null) {
      out.write(NULL);
    } else {
      writer.write(out, value);
    }
  }
}
