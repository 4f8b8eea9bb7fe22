package io.dorisio.flink;

import io.dorisio.packs.Unpack;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.io.BoundedSource;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.io.UnboundedSource.CheckpointMark;
import org.apache.beam.sdk.runners.AppliedPTransform;
import org.apache.beam.sdk.runners.PTransformOverride;
import org.apache.beam.sdk.runners.PTransformOverrideFactory;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.util.construction.ReplacementOutputs;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TupleTag;

/**
 * Lets the sources of a pipeline be read in batches. The Flink runner forwards all metrics of a
 * reading step to Flink at each element that it reads (Beam source, runners/flink,
 * ReaderInvocationUtil.invokeAdvance), which costs more than all else that happens to a small
 * element; in batches that is paid once a batch.
 */
public final class BatchedReads {

  private BatchedReads() {}

  /**
   * Replaces the reads of a pipeline. Sources whose elements are told apart by ids keep theirs.
   *
   * @param pipeline is complete
   */
  public static void apply(Pipeline pipeline) {
    pipeline.replaceAll(
        List.of(
            PTransformOverride.of(
                BatchedReads::canBeBatched,
                new BatchingFactory<Object, Read.Unbounded<Object>>() {
                  @Override
                  PTransform<PBegin, PCollection<Object>> batched(Read.Unbounded<Object> read) {
                    return ReadBatches.of(read.getSource());
                  }
                }),
            PTransformOverride.of(
                BatchedReads::isBounded,
                new BatchingFactory<Object, Read.Bounded<Object>>() {
                  @Override
                  PTransform<PBegin, PCollection<Object>> batched(Read.Bounded<Object> read) {
                    return ReadBatches.of(read.getSource());
                  }
                })));
  }

  private static boolean isBounded(AppliedPTransform<?, ?, ?> applied) {
    return applied.getTransform() instanceof Read.Bounded<?> read
        && !(read.getSource() instanceof BatchedBoundedSource);
  }

  private static boolean canBeBatched(AppliedPTransform<?, ?, ?> applied) {
    return applied.getTransform() instanceof Read.Unbounded<?> read
        && !(read.getSource() instanceof BatchedSource)
        && !read.getSource().requiresDeduping();
  }

  private abstract static class BatchingFactory<T, R extends PTransform<PBegin, PCollection<T>>>
      implements PTransformOverrideFactory<PBegin, PCollection<T>, R> {

    abstract PTransform<PBegin, PCollection<T>> batched(R read);

    @Override
    public PTransformReplacement<PBegin, PCollection<T>> getReplacementTransform(
        AppliedPTransform<PBegin, PCollection<T>, R> read) {
      return PTransformReplacement.of(read.getPipeline().begin(), batched(read.getTransform()));
    }

    @Override
    public Map<PCollection<?>, ReplacementOutput> mapOutputs(
        Map<TupleTag<?>, PCollection<?>> outputs, PCollection<T> replacement) {
      return ReplacementOutputs.singleton(outputs, replacement);
    }
  }

  private static final class ReadBatches<T> extends PTransform<PBegin, PCollection<T>> {
    private final PTransform<PBegin, PCollection<Batch<T>>> read;
    private final Coder<T> coder;

    private ReadBatches(PTransform<PBegin, PCollection<Batch<T>>> read, Coder<T> coder) {
      this.read = read;
      this.coder = coder;
    }

    static <T, M extends CheckpointMark> ReadBatches<T> of(UnboundedSource<T, M> source) {
      return new ReadBatches<>(Read.from(new BatchedSource<>(source)), source.getOutputCoder());
    }

    static <T> ReadBatches<T> of(BoundedSource<T> source) {
      return new ReadBatches<>(
          Read.from(new BatchedBoundedSource<>(source)), source.getOutputCoder());
    }

    @Override
    public PCollection<T> expand(PBegin begin) {
      return begin
          .apply("Read batches", read)
          .apply("Take apart", ParDo.of(new Unpack<>(Batch.<T>unpacking())))
          .setCoder(coder);
    }
  }
}
