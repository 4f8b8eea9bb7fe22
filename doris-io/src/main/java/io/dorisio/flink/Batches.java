package io.dorisio.flink;

import java.io.Closeable;
import java.io.IOException;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.io.BoundedSource.BoundedReader;
import org.apache.beam.sdk.io.Source;
import org.apache.beam.sdk.io.UnboundedSource.UnboundedReader;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.joda.time.Instant;

/** What another source's reader reads, in batches. */
final class Batches<T> implements Closeable {

  /** Elements of a source without end that come slowly are not held back for longer. */
  private static final long MAX_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  /** The clock is looked at once for so many elements. */
  private static final int LOOK_EACH = 16;

  private final Source.Reader<T> reader;
  private final long maxNanos;
  private final boolean ends;
  private boolean drained;
  private @Nullable Batch<T> current;

  private Batches(Source.Reader<T> reader, long maxNanos, boolean ends) {
    this.reader = reader;
    this.maxNanos = maxNanos;
    this.ends = ends;
  }

  /** Batches of what is at hand. */
  static <T> Batches<T> of(UnboundedReader<T> reader) {
    return new Batches<>(reader, MAX_NANOS, false);
  }

  /** Full batches, but for the last one. */
  static <T> Batches<T> of(BoundedReader<T> reader) {
    return new Batches<>(reader, Long.MAX_VALUE, true);
  }

  boolean start() throws IOException {
    return fill(reader.start());
  }

  boolean advance() throws IOException {
    // A reader that has ended must not be asked again.
    return fill(!(ends && drained) && reader.advance());
  }

  private boolean fill(boolean first) throws IOException {
    current = null;
    drained = !first;
    if (drained) {
      return false;
    }
    BatchBuilder<T> gathered =
        new BatchBuilder<>(reader.getCurrent(), reader.getCurrentTimestamp());
    long start = System.nanoTime();
    while (!isFull(gathered, start) && next()) {
      gathered.add(reader.getCurrent(), reader.getCurrentTimestamp());
    }
    current = gathered.build();
    return true;
  }

  private boolean isFull(BatchBuilder<T> gathered, long start) {
    return gathered.isFull()
        || (gathered.size() % LOOK_EACH == 0 && System.nanoTime() - start > maxNanos);
  }

  private boolean next() throws IOException {
    drained = !reader.advance();
    return !drained;
  }

  Batch<T> current() {
    if (current == null) {
      throw new NoSuchElementException();
    }
    return current;
  }

  Instant timestamp() {
    return current().earliest();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
