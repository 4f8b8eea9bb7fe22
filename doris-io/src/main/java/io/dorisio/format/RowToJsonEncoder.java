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
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.Row;

/**
 * Elements with a Beam schema, as JSON objects whose keys are the field names. Values are written
 * in the forms that Doris casts without loss, see {@link JsonValue}.
 */
public final class RowToJsonEncoder<T> implements RowEncoder<T> {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
          .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .build();

  private final Schema schema;
  private final SerializableFunction<T, Row> toRow;

  public RowToJsonEncoder(Schema schema, SerializableFunction<T, Row> toRow) {
    this.schema = schema;
    this.toRow = toRow;
    // A field type that has no JSON form is refused when the pipeline is built.
    JsonValue.ofRow(schema);
  }

  @Override
  public Writer<T> writerTo(OutputStream out) {
    JsonValue row = JsonValue.ofRow(schema);
    JsonGenerator json = generator(out);
    return element -> {
      row.write(json, toRow.apply(element));
      json.flush();
      out.write('\n');
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
