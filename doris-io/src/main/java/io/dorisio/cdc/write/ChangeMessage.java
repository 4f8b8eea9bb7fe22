package io.dorisio.cdc.write;

import io.dorisio.cdc.RecordOffset;
import io.dorisio.cdc.SourcePosition;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A change message as it came.
 *
 * <p>Its place tells it apart in dead letters, and stands for the place in the source where the
 * message names none. A reader that knows the order of its changes better than their messages tell
 * it gives each a position, which goes before the one that the message names.
 */
@DefaultCoder(ChangeMessageCoder.class)
public final class ChangeMessage {

  private final RecordOffset place;
  private final byte @Nullable [] key;
  private final byte @Nullable [] value;
  private final @Nullable SourcePosition position;

  /**
   * Of a message. The arrays are not copied.
   *
   * @param key null if it has none
   * @param value null for a tombstone
   */
  public ChangeMessage(RecordOffset place, byte @Nullable [] key, byte @Nullable [] value) {
    this(place, key, value, null);
  }

  private ChangeMessage(
      RecordOffset place,
      byte @Nullable [] key,
      byte @Nullable [] value,
      @Nullable SourcePosition position) {
    this.place = place;
    this.key = key;
    this.value = value;
    this.position = position;
  }

  /**
   * The same message, of one row's change, whose place in the source's history is this one and not
   * what it says itself. A message of several rows is then refused as one that cannot be written.
   */
  public ChangeMessage withPosition(SourcePosition position) {
    return new ChangeMessage(place, key, value, position);
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

  /** Where the change is in the source's history; empty if the message itself is to say. */
  public Optional<SourcePosition> position() {
    return Optional.ofNullable(position);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChangeMessage message
        && place.equals(message.place)
        && Arrays.equals(key, message.key)
        && Arrays.equals(value, message.value)
        && Objects.equals(position, message.position);
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
