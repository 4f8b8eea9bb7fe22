package io.dorisio.format;

import java.util.Arrays;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.Field;
import org.apache.beam.sdk.values.Row;

/** Rows as JSON objects whose keys are the field names. */
final class JsonObject implements ValueWriter {

  /** What stands before each value: the separator and the name. */
  private final byte[][] names;

  private final DirectWriter[] values;

  JsonObject(Schema schema, JsonTypes types) {
    int count = schema.getFieldCount();
    names = new byte[count][];
    values = new DirectWriter[count];
    TextBuffer name = new TextBuffer();
    for (int i = 0; i < count; i++) {
      Field field = schema.getField(i);
      name.write(i == 0 ? '{' : ',');
      JsonString.write(name, field.getName());
      name.write(':');
      names[i] = Arrays.copyOf(name.bytes(), name.size());
      name.clear();
      values[i] = of(field, types);
    }
  }

  private static DirectWriter of(Field field, JsonTypes types) {
    try {
      return DirectWriter.of(types.of(field.getType()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("Field " + field.getName() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void write(TextBuffer out, Object value) {
    writeOpen(out, (Row) value);
    out.write('}');
  }

  /** Writes the object without the brace that ends it. */
  void writeOpen(TextBuffer out, Row row) {
    if (names.length == 0) {
      out.write('{');
    }
    for (int i = 0; i < names.length; i++) {
      out.write(names[i]);
      Object value = row.getValue(i);
      if (value == null) {
        out.write(JsonTypes.NULL);
      } else {
        values[i].write(out, value);
      }
    }
  }
}
