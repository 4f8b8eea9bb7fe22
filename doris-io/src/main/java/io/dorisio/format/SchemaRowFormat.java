package io.dorisio.format;

import java.util.Map;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.Row;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Elements that become Beam rows. Field names are column names. */
public final class SchemaRowFormat<T> implements RowFormat<T, Row> {

  private final SerializableFunction<T, Row> toRow;
  private final @Nullable Schema schema;
  private final LoadFormat format;
  private final RowOptions options;

  private SchemaRowFormat(
      SerializableFunction<T, Row> toRow,
      @Nullable Schema schema,
      LoadFormat format,
      RowOptions options) {
    this.toRow = toRow;
    this.schema = schema;
    this.format = format;
    this.options = options;
    if (schema != null) {
      format.check(schema, options);
    }
  }

  /** The function decides the schema of each row. Written as JSON, with the default options. */
  public static <T> SchemaRowFormat<T> of(SerializableFunction<T, Row> toRow) {
    return new SchemaRowFormat<>(toRow, null, LoadFormat.JSON, RowOptions.defaults());
  }

  /**
   * Elements of one schema. Written as JSON, with the default options.
   *
   * @throws IllegalArgumentException if a field's type has no form in this format
   */
  public static <T> SchemaRowFormat<T> of(Schema schema, SerializableFunction<T, Row> toRow) {
    return new SchemaRowFormat<>(toRow, schema, LoadFormat.JSON, RowOptions.defaults());
  }

  /**
   * Writes in a format.
   *
   * @throws IllegalArgumentException if a field's type or an option is not for this format
   */
  public SchemaRowFormat<T> as(LoadFormat format, RowOptions options) {
    return new SchemaRowFormat<>(toRow, schema, format, options);
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
  public RowEncoder<Row> encoderFor(Row row, Map<String, String> loadProperties) {
    return format.encoder(row.getSchema(), options.withLoadProperties(loadProperties));
  }

  @Override
  public Row beamRow(Row row) {
    return row;
  }

  @Override
  public String describe(Row row) {
    return row.toString(false);
  }
}
