package io.dorisio.schema;

import io.dorisio.client.KeysModel;
import java.util.List;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.values.Row;

/** Rows and tables of one column. */
final class Beam {

  private Beam() {}

  static TableSchema table(Column... columns) {
    return new TableSchema(KeysModel.DUPLICATE, List.of(columns), "", List.of());
  }

  static Column column(String name, String type) {
    return Column.of(name, DorisType.parse(type), true, false);
  }

  static Column notNull(String name, String type) {
    return Column.of(name, DorisType.parse(type), false, false);
  }

  static Schema schema(FieldType type) {
    return Schema.builder().addNullableField("c", type).build();
  }

  static Row row(FieldType type, Object value) {
    return Row.withSchema(schema(type)).attachValues(value);
  }
}
