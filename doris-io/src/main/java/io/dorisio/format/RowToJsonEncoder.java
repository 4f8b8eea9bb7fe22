package io.dorisio.format;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;

/**
 * Rows as JSON objects whose keys are the field names. Values are written in the forms that Doris
 * casts without loss, see {@link JsonValue}.
 */
final class RowToJsonEncoder implements RowEncoder<Row> {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
          .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .build();

  private final Schema schema;

  RowToJsonEncoder(Schema schema) {
    this.schema = schema;
  }

  @Override
  public RowWriter<Row> newWriter() {
    JsonValue values = JsonValue.ofRow(schema);
    return new TextWriter<>() {
      private JsonGenerator json;

      @Override
      void write(Row row, RowKind kind, TextBuffer out) throws IOException {
        if (json == null) {
          json = generator(out);
        }
        values.write(json, row);
        json.flush();
        out.write('\n');
      }

      @Override
      void startOver(TextBuffer out) {
        json = null;
      }
    };
  }

  @Override
  public Map<String, String> loadProperties() {
    return JsonLines.LOAD_PROPERTIES;
  }

  private static JsonGenerator generator(OutputStream out) {
    try {
      // Rows are separated by the line break behind each.
      return JSON.createGenerator(out, JsonEncoding.UTF8).setRootValueSeparator(null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
