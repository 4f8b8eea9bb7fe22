package io.dorisio.write;

import io.dorisio.client.DorisClient;
import io.dorisio.client.LabelExistsException;
import io.dorisio.client.LabelExistsException.Owner;
import io.dorisio.client.LoadFailedException;
import io.dorisio.client.LoadFailure;
import io.dorisio.client.StreamLoad;
import io.dorisio.client.StreamLoadRequest;
import io.dorisio.client.TableName;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens loads under deterministic labels. A label that exists is the mark of another attempt at the
 * same load; what was not committed of it is aborted, which also fences an attempt that still
 * streams.
 *
 * <p>Aborting the wrong attempt would lose rows: a worker that was cut off and comes back must not
 * abort what its successor has loaded. An attempt goes through the labels of a shard in their
 * order. So once this attempt has met a free label in a shard, the transaction that owns that label
 * now, its own or a successor's, is younger than whatever earlier attempts left, and older than
 * what a successor has under the labels behind it. That tells the two apart.
 *
 * <p>What cannot be told apart is a successor that streams, and an attempt of this one whose answer
 * was lost before the body began. Neither is aborted: the server ends the latter when it finds its
 * connection broken.
 */
final class LoadOpener {

  private static final Logger LOG = LoggerFactory.getLogger(LoadOpener.class);

  private final WriteSpec spec;
  private final DorisClient client;
  private final Map<ShardKey, String> firstFree = new HashMap<>();

  LoadOpener(WriteSpec spec, DorisClient client) {
    this.spec = spec;
    this.client = client;
  }

  /** The bundle failed: what comes next is a new attempt. */
  void startOver() {
    firstFree.clear();
  }

  /**
   * Opens the shard's next load, of a body of this length if it is known already. One that cannot
   * be opened now is tried for a while.
   */
  StreamLoad open(
      ShardKey key, Map<String, String> properties, OptionalLong length, LabelSequence labels)
      throws LoadFailedException, InterruptedException {
    String label = labels.next();
    RepairSchedule schedule = new RepairSchedule(client.timeouts().repair());
    boolean leftover = false;
    boolean broken = false;
    while (true) {
      try {
        StreamLoad load = openOnce(key.table(), label, properties, length);
        if (!leftover) {
          firstFree.putIfAbsent(key, label);
        }
        return load;
      } catch (LabelExistsException exists) {
        Owner owner = owner(exists, key.table(), label);
        if (isExactlyOnce() && !isLeftover(exists, key)) {
          if (!broken || owner == Owner.PRECOMMITTED || owner == Owner.FINISHED) {
            throw fenced(exists);
          }
          schedule.awaitNext(exists);
        } else if (owner == Owner.FINISHED) {
          label = behindCommitted(label, exists.getMessage(), labels);
        } else {
          leftover = true;
          abortOwner(exists, key.table(), label);
          schedule.awaitNext(exists);
        }
      } catch (LoadFailedException e) {
        broken = true;
        schedule.awaitNext(e);
      }
    }
  }

  /** Whether an earlier attempt owns the label, rather than a successor of this one. */
  private boolean isLeftover(LabelExistsException exists, ShardKey key) {
    String free = firstFree.get(key);
    if (free == null) {
      return true;
    }
    if (exists.transactionId().isEmpty()) {
      return false;
    }
    try {
      OptionalLong owner = client.transactionOf(key.table().database(), free);
      return owner.isPresent() && exists.transactionId().getAsLong() < owner.getAsLong();
    } catch (IOException e) {
      LOG.info("Could not ask for the transaction of {}: {}", free, e.getMessage());
      return false;
    }
  }

  StreamLoad openOnce(
      TableName table, String label, Map<String, String> properties, OptionalLong length)
      throws LoadFailedException, InterruptedException {
    spec.delivery().check(properties);
    return client.open(
        new StreamLoadRequest(table, label, headers(properties), spec.delivery().mode(), length));
  }

  /** Opens a load that is never committed. */
  StreamLoad openTrial(TableName table, String label, Map<String, String> headers)
      throws LoadFailedException, InterruptedException {
    return client.open(new StreamLoadRequest(table, label, headers));
  }

  /** The headers that a load with these properties is sent with. */
  Map<String, String> headers(Map<String, String> properties) {
    return spec.collectFailedRows() ? FilterTolerance.anyUnlessSet(properties) : properties;
  }

  boolean sendsWholeLoads() {
    return spec.delivery().sendsWholeLoads();
  }

  boolean collectsFailedRows() {
    return spec.collectFailedRows();
  }

  /**
   * Sets a label apart for a load that is opened later, when the state that labels are counted in
   * is out of reach. What would make it count on is therefore looked for now.
   */
  LabelSequence reserve(ShardKey key, LabelSequence labels) throws IOException {
    String label = labels.next();
    while (spec.delivery().isLabelled()
        && client.loadState(key.table().database(), label).isCommitted()) {
      label =
          behindCommitted(
              label, "Label " + label + " of " + key.table() + " is committed already", labels);
    }
    return fixed(label);
  }

  /**
   * The label to go on with behind one that is committed. Where loads are committed before the
   * bundle is durable, that is only the mark of an attempt that failed later.
   */
  private String behindCommitted(String label, String words, LabelSequence labels)
      throws LoadFailedException {
    if (!isExactlyOnce()) {
      LOG.info("Label {} was committed by an earlier attempt; its rows may be doubled", label);
      return labels.next();
    }
    LOG.warn("Label {} is committed already: {}", label, spec.committedLabelPolicy());
    return spec.committedLabelPolicy().nextLabel(words, labels);
  }

  /** Whether what is loaded is not committed before the bundle is durable. */
  boolean isExactlyOnce() {
    return spec.delivery() == DeliveryGuarantee.EXACTLY_ONCE;
  }

  private static LabelSequence fixed(String label) {
    boolean[] taken = {false};
    return () -> {
      if (taken[0]) {
        throw new IllegalStateException(
            "Label "
                + label
                + " was free in this bundle and is committed now: another job uses it");
      }
      taken[0] = true;
      return label;
    };
  }

  Owner owner(LabelExistsException exists, TableName table, String label) {
    if (exists.owner() != Owner.UNKNOWN) {
      return exists.owner();
    }
    try {
      return switch (client.loadState(table.database(), label)) {
        case COMMITTED, VISIBLE -> Owner.FINISHED;
        case PRECOMMITTED -> Owner.PRECOMMITTED;
        case PREPARE, ABORTED, UNKNOWN -> Owner.RUNNING;
      };
    } catch (IOException e) {
      LOG.info("Could not ask for the state of {}: {}", label, e.getMessage());
      return Owner.UNKNOWN;
    }
  }

  /** The outcome is not looked at: opening again tells what has become of the label. */
  void abortOwner(LabelExistsException exists, TableName table, String label) {
    LOG.info(
        "Label {} is left from an earlier attempt ({}); aborting transaction {}",
        label,
        exists.owner(),
        exists.transactionId().isPresent() ? exists.transactionId().getAsLong() : "of that label");
    try {
      if (exists.transactionId().isPresent()) {
        client.abort(table.database(), exists.transactionId().getAsLong());
      } else {
        client.abort(table.database(), label);
      }
    } catch (IOException e) {
      LOG.info("Could not abort {}: {}", label, e.getMessage());
    }
  }

  static LoadFailedException fenced(LabelExistsException exists) {
    return new LoadFailedException(
        LoadFailure.FENCED,
        exists.getMessage()
            + ". A newer attempt of this job writes here, or another job uses the same label prefix"
            + " and run; this one gives up",
        exists);
  }
}
