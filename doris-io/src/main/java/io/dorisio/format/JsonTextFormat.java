package io.dorisio.format;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.SerializableFunction;

/** Elements that are JSON objects already, or that a function turns into them. */
public final class JsonTextFormat<T> implements RowFormat<T, byte[]> {

  private final SerializableFunction<T, byte[]> toUtf8;
  private final RowOptions options;

  private JsonTextFormat(SerializableFunction<T, byte[]> toUtf8, RowOptions options) {
    this.toUtf8 = toUtf8;
    this.options = options;
  }

  public static JsonTextFormat<String> ofStrings() {
    return of(text -> text);
  }

  public static JsonTextFormat<byte[]> ofBytes() {
    return new JsonTextFormat<>(bytes -> bytes, RowOptions.defaults());
  }

  /** Elements of any type, with the function that makes each one's JSON object. */
  public static <T> JsonTextFormat<T> of(SerializableFunction<T, String> toJson) {
    return new JsonTextFormat<>(
        element -> toJson.apply(element).getBytes(StandardCharsets.UTF_8), RowOptions.defaults());
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
  public byte[] toRow(T element) {
    return toUtf8.apply(element);
  }

  /** The keys, where an update is partial; else all are of one shape, and are not looked into. */
  @Override
  public Object shapeOf(byte[] row) {
    return keys(row);
  }

  @Override
  public RowEncoder<byte[]> encoderFor(byte[] row, Map<String, String> loadProperties) {
    List<String> keys = keys(row);
    if (options.partialUpdate()) {
      LoadHeaders.checkNames(keys);
    }
    return new JsonTextEncoder(keys, options.withLoadProperties(loadProperties));
  }

  private List<String> keys(byte[] row) {
    return options.partialUpdate() ? JsonKeys.of(row) : List.of();
  }

  @Override
  public String describe(byte[] row) {
    return new String(row, StandardCharsets.UTF_8);
  }
}
