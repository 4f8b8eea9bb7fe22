package io.dorisio.write;

import io.dorisio.client.TableName;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/** Takes elements that cannot be rows of their tables. */
@FunctionalInterface
interface Refusals<T> {
  void accept(@Nullable TableName table, T element, Instant timestamp, RuntimeException why);
}
