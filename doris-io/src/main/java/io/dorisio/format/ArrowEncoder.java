package io.dorisio.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.Field;
import org.apache.beam.sdk.values.Row;

/**
 * Rows as Arrow IPC streams. A column has the place and the name that the header {@code columns}
 * gives it, since servers look either up (Doris source, be/src/format/arrow,
 * arrow_stream_reader.cpp).
 */
final class ArrowEncoder implements RowEncoder<Row> {

  private final Schema schema;
  private final RowOptions options;

  ArrowEncoder(Schema schema, RowOptions options) {
    LoadHeaders.checkNames(schema.getFieldNames());
    if (options.compression() != Compression.NONE) {
      throw new IllegalArgumentException(
          "Doris does not decompress the bodies of Arrow loads: " + options.compression());
    }
    checkClassPath();
    this.schema = schema;
    this.options = options;
  }

  private static void checkClassPath() {
    try {
      Class.forName("org.apache.arrow.vector.ipc.message.MessageSerializer");
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(
          "Arrow is not on the class path: add org.apache.arrow:arrow-vector", e);
    }
  }

  @Override
  public RowWriter<Row> newWriter() {
    ArrowTypes types = new ArrowTypes(options);
    List<ArrowNode> columns = new ArrayList<>();
    for (Field field : schema.getFields()) {
      try {
        columns.add(types.of(field.getType()));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("Field " + field.getName() + ": " + e.getMessage(), e);
      }
    }
    List<String> names = new ArrayList<>(schema.getFieldNames());
    if (options.deletes()) {
      names.add(LoadHeaders.DELETE_SIGN);
      columns.add(types.of(Schema.FieldType.BYTE));
    }
    return new ArrowWriter(names, columns, options);
  }

  @Override
  public boolean takesColumns() {
    return true;
  }

  @Override
  public Map<String, String> loadProperties() {
    return LoadHeaders.of(Map.of("format", "arrow"), schema.getFieldNames(), false, options);
  }
}
