package io.dorisio.flink;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.io.UnboundedSource.CheckpointMark;
import org.apache.beam.sdk.options.PipelineOptions;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.joda.time.Instant;

/**
 * Another source, read in batches of what it has at hand. Its checkpoint marks are those of the
 * other source: a batch is read by one call and emitted before anything else happens, so a mark
 * never lies within one.
 */
final class BatchedSource<T, M extends CheckpointMark> extends UnboundedSource<Batch<T>, M> {

  private final UnboundedSource<T, M> source;

  BatchedSource(UnboundedSource<T, M> source) {
    this.source = source;
  }

  @Override
  public List<? extends UnboundedSource<Batch<T>, M>> split(int splits, PipelineOptions options)
      throws Exception {
    List<BatchedSource<T, M>> batched = new ArrayList<>();
    for (UnboundedSource<T, M> split : source.split(splits, options)) {
      batched.add(new BatchedSource<>(split));
    }
    return batched;
  }

  @Override
  public UnboundedReader<Batch<T>> createReader(PipelineOptions options, @Nullable M mark)
      throws IOException {
    return new Reader(source.createReader(options, mark));
  }

  @Override
  public Coder<M> getCheckpointMarkCoder() {
    return source.getCheckpointMarkCoder();
  }

  @Override
  public Coder<Batch<T>> getOutputCoder() {
    return new Batch.BatchCoder<>(source.getOutputCoder());
  }

  @Override
  public void validate() {
    source.validate();
  }

  private final class Reader extends UnboundedReader<Batch<T>> {

    private final UnboundedReader<T> reader;
    private final Batches<T> batches;

    Reader(UnboundedReader<T> reader) {
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
    public Instant getWatermark() {
      return reader.getWatermark();
    }

    @Override
    public CheckpointMark getCheckpointMark() {
      return reader.getCheckpointMark();
    }

    @Override
    public long getSplitBacklogBytes() {
      return reader.getSplitBacklogBytes();
    }

    @Override
    public long getTotalBacklogBytes() {
      return reader.getTotalBacklogBytes();
    }

    @Override
    public UnboundedSource<Batch<T>, ?> getCurrentSource() {
      return BatchedSource.this;
    }

    @Override
    public void close() throws IOException {
      batches.close();
    }
  }
}
