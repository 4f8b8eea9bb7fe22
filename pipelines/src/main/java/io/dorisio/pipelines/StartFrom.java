package io.dorisio.pipelines;

import java.util.Locale;

/** Where a job without state, and without committed offsets of its group, starts to read. */
public enum StartFrom {
  EARLIEST,
  LATEST;

  /** The value of Kafka's {@code auto.offset.reset}. */
  String offsetReset() {
    return name().toLowerCase(Locale.ROOT);
  }
}
