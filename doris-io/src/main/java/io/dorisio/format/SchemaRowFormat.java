package io.dorisio.format;

import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.Row;

/** Elements that become Beam rows. Field names are column names. */
public final class SchemaRowFormat<T> implements RowFormat<T, Row> {

  private final SerializableFunction<T, Row> toRow;

  private SchemaRowFormat(SerializableFunction<T, Row> toRow) {
    this.toRow = toRow;
  }

  /** The function decides the schema of each row. */
  public static <T> SchemaRowFormat<T> of(SerializableFunction<T, Row> toRow) {
    return new SchemaRowFormat<>(toRow);
  }

  /**
   * Elements of one schema.
   *
   * @throws IllegalArgumentException if a field's type has no form in this format
   */
  public static <T> SchemaRowFormat<T> of(Schema schema, SerializableFunction<T, Row> toRow) {
    JsonValue.ofRow(schema);
    return of(toRow);
  }

  @Override
  public Row toRow(T element) {
    return toRow.apply(element);
  }

  @Override
  public Object shapeOf(Row row) {
    return row.getSchema();
  }

  @Override
  public RowEncoder<Row> encoderFor(Row row) {
    return new RowToJsonEncoder(row.getSchema());
  }

  @Override
  public String describe(Row row) {
    return row.toString(false);
  }
}
