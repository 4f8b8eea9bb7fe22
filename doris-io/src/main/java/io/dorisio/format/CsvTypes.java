package io.dorisio.format;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.Schema.TypeName;
import org.apache.beam.sdk.schemas.logicaltypes.OneOfType;

/**
 * Values as CSV fields. Numbers, dates and times stand as they are; all that could hold a character
 * of the format is enclosed. Arrays, maps and rows are the JSON text that Doris casts to its column
 * types.
 */
final class CsvTypes extends FieldTypes<ValueWriter> {

  /**
   * An enclosed one would be NULL as well; a text of these characters has its backslash escaped.
   */
  static final byte[] NULL = {'\\', 'N'};

  private final RowOptions options;
  private final JsonTypes json;

  CsvTypes(RowOptions options) {
    this.options = options;
    this.json = new JsonTypes(options);
  }

  @Override
  ValueWriter integer(TypeName type) {
    return PlainText.INTEGER;
  }

  @Override
  ValueWriter floating(TypeName type) {
    return PlainText.FLOATING;
  }

  @Override
  ValueWriter bool() {
    return json.bool();
  }

  @Override
  ValueWriter decimal() {
    return PlainText.DECIMAL;
  }

  @Override
  ValueWriter text() {
    return CsvString.WRITER;
  }

  @Override
  ValueWriter bytes() {
    return ValueWriter.quoted(PlainText.bytes(options.bytesEncoding()));
  }

  @Override
  ValueWriter date() {
    return PlainText.DATE;
  }

  @Override
  ValueWriter time() {
    return PlainText.TIME;
  }

  @Override
  ValueWriter dateTime() {
    return PlainText.DATE_TIME;
  }

  @Override
  ValueWriter instant() {
    return PlainText.instant(new WallClock(options.zone()));
  }

  @Override
  ValueWriter array(FieldType element) {
    return enclosed(json.array(element));
  }

  @Override
  ValueWriter map(FieldType key, FieldType value) {
    return enclosed(json.map(key, value));
  }

  @Override
  ValueWriter row(Schema schema) {
    return enclosed(json.row(schema));
  }

  @Override
  ValueWriter oneOf(OneOfType type, Map<String, ValueWriter> writers) {
    return JsonTypes.chosen(type, writers, NULL);
  }

  @Override
  ValueWriter converted(UnaryOperator<Object> function, ValueWriter writer) {
    return ValueWriter.converted(function, writer);
  }

  private static ValueWriter enclosed(ValueWriter json) {
    TextBuffer text = new TextBuffer();
    return (out, value) -> {
      text.clear();
      json.write(text, value);
      CsvString.write(out, text);
    };
  }
}
