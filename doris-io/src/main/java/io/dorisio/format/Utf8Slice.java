package io.dorisio.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.apache.beam.sdk.coders.DefaultCoder;

/**
 * Text in UTF-8 that is a part of an array, such as one of the values that a broker sent together.
 * It need not be copied out of it to be written.
 *
 * <p>The array must not be changed any more; it stays in memory for as long as one of its slices
 * does, or rows of it that were not sent yet. JSON objects that a step which encodes rows is given
 * at once, and that lie one behind the other with a line feed behind each, are sent straight out of
 * it.
 */
@DefaultCoder(Utf8SliceCoder.class)
public final class Utf8Slice {

  private final byte[] array;
  private final int from;
  private final int to;

  private Utf8Slice(byte[] array, int from, int to) {
    this.array = array;
    this.from = from;
    this.to = to;
  }

  /** All of an array. */
  public static Utf8Slice of(byte[] array) {
    return new Utf8Slice(array, 0, array.length);
  }

  /**
   * A part of an array.
   *
   * @throws IndexOutOfBoundsException if the array does not have it
   */
  public static Utf8Slice of(byte[] array, int from, int length) {
    Objects.checkFromIndexSize(from, length, array.length);
    return new Utf8Slice(array, from, from + length);
  }

  byte[] array() {
    return array;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  public int length() {
    return to - from;
  }

  /** The bytes, as an array of their own. */
  public byte[] toByteArray() {
    return Arrays.copyOfRange(array, from, to);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Utf8Slice slice
        && Arrays.equals(array, from, to, slice.array, slice.from, slice.to);
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + array[i];
    }
    return hash;
  }

  /** The text. */
  @Override
  public String toString() {
    return new String(array, from, to - from, StandardCharsets.UTF_8);
  }
}
