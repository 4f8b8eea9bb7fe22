package io.dorisio.write;

import io.dorisio.packs.UnpackSteps;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.runners.AppliedPTransform;
import org.apache.beam.sdk.runners.PTransformOverride;
import org.apache.beam.sdk.runners.PTransformOverrideFactory;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.util.construction.PTransformReplacements;
import org.apache.beam.sdk.util.construction.ReplacementOutputs;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;

/**
 * Lets writes take packs as they come from a source without end, where no other step lies in
 * between. Handing over an element costs a runner more than encoding a small one.
 *
 * <p>Those of a source that ends stay as they are: the step that took the packs apart remains, and
 * runners of batches encode what two steps read.
 */
public final class WritesOfPacks {

  private WritesOfPacks() {}

  /**
   * Changes the writes of a pipeline.
   *
   * @param pipeline is complete
   */
  public static void apply(Pipeline pipeline) {
    UnpackSteps unpackSteps = UnpackSteps.of(pipeline);
    pipeline.replaceAll(
        List.of(
            PTransformOverride.of(
                applied ->
                    encodesRows(applied.getTransform())
                        && elements(applied).isBounded() == IsBounded.UNBOUNDED
                        && unpackSteps.sourceOf(elements(applied)) != null,
                new Factory<>(unpackSteps))));
    UnpackSteps.dropUnread(pipeline);
  }

  private static boolean encodesRows(PTransform<?, ?> transform) {
    return transform instanceof ParDo.MultiOutput<?, ?> step && step.getFn() instanceof EncodeRows;
  }

  private static PCollection<?> elements(AppliedPTransform<?, ?, ?> applied) {
    return applied.getInputs().values().iterator().next();
  }

  private static final class Factory<T>
      implements PTransformOverrideFactory<
          PCollection<? extends T>,
          PCollectionTuple,
          ParDo.MultiOutput<T, KV<ShardKey, RowBlock>>> {

    private final UnpackSteps unpackSteps;

    private Factory(UnpackSteps unpackSteps) {
      this.unpackSteps = unpackSteps;
    }

    @Override
    public PTransformReplacement<PCollection<? extends T>, PCollectionTuple>
        getReplacementTransform(
            AppliedPTransform<
                    PCollection<? extends T>,
                    PCollectionTuple,
                    ParDo.MultiOutput<T, KV<ShardKey, RowBlock>>>
                write) {
      PCollection<T> elements = PTransformReplacements.getSingletonMainInput(write);
      return replacement(write.getTransform(), unpackSteps.sourceOf(elements));
    }

    @SuppressWarnings("unchecked")
    private static <P, T>
        PTransformReplacement<PCollection<? extends T>, PCollectionTuple> replacement(
            ParDo.MultiOutput<T, KV<ShardKey, RowBlock>> step, UnpackSteps.Source<P, T> source) {
      EncodeRows<T, ?, ?> elements = (EncodeRows<T, ?, ?>) step.getFn();
      ParDo.MultiOutput<P, KV<ShardKey, RowBlock>> packs =
          ParDo.of(elements.outOf(source.unpacking()))
              .withOutputTags(step.getMainOutputTag(), step.getAdditionalOutputTags());
      // The factory's types say that the input stays; the pipeline does not mind another.
      return (PTransformReplacement<PCollection<? extends T>, PCollectionTuple>)
          (PTransformReplacement<?, PCollectionTuple>)
              PTransformReplacement.of(source.packs(), packs);
    }

    @Override
    public Map<PCollection<?>, ReplacementOutput> mapOutputs(
        Map<TupleTag<?>, PCollection<?>> outputs, PCollectionTuple replacement) {
      return ReplacementOutputs.tagged(outputs, replacement);
    }
  }
}
