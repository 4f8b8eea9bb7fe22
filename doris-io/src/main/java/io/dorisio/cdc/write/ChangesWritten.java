package io.dorisio.cdc.write;

import io.dorisio.DorisWriteResult;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PInput;
import org.apache.beam.sdk.values.POutput;
import org.apache.beam.sdk.values.PValue;
import org.apache.beam.sdk.values.TupleTag;

/** What {@link WriteChanges} yields. */
public final class ChangesWritten implements POutput {

  private final DorisWriteResult write;
  private final PCollection<DeadLetter> deadLetters;

  ChangesWritten(DorisWriteResult write, PCollection<DeadLetter> deadLetters) {
    this.write = write;
    this.deadLetters = deadLetters;
  }

  /** The loads that were committed, and the rows that Doris or a comparison with it refused. */
  public DorisWriteResult getWriteResult() {
    return write;
  }

  /**
   * The messages of which nothing was written. Empty unless {@link WriteChanges#withDeadLetters} is
   * set: without it such a message fails the job.
   */
  public PCollection<DeadLetter> getDeadLetters() {
    return deadLetters;
  }

  @Override
  public Pipeline getPipeline() {
    return deadLetters.getPipeline();
  }

  @Override
  public Map<TupleTag<?>, PValue> expand() {
    Map<TupleTag<?>, PValue> all = new HashMap<>(write.expand());
    all.put(ReadChanges.DEAD_LETTERS, deadLetters);
    return all;
  }

  @Override
  public void finishSpecifyingOutput(
      String transformName, PInput input, PTransform<?, ?> transform) {}
}
