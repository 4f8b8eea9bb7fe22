package io.dorisio.flink;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.Pipeline.PipelineVisitor;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.StreamingOptions;
import org.apache.beam.sdk.runners.TransformHierarchy;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;
import org.apache.beam.sdk.values.PValue;

/** Refuses options of the Flink runner under which rows could be lost or doubled. */
public final class FlinkCheck {

  private FlinkCheck() {}

  /**
   * Checks the options under which this input is to be written; does nothing for other runners.
   *
   * @param input what is written
   * @param exactlyOnce whether nothing may be doubled; else nothing may be lost or held back, and
   *     the job must end
   * @throws IllegalArgumentException naming every flag to set, and why
   */
  public static void check(PipelineOptions options, PCollection<?> input, boolean exactlyOnce) {
    if (!FlinkOptions.isFlink(options)) {
      return;
    }
    FlinkOptions flink = FlinkOptions.of(options);
    List<String> wrong = new ArrayList<>();
    if (exactlyOnce && flink.flag("useDataStreamForBatch")) {
      wrong.add(
          "--useDataStreamForBatch=false   (in that mode the job ends without committing anything)");
    }
    boolean streaming =
        options.as(StreamingOptions.class).isStreaming() || hasUnbounded(input.getPipeline());
    if (streaming) {
      for (FlinkRule rule : FlinkRule.values()) {
        if (exactlyOnce || rule.isForAll()) {
          rule.violation(flink).ifPresent(wrong::add);
        }
      }
      if (input.isBounded() == IsBounded.BOUNDED
          && flink.number("shutdownSourcesAfterIdleMs") < 0) {
        wrong.add("--shutdownSourcesAfterIdleMs=0   (else a job with bounded input never ends)");
      }
    }
    if (!wrong.isEmpty()) {
      throw new IllegalArgumentException(
          "DorisIO is not "
              + (exactlyOnce ? "exactly once" : "at least once")
              + " under these options of the Flink runner. Set them as follows; FlinkSettings."
              + (exactlyOnce ? "exactlyOnce" : "atLeastOnce")
              + "(options, interval) does so for unbounded input:\n  "
              + String.join("\n  ", wrong));
    }
  }

  /** Flink runs the whole pipeline in streaming mode if any of its collections is unbounded. */
  private static boolean hasUnbounded(Pipeline pipeline) {
    AtomicBoolean unbounded = new AtomicBoolean();
    pipeline.traverseTopologically(
        new PipelineVisitor.Defaults() {
          @Override
          public void visitValue(PValue value, TransformHierarchy.Node producer) {
            if (value instanceof PCollection<?> collection
                && collection.isBounded() == IsBounded.UNBOUNDED) {
              unbounded.set(true);
            }
          }
        });
    return unbounded.get();
  }
}
