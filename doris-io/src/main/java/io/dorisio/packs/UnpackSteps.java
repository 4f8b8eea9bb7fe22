package io.dorisio.packs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.runners.AppliedPTransform;
import org.apache.beam.sdk.runners.PTransformOverride;
import org.apache.beam.sdk.runners.PTransformOverrideFactory;
import org.apache.beam.sdk.runners.TransformHierarchy.Node;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.util.construction.PTransformReplacements;
import org.apache.beam.sdk.util.construction.ReplacementOutputs;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.checkerframework.checker.nullness.qual.Nullable;

/** The steps of a pipeline that take packs apart. */
public final class UnpackSteps {

  /**
   * Packs, and how they become the elements of a collection.
   *
   * @param <P> the type of the packs
   * @param <T> the type of the elements
   */
  public record Source<P, T>(PCollection<P> packs, Unpacking<P, T> unpacking) {

    private <U> Source<P, U> andThen(Unpacking<T, U> inner) {
      return new Source<>(packs, unpacking.andThen(inner));
    }
  }

  private final Map<PCollection<?>, Source<?, ?>> sources = new HashMap<>();

  private UnpackSteps() {}

  /** Finds them. */
  public static UnpackSteps of(Pipeline pipeline) {
    UnpackSteps steps = new UnpackSteps();
    pipeline.traverseTopologically(
        new Pipeline.PipelineVisitor.Defaults() {
          @Override
          public void visitPrimitiveTransform(Node node) {
            Unpack<?, ?> unpack = unpack(node.getTransform());
            if (unpack != null) {
              steps.add(input(node), unpack, output(node));
            }
          }
        });
    return steps;
  }

  @SuppressWarnings("unchecked")
  private <P, T> void add(PCollection<?> input, Unpack<P, T> unpack, PCollection<?> output) {
    PCollection<P> packs = (PCollection<P>) input;
    Source<?, P> outer = sourceOf(packs);
    sources.put(
        output,
        outer == null
            ? new Source<>(packs, unpack.unpacking())
            : outer.andThen(unpack.unpacking()));
  }

  /** Where the elements of a collection come from, if they come out of packs; else null. */
  @SuppressWarnings("unchecked")
  public <T> @Nullable Source<?, T> sourceOf(PCollection<T> elements) {
    return (Source<?, T>) sources.get(elements);
  }

  /** Lets steps do nothing whose elements nobody takes; they cannot be taken out of a pipeline. */
  public static void dropUnread(Pipeline pipeline) {
    Set<PCollection<?>> read = read(pipeline);
    pipeline.replaceAll(
        List.of(
            PTransformOverride.of(
                applied ->
                    unpack(applied.getTransform()) != null
                        && applied.getOutputs().values().stream().noneMatch(read::contains),
                new DropFactory<>())));
  }

  /** The collections that a step reads which does something. */
  private static Set<PCollection<?>> read(Pipeline pipeline) {
    List<Node> steps = new ArrayList<>();
    pipeline.traverseTopologically(
        new Pipeline.PipelineVisitor.Defaults() {
          @Override
          public void visitPrimitiveTransform(Node node) {
            steps.add(0, node);
          }
        });
    Set<PCollection<?>> read = new HashSet<>();
    for (Node step : steps) {
      if (unpack(step.getTransform()) == null || read.contains(output(step))) {
        read.addAll(step.getInputs().values());
      }
    }
    return read;
  }

  private static @Nullable Unpack<?, ?> unpack(@Nullable PTransform<?, ?> transform) {
    return transform instanceof ParDo.MultiOutput<?, ?> step
            && step.getFn() instanceof Unpack<?, ?> unpack
        ? unpack
        : null;
  }

  private static PCollection<?> input(Node step) {
    return step.getInputs().values().iterator().next();
  }

  private static PCollection<?> output(Node step) {
    return step.getOutputs().values().iterator().next();
  }

  private static final class DropFactory<P, T>
      implements PTransformOverrideFactory<
          PCollection<? extends P>, PCollectionTuple, ParDo.MultiOutput<P, T>> {

    @Override
    public PTransformReplacement<PCollection<? extends P>, PCollectionTuple>
        getReplacementTransform(
            AppliedPTransform<PCollection<? extends P>, PCollectionTuple, ParDo.MultiOutput<P, T>>
                unpack) {
      ParDo.MultiOutput<P, T> step = unpack.getTransform();
      return PTransformReplacement.of(
          PTransformReplacements.getSingletonMainInput(unpack),
          ParDo.of(new Drop<P, T>())
              .withOutputTags(step.getMainOutputTag(), step.getAdditionalOutputTags()));
    }

    @Override
    public Map<PCollection<?>, ReplacementOutput> mapOutputs(
        Map<TupleTag<?>, PCollection<?>> outputs, PCollectionTuple replacement) {
      return ReplacementOutputs.tagged(outputs, replacement);
    }
  }

  private static final class Drop<P, T> extends DoFn<P, T> {
    @ProcessElement
    public void process() {
      // Whoever took the elements takes the packs now.
    }
  }
}
