package io.dorisio.cdc;

import java.io.Serializable;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Reads the messages of one format. One thread at a time may use it. */
public interface ChangeParser extends Serializable {

  /**
   * What a message says, in order. All of it or nothing: a message with one broken row is broken.
   *
   * <p>An update that changes a key column gives two data changes: the old key's deletion, then the
   * row under its new key.
   *
   * @param key the message's key; null if it has none
   * @param value the message's value; null for a tombstone
   * @throws MalformedEventException if the message is no event of the format; its text may quote
   *     the value that is wrong
   */
  List<ChangeEvent> parse(byte @Nullable [] key, byte @Nullable [] value, RecordOffset offset)
      throws MalformedEventException;
}
