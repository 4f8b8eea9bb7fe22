package io.dorisio.pipelines.mysql;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.options.PipelineOptions;
import org.checkerframework.checker.nullness.qual.Nullable;

/** The changes of some servers; each split reads one of them. */
final class DebeziumSource extends UnboundedSource<MySqlChange, DebeziumMark> {
  private static final long serialVersionUID = 1L;

  private final List<MySqlServer> servers;
  private final ReadSpec spec;

  DebeziumSource(List<MySqlServer> servers, ReadSpec spec) {
    this.servers = List.copyOf(servers);
    this.spec = spec;
  }

  @Override
  public List<DebeziumSource> split(int desiredNumSplits, PipelineOptions options) {
    List<DebeziumSource> splits = new ArrayList<>();
    for (MySqlServer server : servers) {
      splits.add(new DebeziumSource(List.of(server), spec));
    }
    return splits;
  }

  @Override
  public UnboundedReader<MySqlChange> createReader(
      PipelineOptions options, @Nullable DebeziumMark mark) throws IOException {
    if (servers.size() != 1) {
      throw new IOException("A reader reads one MySQL server, not " + servers);
    }
    return new DebeziumReader(this, servers.get(0), spec, mark);
  }

  @Override
  public Coder<DebeziumMark> getCheckpointMarkCoder() {
    return DebeziumMarkCoder.of();
  }

  @Override
  public Coder<MySqlChange> getOutputCoder() {
    return MySqlChangeCoder.of();
  }
}
