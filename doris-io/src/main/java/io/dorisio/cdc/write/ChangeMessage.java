package io.dorisio.cdc.write;

import io.dorisio.cdc.RecordOffset;
import java.util.Arrays;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A change message as it came.
 *
 * <p>Its place tells it apart in dead letters, and stands for the place in the source where the
 * message names none.
 */
@DefaultCoder(ChangeMessageCoder.class)
public final class ChangeMessage {

  private final RecordOffset place;
  private final byte @Nullable [] key;
  private final byte @Nullable [] value;

  /**
   * Of a message. The arrays are not copied.
   *
   * @param key null if it has none
   * @param value null for a tombstone
   */
  public ChangeMessage(RecordOffset place, byte @Nullable [] key, byte @Nullable [] value) {
    this.place = place;
    this.key = key;
    this.value = value;
  }

  /** Where it lies. */
  public RecordOffset place() {
    return place;
  }

  public byte @Nullable [] key() {
    return key;
  }

  public byte @Nullable [] value() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChangeMessage message
        && place.equals(message.place)
        && Arrays.equals(key, message.key)
        && Arrays.equals(value, message.value);
  }

  @Override
  public int hashCode() {
    return place.hashCode();
  }

  /** Without its contents, which may be personal. */
  @Override
  public String toString() {
    return "ChangeMessage at " + place;
  }
}
