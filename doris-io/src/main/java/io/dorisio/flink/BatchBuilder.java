package io.dorisio.flink;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.joda.time.Instant;

/**
 * Gathers a batch. Many sources give their elements one and the same time: it is kept once then.
 */
final class BatchBuilder<T> {

  /** What is paid per batch is less than a hundredth for each of them then. */
  static final int MAX_ELEMENTS = 256;

  private final List<T> elements = new ArrayList<>(MAX_ELEMENTS);
  private final Instant first;
  private Instant earliest;

  /** Null as long as all are the first. */
  private @Nullable List<Instant> timestamps;

  BatchBuilder(T element, Instant timestamp) {
    elements.add(element);
    first = timestamp;
    earliest = timestamp;
  }

  void add(T element, Instant timestamp) {
    if (timestamps == null && !timestamp.equals(first)) {
      timestamps = new ArrayList<>(MAX_ELEMENTS);
      timestamps.addAll(Collections.nCopies(elements.size(), first));
    }
    elements.add(element);
    if (timestamps != null) {
      timestamps.add(timestamp);
      if (timestamp.isBefore(earliest)) {
        earliest = timestamp;
      }
    }
  }

  int size() {
    return elements.size();
  }

  boolean isFull() {
    return elements.size() == MAX_ELEMENTS;
  }

  Batch<T> build() {
    return new Batch<>(
        elements,
        timestamps == null ? Collections.nCopies(elements.size(), first) : timestamps,
        earliest);
  }
}
