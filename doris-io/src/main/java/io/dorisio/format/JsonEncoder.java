package io.dorisio.format;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;

/** Rows as JSON objects, one a line. */
final class JsonEncoder implements RowEncoder<Row> {

  /** What ends a row that upserts, and one that deletes, where rows carry the sign. */
  private static final byte[][] SIGNS = {sign(0), sign(1)};

  private final Schema schema;
  private final RowOptions options;

  JsonEncoder(Schema schema, RowOptions options) {
    LoadHeaders.checkNames(schema.getFieldNames());
    this.schema = schema;
    this.options = options;
  }

  @Override
  public RowWriter<Row> newWriter() {
    JsonObject object = new JsonObject(schema, new JsonTypes(options));
    return new TextWriter<>(options.compression()) {
      @Override
      void write(Row row, RowKind kind, TextBuffer out) {
        int sign = LoadHeaders.sign(kind, options);
        object.writeOpen(out, row);
        if (options.deletes()) {
          out.write(SIGNS[sign]);
        }
        out.write('}');
        out.write('\n');
      }
    };
  }

  @Override
  public Map<String, String> loadProperties() {
    return LoadHeaders.of(LoadHeaders.json(), schema.getFieldNames(), true, options);
  }

  private static byte[] sign(int sign) {
    return (",\"" + LoadHeaders.DELETE_SIGN + "\":" + sign).getBytes(StandardCharsets.US_ASCII);
  }
}
