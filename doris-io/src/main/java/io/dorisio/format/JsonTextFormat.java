package io.dorisio.format;

import java.nio.charset.StandardCharsets;
import org.apache.beam.sdk.transforms.SerializableFunction;

/** Elements that are JSON objects already, or that a function turns into them. */
public final class JsonTextFormat<T> implements RowFormat<T, byte[]> {

  private final SerializableFunction<T, byte[]> toUtf8;

  private JsonTextFormat(SerializableFunction<T, byte[]> toUtf8) {
    this.toUtf8 = toUtf8;
  }

  public static JsonTextFormat<String> ofStrings() {
    return of(text -> text);
  }

  public static JsonTextFormat<byte[]> ofBytes() {
    return new JsonTextFormat<>(bytes -> bytes);
  }

  /** Elements of any type, with the function that makes each one's JSON object. */
  public static <T> JsonTextFormat<T> of(SerializableFunction<T, String> toJson) {
    return new JsonTextFormat<>(element -> toJson.apply(element).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public byte[] toRow(T element) {
    return toUtf8.apply(element);
  }

  /** All are of one shape: their keys are not looked at. */
  @Override
  public Object shapeOf(byte[] row) {
    return JsonTextFormat.class;
  }

  @Override
  public RowEncoder<byte[]> encoderFor(byte[] row) {
    return new JsonTextEncoder();
  }

  @Override
  public String describe(byte[] row) {
    return new String(row, StandardCharsets.UTF_8);
  }
}
