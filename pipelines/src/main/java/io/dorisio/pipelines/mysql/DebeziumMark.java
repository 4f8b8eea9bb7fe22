package io.dorisio.pipelines.mysql;

import java.util.List;
import org.apache.beam.sdk.io.UnboundedSource;
import org.joda.time.Instant;

/**
 * What a checkpoint keeps of a reader. Nothing is to be done when the checkpoint is complete: the
 * server is not told how far it was read.
 *
 * @param history the schemas of the tables where the progress is; empty during a snapshot
 */
record DebeziumMark(Progress progress, List<byte[]> history, Instant watermark)
    implements UnboundedSource.CheckpointMark {
  @Override
  public void finalizeCheckpoint() {}
}
