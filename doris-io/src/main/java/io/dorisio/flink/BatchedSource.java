package io.dorisio.flink;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
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

  /** Elements that come slowly are not held back for longer. */
  private static final long MAX_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  /** The clock is looked at once for so many elements. */
  private static final int LOOK_EACH = 16;

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
    private @Nullable Batch<T> batch;

    Reader(UnboundedReader<T> reader) {
      this.reader = reader;
    }

    @Override
    public boolean start() throws IOException {
      return fill(reader.start());
    }

    @Override
    public boolean advance() throws IOException {
      return fill(reader.advance());
    }

    private boolean fill(boolean first) throws IOException {
      batch = null;
      if (!first) {
        return false;
      }
      BatchBuilder<T> gathered =
          new BatchBuilder<>(reader.getCurrent(), reader.getCurrentTimestamp());
      long start = System.nanoTime();
      while (!isFull(gathered, start) && reader.advance()) {
        gathered.add(reader.getCurrent(), reader.getCurrentTimestamp());
      }
      batch = gathered.build();
      return true;
    }

    private boolean isFull(BatchBuilder<T> gathered, long start) {
      return gathered.isFull()
          || (gathered.size() % LOOK_EACH == 0 && System.nanoTime() - start > MAX_NANOS);
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
      reader.close();
    }
  }
}
