package io.dorisio.format;

import java.nio.charset.StandardCharsets;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.values.Row;

/** What the text formats write. */
final class Written {

  private Written() {}

  static String text(LoadFormat format, RowOptions options, Row row) {
    return text(format, options, row, RowKind.UPSERT);
  }

  static String text(LoadFormat format, RowOptions options, Row row, RowKind kind) {
    RowWriter<Row> writer = format.encoder(row.getSchema(), options).newWriter();
    writer.write(row, kind);
    return StandardCharsets.UTF_8.decode(writer.drain().bytes()).toString();
  }

  /** The value of a row of one field, as JSON. */
  static String json(FieldType type, Object value) {
    return json(RowOptions.defaults(), type, value);
  }

  static String json(RowOptions options, FieldType type, Object value) {
    String row = text(LoadFormat.JSON, options, one(type, value));
    return row.substring("{\"x\":".length(), row.length() - 2);
  }

  /** The value of a row of one field, as CSV. */
  static String csv(FieldType type, Object value) {
    String row = text(LoadFormat.CSV, RowOptions.defaults(), one(type, value));
    return row.substring(0, row.length() - 1);
  }

  /** A row of one field, of which Beam checks nothing. */
  static Row one(FieldType type, Object value) {
    Schema schema = Schema.builder().addNullableField("x", type).build();
    return Row.withSchema(schema).attachValues(value);
  }
}
