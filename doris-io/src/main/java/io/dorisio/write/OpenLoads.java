package io.dorisio.write;

import io.dorisio.client.DorisClient;
import io.dorisio.client.LoadFailedException;
import io.dorisio.client.StreamLoad;
import io.dorisio.client.StreamLoadReply;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loads that a bundle has open, one a shard. A load is opened at its shard's first block, and
 * all finish together. What was opened and not handed on by {@link #finish} is this bundle's to
 * abort; what was handed on is never aborted here.
 */
final class OpenLoads implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OpenLoads.class);

  private final DorisClient client;
  private final LoadOpener opener;
  private final Map<ShardKey, StreamLoad> open = new LinkedHashMap<>();

  OpenLoads(WriteSpec spec, DorisClient client) {
    this.client = client;
    this.opener = new LoadOpener(spec, client);
  }

  /**
   * Sends a block to the load of its shard, which is opened under the next label if there is none.
   */
  void write(ShardKey key, RowBlock block, LabelSequence labels)
      throws IOException, InterruptedException {
    StreamLoad load = open.get(key);
    if (load == null) {
      load = opener.open(key.table(), labels);
      open.put(key, load);
    }
    load.write(block.bytes(), block.rows());
  }

  /**
   * Ends all bodies, then waits for all replies under one deadline.
   *
   * @return what is pre-committed now, handed on to the caller
   * @throws LoadFailedException if one failed; then none is handed on, and all are aborted
   */
  List<PreparedLoad> finish() throws LoadFailedException, InterruptedException {
    open.values().forEach(StreamLoad::end);
    long deadline = System.nanoTime() + client.timeouts().finish().toNanos();
    List<PreparedLoad> prepared = new ArrayList<>(open.size());
    for (Map.Entry<ShardKey, StreamLoad> entry : open.entrySet()) {
      StreamLoad load = entry.getValue();
      StreamLoadReply reply = load.awaitReply(Duration.ofNanos(deadline - System.nanoTime()));
      prepared.add(
          new PreparedLoad(
              load.table(),
              entry.getKey().shard(),
              load.label(),
              reply.transactionId(),
              reply.loadedRows(),
              reply.filteredRows(),
              load.bytes(),
              load.backend().toString()));
    }
    open.clear();
    return prepared;
  }

  int size() {
    return open.size();
  }

  /** Aborts what is open, as well as it can: what it cannot reach, the server's timeouts end. */
  void abort() {
    open.values().forEach(StreamLoad::abort);
    open.values().forEach(this::abortTransaction);
    open.clear();
  }

  private void abortTransaction(StreamLoad load) {
    try {
      if (load.transactionId().isPresent()) {
        client.abort(load.table().database(), load.transactionId().getAsLong());
      } else {
        // Without a reply the load may be streaming still, or pre-committed.
        client.abort(load.table().database(), load.label());
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn(
          "Could not abort load {} into {}; if it is pre-committed, the server aborts it after its"
              + " pre-commit timeout: {}",
          load.label(),
          load.table(),
          e.getMessage());
    }
  }

  @Override
  public void close() {
    try {
      abort();
    } finally {
      client.close();
    }
  }
}
