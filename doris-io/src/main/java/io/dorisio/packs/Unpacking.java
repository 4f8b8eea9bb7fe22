package io.dorisio.packs;

import java.io.IOException;
import java.io.Serializable;
import org.joda.time.Instant;

/**
 * How packs come apart.
 *
 * @param <P> the type of the packs
 * @param <T> the type of the elements in them
 */
@FunctionalInterface
public interface Unpacking<P, T> extends Serializable {

  /** Takes the elements of a pack. */
  @FunctionalInterface
  interface Receiver<T> {
    void accept(T element, Instant timestamp) throws IOException, InterruptedException;
  }

  /**
   * Hands the elements of a pack over, in their order.
   *
   * @param timestamp the pack's; none of its elements has an earlier one
   * @throws IOException what the receiver throws, and nothing else
   */
  void unpack(P pack, Instant timestamp, Receiver<T> elements)
      throws IOException, InterruptedException;

  /** For packs whose elements are packs themselves. */
  default <U> Unpacking<P, U> andThen(Unpacking<T, U> inner) {
    return (pack, timestamp, elements) ->
        unpack(pack, timestamp, (element, time) -> inner.unpack(element, time, elements));
  }

  /** For elements that come by themselves. */
  static <T> Unpacking<T, T> none() {
    return (element, timestamp, elements) -> elements.accept(element, timestamp);
  }
}
