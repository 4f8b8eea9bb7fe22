package io.dorisio.write;

import io.dorisio.client.TableName;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.joda.time.Instant;

/** Takes elements that cannot be rows of their tables. */
@FunctionalInterface
interface Refusals<T> {
  /**
   * Takes one.
   *
   * @param table null if the element has none
   */
  void accept(@Nullable TableName table, T element, Instant timestamp, RuntimeException why);
}
