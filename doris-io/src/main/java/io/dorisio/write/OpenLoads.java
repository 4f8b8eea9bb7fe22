package io.dorisio.write;

import io.dorisio.client.DorisClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The loads that a bundle has open, one a shard. A load is opened at its shard's first block, rolls
 * to the next one at a size, and all finish together. What was opened and not handed on by {@link
 * #finish} is this bundle's to abort; what was handed on is never aborted here.
 */
final class OpenLoads implements AutoCloseable {

  private final WriteSpec spec;
  private final DorisClient client;
  private final LoadOpener opener;
  private final BlockSpool.Budget budget;
  private final Map<ShardKey, ShardLoad> open = new LinkedHashMap<>();
  private final List<PreparedLoad> rolled = new ArrayList<>();
  private final List<ShardLoad> rolledLoads = new ArrayList<>();
  private long repairs;

  OpenLoads(WriteSpec spec, DorisClient client) {
    this.spec = spec;
    this.client = client;
    this.opener = new LoadOpener(spec, client);
    this.budget = new BlockSpool.Budget(spec.repairBufferBytes());
  }

  /**
   * Sends a block to the load of its shard, which is opened under the next label if there is none.
   */
  void write(ShardKey key, RowBlock block, LabelSequence labels)
      throws IOException, InterruptedException {
    ShardLoad load = open.get(key);
    if (load == null) {
      load = new ShardLoad(key, client, opener, budget);
      load.open(labels);
      open.put(key, load);
    }
    load.write(block);
    if (load.bytes() >= spec.maxLoadBytes()) {
      roll(key, load);
    }
  }

  private void roll(ShardKey key, ShardLoad load) throws IOException, InterruptedException {
    load.end();
    rolled.add(load.awaitPrepared(client.timeouts().finish()));
    open.remove(key);
    rolledLoads.add(load);
    release(load);
  }

  /**
   * Ends all bodies, then waits for all replies under one deadline, which is counted anew where a
   * load has to be repaired.
   *
   * @return what is pre-committed now, in the order of each shard, handed on to the caller
   * @throws IOException if one failed; then none is handed on
   */
  List<PreparedLoad> finish() throws IOException, InterruptedException {
    open.values().forEach(ShardLoad::end);
    long deadline = System.nanoTime() + client.timeouts().finish().toNanos();
    List<PreparedLoad> prepared = new ArrayList<>(rolled);
    for (ShardLoad load : open.values()) {
      int repairsBefore = load.repairs();
      prepared.add(load.awaitPrepared(Duration.ofNanos(deadline - System.nanoTime())));
      if (load.repairs() > repairsBefore) {
        deadline = System.nanoTime() + client.timeouts().finish().toNanos();
      }
    }
    open.values().forEach(this::release);
    forget();
    return prepared;
  }

  private void release(ShardLoad load) {
    repairs += load.repairs();
    load.close();
  }

  private void forget() {
    open.clear();
    rolled.clear();
    rolledLoads.clear();
  }

  boolean isEmpty() {
    return open.isEmpty() && rolled.isEmpty();
  }

  /** How many times loads were sent again since this was asked last. */
  long takeRepairs() {
    long taken = repairs;
    repairs = 0;
    return taken;
  }

  /** Aborts what is open, as well as it can. What comes next is a new attempt. */
  void abort() {
    open.values().forEach(ShardLoad::close);
    open.values().forEach(ShardLoad::abortTransaction);
    rolledLoads.forEach(ShardLoad::abortTransaction);
    forget();
    opener.startOver();
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
