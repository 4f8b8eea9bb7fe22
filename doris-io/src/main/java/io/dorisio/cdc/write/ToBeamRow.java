package io.dorisio.cdc.write;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.Row;

/** Rows of the same columns have the same schema, one object, so that they are soon compared. */
final class ToBeamRow implements SerializableFunction<TargetRow, Row> {

  private static final long serialVersionUID = 1L;
  private static final int KEPT = 10_000;

  private transient Map<List<String>, Schema> schemas;

  @Override
  public Row apply(TargetRow row) {
    if (schemas == null || schemas.size() > KEPT) {
      schemas = new HashMap<>();
    }
    Schema schema = schemas.computeIfAbsent(row.columns(), ToBeamRow::schema);
    // All fields are nullable text, as all values are; nothing is left to be verified.
    return Row.withSchema(schema).attachValues(new ArrayList<Object>(row.values()));
  }

  private static Schema schema(List<String> columns) {
    Schema.Builder schema = Schema.builder();
    for (String column : columns) {
      schema.addNullableStringField(column);
    }
    return schema.build();
  }
}
