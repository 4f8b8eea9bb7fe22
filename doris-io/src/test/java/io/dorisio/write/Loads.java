package io.dorisio.write;

import io.dorisio.LocalDoris;
import io.dorisio.client.DorisClient;
import io.dorisio.client.DorisConnection;
import io.dorisio.client.TableName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The loads of one attempt at a bundle, as a runner would drive them. */
final class Loads implements AutoCloseable {

  static final Map<String, String> PROPERTIES =
      Map.of("format", "json", "read_json_by_line", "true", "strict_mode", "true");

  private final OpenLoads openLoads;
  private final ShardKey key;
  private long sequence;

  Loads(DorisConnection connection, String table, CommittedLabelPolicy policy) {
    this.key = new ShardKey(TableName.parse(table), 0);
    this.openLoads = new OpenLoads(spec(connection, policy), new DorisClient(connection));
  }

  Loads(LocalDoris doris, String table) {
    this(doris.connection(), table, CommittedLabelPolicy.FAIL);
  }

  static WriteSpec spec(DorisConnection connection, CommittedLabelPolicy policy) {
    return WriteSpec.defaults().toBuilder()
        .setConnection(connection)
        .setLabelPrefix("job")
        .setRun("run")
        .setCommittedLabelPolicy(policy)
        .build();
  }

  /** Starts as a restored job would: at this sequence number. */
  Loads from(long restoredSequence) {
    sequence = restoredSequence;
    return this;
  }

  Loads write(String json) throws Exception {
    byte[] line = (json + "\n").getBytes(StandardCharsets.UTF_8);
    openLoads.write(
        key,
        new RowBlock(line, 1, PROPERTIES, RowBlock.NO_TIME),
        () -> LoadLabel.of("job", key, "run", sequence++));
    return this;
  }

  List<PreparedLoad> finish() throws Exception {
    return openLoads.finish();
  }

  PreparedLoad finishOne() throws Exception {
    return finish().get(0);
  }

  /** The worker dies: what it has open is not aborted by itself. */
  @Override
  public void close() {
    openLoads.close();
  }
}
