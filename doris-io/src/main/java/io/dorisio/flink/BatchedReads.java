package io.dorisio.flink;

import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.io.UnboundedSource.CheckpointMark;
import org.apache.beam.sdk.runners.AppliedPTransform;
import org.apache.beam.sdk.runners.PTransformOverride;
import org.apache.beam.sdk.runners.PTransformOverrideFactory;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.util.construction.ReplacementOutputs;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Instant;

/**
 * Lets the unbounded sources of a pipeline be read in batches. The Flink runner forwards all
 * metrics of a reading step to Flink at each element that it reads (Beam source, runners/flink,
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
        List.of(PTransformOverride.of(BatchedReads::canBeBatched, new BatchingFactory<>())));
  }

  private static boolean canBeBatched(AppliedPTransform<?, ?, ?> applied) {
    return applied.getTransform() instanceof Read.Unbounded<?> read
        && !(read.getSource() instanceof BatchedSource)
        && !read.getSource().requiresDeduping();
  }

  private static final class BatchingFactory<T>
      implements PTransformOverrideFactory<PBegin, PCollection<T>, Read.Unbounded<T>> {
    @Override
    public PTransformReplacement<PBegin, PCollection<T>> getReplacementTransform(
        AppliedPTransform<PBegin, PCollection<T>, Read.Unbounded<T>> read) {
      return PTransformReplacement.of(
          read.getPipeline().begin(), new ReadBatches<>(read.getTransform().getSource()));
    }

    @Override
    public Map<PCollection<?>, ReplacementOutput> mapOutputs(
        Map<TupleTag<?>, PCollection<?>> outputs, PCollection<T> replacement) {
      return ReplacementOutputs.singleton(outputs, replacement);
    }
  }

  private static final class ReadBatches<T, M extends CheckpointMark>
      extends PTransform<PBegin, PCollection<T>> {
    private final UnboundedSource<T, M> source;

    ReadBatches(UnboundedSource<T, M> source) {
      this.source = source;
    }

    @Override
    public PCollection<T> expand(PBegin begin) {
      return begin
          .apply("Read batches", Read.from(new BatchedSource<>(source)))
          .apply("Take apart", ParDo.of(new TakeApart<T>()))
          .setCoder(source.getOutputCoder());
    }
  }

  private static final class TakeApart<T> extends DoFn<Batch<T>, T> {
    @ProcessElement
    public void process(ProcessContext context) {
      Batch<T> batch = context.element();
      Instant start = context.timestamp();
      for (int i = 0; i < batch.elements().size(); i++) {
        Instant timestamp = batch.timestamps().get(i);
        // An OutputReceiver makes a builder for each element.
        if (timestamp.equals(start)) {
          context.output(batch.elements().get(i));
        } else {
          context.outputWithTimestamp(batch.elements().get(i), timestamp);
        }
      }
    }
  }
}
