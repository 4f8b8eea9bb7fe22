package io.dorisio.pipelines.mysql;

import java.util.List;
import org.apache.beam.sdk.io.UnboundedSource;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.joda.time.Instant;

/**
 * What a checkpoint keeps of a reader. Nothing is to be done when the checkpoint is complete: the
 * server is not told how far it was read.
 *
 * @param history the schemas of the tables where the progress is; empty during a snapshot
 * @param identity of the server that was read, as {@link ServerState} has it; null if it is not
 *     known, since the mark is of an earlier version or nothing has been read
 */
record DebeziumMark(
    Progress progress, List<byte[]> history, Instant watermark, @Nullable String identity)
    implements UnboundedSource.CheckpointMark {
  @Override
  public void finalizeCheckpoint() {}
}
