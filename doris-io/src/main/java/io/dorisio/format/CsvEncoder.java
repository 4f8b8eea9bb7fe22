package io.dorisio.format;

import java.util.Map;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.Field;
import org.apache.beam.sdk.values.Row;

/** Rows as CSV lines, with their columns named in a header. Servers know it from 2.1 on. */
final class CsvEncoder implements RowEncoder<Row> {

  private static final Map<String, String> FORMAT =
      Map.of(
          "format", "csv",
          "column_separator", ",",
          "line_delimiter", "\\n",
          "enclose", "\"",
          // The default differs between documentation (backslash) and server (none).
          "escape", "\\",
          // An empty field is a text without characters.
          "empty_field_as_null", "false",
          "trim_double_quotes", "false");

  private final Schema schema;
  private final RowOptions options;

  CsvEncoder(Schema schema, RowOptions options) {
    LoadHeaders.checkNames(schema.getFieldNames());
    this.schema = schema;
    this.options = options;
  }

  @Override
  public RowWriter<Row> newWriter() {
    DirectWriter[] fields = writers();
    return new TextWriter<>(options.compression()) {
      @Override
      void write(Row row, RowKind kind, TextBuffer out) {
        int sign = LoadHeaders.sign(kind, options);
        for (int i = 0; i < fields.length; i++) {
          if (i > 0) {
            out.write(',');
          }
          Object value = row.getValue(i);
          if (value == null) {
            out.write(CsvTypes.NULL);
          } else {
            fields[i].write(out, value);
          }
        }
        if (options.deletes()) {
          out.write(',');
          out.write((char) ('0' + sign));
        }
        out.write('\n');
      }
    };
  }

  private DirectWriter[] writers() {
    CsvTypes types = new CsvTypes(options);
    DirectWriter[] writers = new DirectWriter[schema.getFieldCount()];
    for (int i = 0; i < writers.length; i++) {
      Field field = schema.getField(i);
      try {
        writers[i] = DirectWriter.of(types.of(field.getType()));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("Field " + field.getName() + ": " + e.getMessage(), e);
      }
    }
    return writers;
  }

  @Override
  public Map<String, String> loadProperties() {
    return LoadHeaders.of(FORMAT, schema.getFieldNames(), false, options);
  }
}
