package io.dorisio.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.io.BoundedSource;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.checkerframework.checker.nullness.qual.Nullable;

/** So many elements from memory, for Beam in batch mode. */
final class BoundedEvents<T> extends BoundedSource<T> {

  private static final int ABOUT_BYTES = 102;

  private final SerializableFunction<Integer, T> elements;
  private final Coder<T> coder;
  private final long count;

  BoundedEvents(SerializableFunction<Integer, T> elements, Coder<T> coder, long count) {
    this.elements = elements;
    this.coder = coder;
    this.count = count;
  }

  @Override
  public List<? extends BoundedSource<T>> split(long bytes, PipelineOptions options) {
    int splits = (int) Math.max(1, (getEstimatedSizeBytes(options) + bytes - 1) / bytes);
    List<BoundedSource<T>> sources = new ArrayList<>();
    for (int i = 0; i < splits; i++) {
      long from = count * i / splits;
      sources.add(new BoundedEvents<>(elements, coder, count * (i + 1) / splits - from));
    }
    return sources;
  }

  @Override
  public long getEstimatedSizeBytes(PipelineOptions options) {
    return count * ABOUT_BYTES;
  }

  @Override
  public Coder<T> getOutputCoder() {
    return coder;
  }

  @Override
  public BoundedReader<T> createReader(PipelineOptions options) {
    List<T> made = new ArrayList<>();
    for (int i = 0; i < Events.COUNT; i++) {
      made.add(elements.apply(i));
    }
    Pace pace = new Pace(0);
    return new BoundedReader<>() {
      private long read;
      private @Nullable T current;

      @Override
      public boolean start() {
        return advance();
      }

      @Override
      public boolean advance() {
        if (read == count) {
          return false;
        }
        pace.next();
        current = made.get((int) read & (Events.COUNT - 1));
        read++;
        return true;
      }

      @Override
      public T getCurrent() {
        if (current == null) {
          throw new NoSuchElementException();
        }
        return current;
      }

      @Override
      public void close() {
        // Holds nothing.
      }

      @Override
      public BoundedSource<T> getCurrentSource() {
        return BoundedEvents.this;
      }
    };
  }
}
