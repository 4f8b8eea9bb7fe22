package io.dorisio.write;

import io.dorisio.client.DorisClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The loads of a bundle, one for each {@link LoadKey}. A load is opened at its first block, rolls
 * to the next one at a size, and all finish together. What was opened and not handed on by {@link
 * #finish} is this bundle's to abort; what was handed on is never aborted here.
 *
 * <p>Only so many are open at a time. When another one is needed, the one that was written least
 * recently finishes early. If more rows come for it, they are held back to the end of the bundle:
 * however many tables take turns, each costs at most two loads a shard and bundle, besides those
 * that roll.
 *
 * <p>Where shards are ordered, a shard has one load at a time: what {@link #finish} returns is then
 * in the order of its rows, whatever their columns.
 */
final class OpenLoads implements AutoCloseable {

  /** For the replies of all loads that are given up. */
  private static final Duration ABORT_PATIENCE = Duration.ofSeconds(5);

  /** Of all open loads together, beside those that are being sent; but one of each at least. */
  private static final int BLOCKS_UNDER_WAY = 64;

  private final WriteSpec spec;
  private final DorisClient client;
  private final LoadOpener opener;
  private final RepairBuffer buffer;
  private final Map<LoadKey, ShardLoad> open = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<LoadKey, ShardLoad> held = new LinkedHashMap<>();
  private final Map<ShardKey, LoadKey> lastOfShard = new HashMap<>();
  private final Set<LoadKey> finishedEarly = new HashSet<>();
  private final Deque<ShardLoad> ending = new ArrayDeque<>();
  private final List<ShardLoad> prepared = new ArrayList<>();
  private final List<PreparedLoad> results = new ArrayList<>();
  private final List<FailedRow> failedRows = new ArrayList<>();
  private long repairs;

  OpenLoads(WriteSpec spec, DorisClient client) {
    this.spec = spec;
    this.client = client;
    this.opener = new LoadOpener(spec, client);
    this.buffer = new RepairBuffer(spec.repairBufferBytes());
  }

  /** Sends a block to its load, which is opened under the next label if there is none. */
  void write(ShardKey shard, RowBlock block, LabelSequence labels)
      throws IOException, InterruptedException {
    LoadKey key = new LoadKey(shard, block.properties());
    if (spec.orderedShards()) {
      endOtherLoad(key);
    }
    ShardLoad load = open.get(key);
    if (load == null) {
      load = held.get(key);
    }
    if (load == null) {
      load = begin(key, labels);
    }
    load.write(block, Math.max(1, BLOCKS_UNDER_WAY / Math.max(1, open.size())));
    if (load.bytes() >= spec.maxLoadBytes()) {
      roll(key, load);
    }
  }

  /** Ends the load that the shard's last block went to, if this one goes to another. */
  private void endOtherLoad(LoadKey key) throws IOException, InterruptedException {
    LoadKey last = lastOfShard.put(key.shard(), key);
    if (last == null || last.equals(key)) {
      return;
    }
    ShardLoad load = open.containsKey(last) ? open.get(last) : held.get(last);
    if (load != null) {
      roll(last, load);
    }
  }

  private ShardLoad begin(LoadKey key, LabelSequence labels)
      throws IOException, InterruptedException {
    ShardLoad load = new ShardLoad(key, client, opener, buffer);
    boolean full = open.size() >= spec.maxOpenLoads();
    if (opener.sendsWholeLoads() || (full && finishedEarly.contains(key))) {
      load.hold(labels);
      held.put(key, load);
      return load;
    }
    if (full) {
      finishLeastRecent();
    }
    load.open(labels);
    open.put(key, load);
    return load;
  }

  private void finishLeastRecent() throws IOException, InterruptedException {
    Iterator<Map.Entry<LoadKey, ShardLoad>> leastRecent = open.entrySet().iterator();
    Map.Entry<LoadKey, ShardLoad> entry = leastRecent.next();
    leastRecent.remove();
    finishedEarly.add(entry.getKey());
    ending.add(entry.getValue());
    entry.getValue().end();
    awaitAllBut(spec.maxOpenLoads() / 2);
  }

  private void roll(LoadKey key, ShardLoad load) throws IOException, InterruptedException {
    open.remove(key);
    ending.add(load);
    if (held.remove(key) != null) {
      load.openHeld();
    }
    load.end();
    // Large loads keep files: one at a time waits for its reply while others go on.
    awaitAllBut(1);
  }

  private void awaitAllBut(int loads) throws IOException, InterruptedException {
    while (ending.size() > loads) {
      awaitOldest(client.timeouts().finish());
    }
  }

  private void awaitOldest(Duration timeout) throws IOException, InterruptedException {
    ShardLoad load = ending.getFirst();
    results.add(load.awaitPrepared(timeout));
    ending.removeFirst();
    prepared.add(load);
    failedRows.addAll(load.failedRows());
    repairs += load.repairs();
    load.close();
  }

  /**
   * Ends all bodies, then waits for all replies under one deadline, which is counted anew where a
   * load has to be repaired. Then the loads that were held back have their turn.
   *
   * @return what is pre-committed now, in the order of each shard, handed on to the caller
   * @throws IOException if one failed; then none is handed on
   */
  List<PreparedLoad> finish() throws IOException, InterruptedException {
    for (ShardLoad load : open.values()) {
      load.end();
      ending.add(load);
    }
    open.clear();
    awaitEnding();
    while (!held.isEmpty()) {
      Iterator<ShardLoad> next = held.values().iterator();
      for (int i = 0; i < spec.maxOpenLoads() && next.hasNext(); i++) {
        ShardLoad load = next.next();
        next.remove();
        ending.add(load);
        load.openHeld();
        load.end();
      }
      awaitEnding();
    }
    List<PreparedLoad> finished = List.copyOf(results);
    forget();
    return finished;
  }

  private void awaitEnding() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + client.timeouts().finish().toNanos();
    while (!ending.isEmpty()) {
      long repairsBefore = repairs;
      awaitOldest(Duration.ofNanos(deadline - System.nanoTime()));
      if (repairs > repairsBefore) {
        deadline = System.nanoTime() + client.timeouts().finish().toNanos();
      }
    }
  }

  private void forget() {
    open.clear();
    held.clear();
    lastOfShard.clear();
    finishedEarly.clear();
    ending.clear();
    prepared.clear();
    results.clear();
  }

  /** How many are open now. */
  int open() {
    return open.size();
  }

  boolean isEmpty() {
    return open.isEmpty() && held.isEmpty() && ending.isEmpty() && prepared.isEmpty();
  }

  /** The rows that the server left out of the loads that {@link #finish} returned. */
  List<FailedRow> takeFailedRows() {
    List<FailedRow> taken = List.copyOf(failedRows);
    failedRows.clear();
    return taken;
  }

  /** How many times loads were sent again since this was asked last. */
  long takeRepairs() {
    long taken = repairs;
    repairs = 0;
    return taken;
  }

  /** A load whose body has ended may be pre-committed; only its reply says which it is. */
  private void awaitTransactions() {
    long deadline = System.nanoTime() + ABORT_PATIENCE.toNanos();
    for (ShardLoad load : ending) {
      load.awaitTransaction(Duration.ofNanos(deadline - System.nanoTime()));
    }
  }

  /** Aborts what is open, as well as it can. What comes next is a new attempt. */
  void abort() {
    List<ShardLoad> running = new ArrayList<>(open.values());
    awaitTransactions();
    running.addAll(ending);
    running.forEach(ShardLoad::close);
    held.values().forEach(ShardLoad::close);
    running.forEach(ShardLoad::abortTransaction);
    prepared.forEach(ShardLoad::abortTransaction);
    forget();
    failedRows.clear();
    opener.startOver();
  }

  @Override
  public void close() {
    try {
      abort();
    } finally {
      buffer.close();
      client.close();
    }
  }
}
