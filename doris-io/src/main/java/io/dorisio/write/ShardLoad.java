package io.dorisio.write;

import io.dorisio.client.DorisClient;
import io.dorisio.client.LabelExistsException;
import io.dorisio.client.LoadFailedException;
import io.dorisio.client.StreamLoad;
import io.dorisio.client.StreamLoadReply;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One load of one shard, which survives what breaks it where that can pass: its blocks are kept,
 * and are sent again under the same label, to another backend.
 *
 * <p>When the label is found taken then, its owner tells what became of the broken attempt. While
 * the body had not ended, ours can only be running; after that it may be pre-committed with its
 * answer lost, or committed where that is one step, and is taken over as it is. An owner in any
 * other state is a successor's: this attempt is a zombie and gives up. Under exactly-once it never
 * aborts what is pre-committed.
 *
 * <p>A load without a label, of a group commit, is sent again in any case.
 */
final class ShardLoad {

  private static final Logger LOG = LoggerFactory.getLogger(ShardLoad.class);

  /** Cloud deployments may not name it. */
  private static final long UNKNOWN_TRANSACTION = -1;

  private final ShardKey key;
  private final Map<String, String> properties;
  private final DorisClient client;
  private final LoadOpener opener;
  private final BlockSpool spool;
  private final RepairSchedule schedule;
  private final List<FailedRow> failedRows = new ArrayList<>();
  private StreamLoad load;
  private LabelSequence held;
  private boolean ended;
  private long rows;
  private long bytes;
  private long oldestMillis = RowBlock.NO_TIME;
  private int repairs;

  ShardLoad(LoadKey load, DorisClient client, LoadOpener opener, RepairBuffer buffer) {
    this.key = load.shard();
    this.properties = load.properties();
    this.client = client;
    this.opener = opener;
    this.spool = new BlockSpool(buffer);
    this.schedule = new RepairSchedule(client.timeouts().repair());
  }

  /** Opens the load under the next label; comes first, and if it fails, nothing else comes. */
  void open(LabelSequence labels) throws LoadFailedException, InterruptedException {
    load = opener.open(key, properties, length(), labels);
  }

  /**
   * Sets the next label apart and keeps the blocks to itself, until {@link #openHeld}; comes first.
   */
  void hold(LabelSequence labels) throws IOException {
    held = opener.reserve(key, labels);
  }

  /** A load that was held is known whole when it is opened. */
  private OptionalLong length() {
    return opener.sendsWholeLoads() ? OptionalLong.of(bytes) : OptionalLong.empty();
  }

  boolean isHeld() {
    return held != null;
  }

  /** Opens a load that was held, and sends its blocks. */
  void openHeld() throws IOException, InterruptedException {
    open(held);
    held = null;
    try {
      spool.replay(block -> load.write(block.bytes(), block.rows()));
    } catch (LoadFailedException e) {
      repair(e);
    }
  }

  /**
   * Sends a block, or keeps it if the load is held.
   *
   * @param underWay how many blocks of the load may be under way
   */
  void write(RowBlock block, int underWay) throws IOException, InterruptedException {
    spool.add(block);
    rows += block.rows();
    bytes += block.length();
    oldestMillis = Math.min(oldestMillis, block.oldestMillis());
    if (isHeld()) {
      return;
    }
    try {
      load.write(block.bytes(), block.rows(), underWay);
      schedule.progressed();
    } catch (LoadFailedException e) {
      repair(e);
    }
  }

  /** Completes the body. Returns at once. */
  void end() {
    ended = true;
    load.end();
  }

  /**
   * Waits for the load, which was {@link #end ended}, to be pre-committed, and names the rows that
   * the server left out if they are collected.
   *
   * @param timeout for the backend's reply, anew after each repair
   */
  PreparedLoad awaitPrepared(Duration timeout) throws IOException, InterruptedException {
    while (true) {
      StreamLoadReply reply;
      try {
        reply = load.awaitReply(timeout);
      } catch (LoadFailedException e) {
        OptionalLong takenOver = repair(e);
        if (takenOver.isPresent()) {
          return takenOver(takenOver.getAsLong());
        }
        continue;
      }
      collectFailedRows(reply);
      // The server's words: a group commit has a label of its making.
      return prepared(
          reply.label(), reply.transactionId(), reply.loadedRows(), reply.filteredRows());
    }
  }

  /** The lost answer held the counts: where they are not certain, a trial tells them. */
  private PreparedLoad takenOver(long transactionId) throws IOException, InterruptedException {
    if (!FilterTolerance.mayLeaveOut(opener.headers(properties))) {
      return prepared(load.label(), transactionId, rows, 0);
    }
    StreamLoadReply trial = trials().send(0, rows);
    collectFailedRows(trial);
    return prepared(load.label(), transactionId, trial.loadedRows(), trial.filteredRows());
  }

  private void collectFailedRows(StreamLoadReply reply) throws IOException, InterruptedException {
    if (opener.collectsFailedRows() && reply.filteredRows() > 0) {
      FilteredRows filtered = new FilteredRows(key.table(), spooledRows(), trials());
      failedRows.addAll(filtered.find(Filtering.of(reply, client)));
    }
  }

  private TrialLoads trials() {
    return new TrialLoads(client, opener, key, load.label(), properties, spooledRows());
  }

  private SpooledRows spooledRows() {
    return new SpooledRows(spool, RowBoundaries.of(properties));
  }

  /**
   * Sends the load again.
   *
   * @return the transaction, if it turned out to be pre-committed already
   */
  private OptionalLong repair(LoadFailedException broken) throws IOException, InterruptedException {
    LoadFailedException failure = broken;
    while (true) {
      load.abort();
      client.failed(load.backend(), failure.failure());
      schedule.awaitNext(failure);
      repairs++;
      LOG.info("Repairing: {}", failure.getMessage());
      try {
        load = opener.openOnce(key.table(), load.label(), properties, length());
        spool.replay(block -> load.write(block.bytes(), block.rows()));
        if (ended) {
          load.end();
        }
        return OptionalLong.empty();
      } catch (LabelExistsException exists) {
        OptionalLong takenOver = settle(exists);
        if (takenOver.isPresent()) {
          return takenOver;
        }
        failure = exists;
      } catch (LoadFailedException e) {
        failure = e;
      }
    }
  }

  private OptionalLong settle(LabelExistsException exists) throws LoadFailedException {
    switch (opener.owner(exists, key.table(), load.label())) {
      case UNKNOWN -> {
        // Asked again with the next attempt.
      }
      case RUNNING -> {
        // After the end of its body it is about to be pre-committed: it is waited for, not aborted.
        if (!ended) {
          opener.abortOwner(exists, key.table(), load.label());
        }
      }
      case PRECOMMITTED -> {
        if (!opener.isExactlyOnce()) {
          opener.abortOwner(exists, key.table(), load.label());
        } else if (ended) {
          return exists.transactionId();
        } else {
          throw LoadOpener.fenced(exists);
        }
      }
      case FINISHED -> {
        if (opener.isExactlyOnce() || !ended) {
          throw LoadOpener.fenced(exists);
        }
        return OptionalLong.of(exists.transactionId().orElse(UNKNOWN_TRANSACTION));
      }
    }
    return OptionalLong.empty();
  }

  private PreparedLoad prepared(
      String label, long transactionId, long loadedRows, long filteredRows) {
    return new PreparedLoad(
        key.table(),
        key.shard(),
        label,
        transactionId,
        loadedRows,
        filteredRows,
        bytes,
        load.backend().toString(),
        oldestMillis);
  }

  long bytes() {
    return bytes;
  }

  /** The rows that the server left out of the load that was awaited, if they are collected. */
  List<FailedRow> failedRows() {
    return failedRows;
  }

  /** How often this load was sent again. */
  int repairs() {
    return repairs;
  }

  /** Waits for the reply of a load that is ended and is to be aborted, as it names it. */
  void awaitTransaction(Duration timeout) {
    if (load == null || !ended) {
      return;
    }
    try {
      load.awaitReply(timeout);
    } catch (LoadFailedException e) {
      LOG.debug("Given up: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Closes the connection and drops the blocks. */
  void close() {
    if (load != null) {
      load.abort();
    }
    spool.close();
  }

  /** Aborts the transaction, as well as it can: what it cannot reach, the server's timeouts end. */
  void abortTransaction() {
    // What is committed as it ends is past that; and the transaction of a group is others' too.
    if (load == null || !opener.isExactlyOnce()) {
      return;
    }
    try {
      if (load.transactionId().isPresent()) {
        client.abort(key.table().database(), load.transactionId().getAsLong());
      }
      // Else it is rolled back as its body breaks off. Not by its label: that may be a successor's.
    } catch (IOException | RuntimeException e) {
      LOG.warn(
          "Could not abort load {} into {}; if it is pre-committed, the server aborts it after its"
              + " pre-commit timeout: {}",
          load.label(),
          key.table(),
          e.getMessage());
    }
  }
}
