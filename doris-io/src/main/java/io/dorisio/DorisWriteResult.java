package io.dorisio;

import io.dorisio.write.CommittedLoad;
import io.dorisio.write.FailedRow;
import io.dorisio.write.LoadAndCommit;
import io.dorisio.write.ToBadRecord;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PInput;
import org.apache.beam.sdk.values.POutput;
import org.apache.beam.sdk.values.PValue;
import org.apache.beam.sdk.values.TupleTag;

/**
 * What a write yields.
 *
 * <p>On Flink, loads that commit at the very end of a job (drain, end of input) may be missing from
 * {@link #getCommittedLoads()} behind a shuffle: they are committed, but the runner drops what the
 * committing step says of them. In batch, {@code Wait.on} works with it.
 */
public final class DorisWriteResult implements POutput {

  private final Pipeline pipeline;
  private final PCollection<CommittedLoad> committedLoads;
  private final PCollection<FailedRow> failedRows;

  DorisWriteResult(Pipeline pipeline, PCollectionTuple outputs) {
    this.pipeline = pipeline;
    this.committedLoads = outputs.get(LoadAndCommit.COMMITTED);
    this.failedRows = outputs.get(LoadAndCommit.FAILED_ROWS);
  }

  /** The loads that were committed, in the global window. */
  public PCollection<CommittedLoad> getCommittedLoads() {
    return committedLoads;
  }

  /**
   * The rows that are not in Doris, with the reason. Empty unless {@link
   * DorisIO.Write#withFailedRows} is set: without it such a row fails the job.
   */
  public PCollection<FailedRow> getFailedRows() {
    return failedRows;
  }

  /** The failed rows as Beam's error handlers take them. */
  PCollection<BadRecord> badRecords() {
    return failedRows
        .apply("Failed rows as bad records", ParDo.of(new ToBadRecord()))
        .setCoder(BadRecord.getCoder(pipeline));
  }

  @Override
  public Pipeline getPipeline() {
    return pipeline;
  }

  @Override
  public Map<TupleTag<?>, PValue> expand() {
    return Map.of(LoadAndCommit.COMMITTED, committedLoads, LoadAndCommit.FAILED_ROWS, failedRows);
  }

  @Override
  public void finishSpecifyingOutput(
      String transformName, PInput input, PTransform<?, ?> transform) {}
}
