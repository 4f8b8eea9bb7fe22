package io.dorisio.flink;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
    private final Batches<T> batches;

    Reader(BoundedReader<T> reader) {
      this.reader = reader;
      this.batches = Batches.of(reader);
    }

    @Override
    public boolean start() throws IOException {
      return batches.start();
    }

    @Override
    public boolean advance() throws IOException {
      return batches.advance();
    }

    @Override
    public Batch<T> getCurrent() {
      return batches.current();
    }

    @Override
    public Instant getCurrentTimestamp() {
      return batches.timestamp();
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
      batches.close();
    }
  }
}
