package io.dorisio.benchmarks;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** What of DorisIO can be set differently for a run. */
public interface BenchOptions extends PipelineOptions {

  @Description("withNumShards")
  @Default.Integer(4)
  int getShards();

  void setShards(int shards);

  @Description("withMaxOpenLoads")
  @Default.Integer(128)
  int getMaxOpenLoads();

  void setMaxOpenLoads(int loads);

  @Description("false for withoutRowCheck")
  @Default.Boolean(true)
  boolean getRowCheck();

  void setRowCheck(boolean check);

  @Description("whether sources are read in batches")
  @Default.Boolean(true)
  boolean getBatchedReads();

  void setBatchedReads(boolean batched);

  @Description("What a writer keeps in memory of its open loads, in MiB; more goes to files")
  @Default.Long(2)
  long getRepairBufferMb();

  void setRepairBufferMb(long megabytes);

  @Description("How many rows of one table follow each other, where there are several")
  @Default.Integer(1)
  int getRowsInTurn();

  void setRowsInTurn(int rows);
}
