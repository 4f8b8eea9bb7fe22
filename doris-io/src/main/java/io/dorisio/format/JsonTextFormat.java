package io.dorisio.format;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.SerializableFunction;

/** Elements that are JSON objects already, or that a function turns into them. */
public final class JsonTextFormat<T> implements RowFormat<T, Utf8Slice> {

  private final SerializableFunction<T, Utf8Slice> toUtf8;
  private final RowOptions options;

  private JsonTextFormat(SerializableFunction<T, Utf8Slice> toUtf8, RowOptions options) {
    this.toUtf8 = toUtf8;
    this.options = options;
  }

  public static JsonTextFormat<String> ofStrings() {
    return of(text -> text);
  }

  public static JsonTextFormat<byte[]> ofBytes() {
    return new JsonTextFormat<>(Utf8Slice::of, RowOptions.defaults());
  }

  public static JsonTextFormat<Utf8Slice> ofSlices() {
    return new JsonTextFormat<>(slice -> slice, RowOptions.defaults());
  }

  /** Elements of any type, with the function that makes each one's JSON object. */
  public static <T> JsonTextFormat<T> of(SerializableFunction<T, String> toJson) {
    return new JsonTextFormat<>(
        element -> Utf8Slice.of(toJson.apply(element).getBytes(StandardCharsets.UTF_8)),
        RowOptions.defaults());
  }

  /**
   * Writes with options. Those of values, {@link RowOptions#zone} and {@link
   * RowOptions#bytesEncoding}, have no meaning here: the text is sent as it is. A partial update
   * changes the columns that the object has keys for; objects with other keys go to other loads.
   */
  public JsonTextFormat<T> withOptions(RowOptions options) {
    return new JsonTextFormat<>(toUtf8, options);
  }

  @Override
  public Utf8Slice toRow(T element) {
    return toUtf8.apply(element);
  }

  /** The keys, where an update is partial; else all are of one shape, and are not looked into. */
  @Override
  public Object shapeOf(Utf8Slice row) {
    return keys(row);
  }

  @Override
  public RowEncoder<Utf8Slice> encoderFor(Utf8Slice row, Map<String, String> loadProperties) {
    List<String> keys = keys(row);
    if (options.partialUpdate()) {
      LoadHeaders.checkNames(keys);
    }
    return new JsonTextEncoder(keys, options.withLoadProperties(loadProperties));
  }

  private List<String> keys(Utf8Slice row) {
    return options.partialUpdate() ? JsonKeys.of(row) : List.of();
  }

  @Override
  public String describe(Utf8Slice row) {
    return row.toString();
  }
}
