package io.dorisio.flink;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.io.BoundedSource;
import org.apache.beam.sdk.options.PipelineOptions;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.joda.time.Instant;

/** Another bounded source, read in batches. Its parts are split as that one splits them. */
final class BatchedBoundedSource<T> extends BoundedSource<Batch<T>> {

  private final BoundedSource<T> source;

  BatchedBoundedSource(BoundedSource<T> source) {
    this.source = source;
  }

  @Override
  public List<? extends BoundedSource<Batch<T>>> split(long bytes, PipelineOptions options)
      throws Exception {
    List<BatchedBoundedSource<T>> batched = new ArrayList<>();
    for (BoundedSource<T> split : source.split(bytes, options)) {
      batched.add(new BatchedBoundedSource<>(split));
    }
    return batched;
  }

  @Override
  public long getEstimatedSizeBytes(PipelineOptions options) throws Exception {
    return source.getEstimatedSizeBytes(options);
  }

  @Override
  public BoundedReader<Batch<T>> createReader(PipelineOptions options) throws IOException {
    return new Reader(source.createReader(options));
  }

  @Override
  public Coder<Batch<T>> getOutputCoder() {
    return new Batch.BatchCoder<>(source.getOutputCoder());
  }

  @Override
  public void validate() {
    source.validate();
  }

  private final class Reader extends BoundedReader<Batch<T>> {

    private final BoundedReader<T> reader;
    private @Nullable Batch<T> batch;

    Reader(BoundedReader<T> reader) {
      this.reader = reader;
    }

    @Override
    public boolean start() throws IOException {
      return fill(reader.start());
    }

    @Override
    public boolean advance() throws IOException {
      // A reader that has ended must not be asked again.
      boolean ended = batch == null || batch.elements().size() < BatchBuilder.MAX_ELEMENTS;
      return fill(!ended && reader.advance());
    }

    private boolean fill(boolean first) throws IOException {
      batch = null;
      if (!first) {
        return false;
      }
      BatchBuilder<T> gathered =
          new BatchBuilder<>(reader.getCurrent(), reader.getCurrentTimestamp());
      while (!gathered.isFull() && reader.advance()) {
        gathered.add(reader.getCurrent(), reader.getCurrentTimestamp());
      }
      batch = gathered.build();
      return true;
    }

    @Override
    public Batch<T> getCurrent() {
      if (batch == null) {
        throw new NoSuchElementException();
      }
      return batch;
    }

    @Override
    public Instant getCurrentTimestamp() {
      return getCurrent().earliest();
    }

    @Override
    public @Nullable Double getFractionConsumed() {
      return reader.getFractionConsumed();
    }

    @Override
    public BoundedSource<Batch<T>> getCurrentSource() {
      return BatchedBoundedSource.this;
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }
}
