package io.dorisio.emulator.transaction;

import io.dorisio.emulator.error.DorisException;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins, commits and aborts transactions. The lock of the manager guards what labels and states
 * are; the lock of a transaction keeps its changes of state, which may wait for the store, one
 * after the other. The second is never waited for with the first in hand.
 */
public final class TransactionManager implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TransactionManager.class);
  private static final String LABEL_REGEX = "^[-_A-Za-z0-9:]{1,128}$";
  private static final Pattern LABEL = Pattern.compile(LABEL_REGEX);
  private static final long FIRST_DATABASE_ID = 10_001;

  private static final class Entry {
    final ReentrantLock changing = new ReentrantLock();
    volatile TransactionRecord record;

    Entry(TransactionRecord record) {
      this.record = record;
    }
  }

  private final TransactionStore store;
  private final InstantSource clock;
  private final int runningLimit;
  private final Publisher publisher = new Publisher(this::publish);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition published = lock.newCondition();
  private final Map<Long, Entry> transactions = new TreeMap<>();

  /** The latest transaction of each label, by database. */
  private final Map<String, Map<String, Entry>> labels = new HashMap<>();

  private final Map<String, Integer> running = new HashMap<>();
  private final Map<String, Long> databaseIds = new HashMap<>();
  private long nextId = 1;
  private int unpublished;

  public TransactionManager(TransactionStore store, InstantSource clock, int runningLimit) {
    this.store = store;
    this.clock = clock;
    this.runningLimit = runningLimit;
  }

  /**
   * Takes up what an earlier run left: pre-committed ones wait on, committed ones are published.
   */
  public void restore(Collection<TransactionRecord> records) {
    lock.lock();
    try {
      for (TransactionRecord record : records) {
        remember(new Entry(record));
        // Loads that were running when the last run ended had ids that nobody wrote down.
        nextId = Math.max(nextId, record.id() + 1 + runningLimit);
        if (!record.state().isFinal()) {
          running.merge(record.db(), 1, Integer::sum);
        }
        if (record.state() == TransactionState.COMMITTED) {
          unpublished++;
          publisher.submit(record.id());
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void remember(Entry entry) {
    TransactionRecord record = entry.record;
    transactions.put(record.id(), entry);
    labels.computeIfAbsent(record.db(), db -> new HashMap<>()).put(record.label(), entry);
  }

  /** The order of the checks is the server's (doris-protocol 4.1). */
  public TransactionRecord begin(String db, String table, String label) throws DorisException {
    if (!LABEL.matcher(label).matches()) {
      throw DorisException.analysis(
          "Label format error. regex: " + LABEL_REGEX + ", label: " + label);
    }
    lock.lock();
    try {
      Entry owner = labels.getOrDefault(db, Map.of()).get(label);
      if (owner != null && owner.record.state() != TransactionState.ABORTED) {
        throw new LabelAlreadyUsedException(owner.record);
      }
      int now = running.getOrDefault(db, 0);
      if (now >= runningLimit) {
        long id = databaseIds.computeIfAbsent(db, key -> FIRST_DATABASE_ID + databaseIds.size());
        throw DorisException.analysis(
            "current running txns on db "
                + id
                + " is "
                + now
                + ", larger than limit "
                + runningLimit);
      }
      Entry entry = new Entry(TransactionRecord.begun(nextId++, db, table, label, clock.instant()));
      remember(entry);
      running.merge(db, 1, Integer::sum);
      return entry.record;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends the first phase (doris-protocol 4.1: what pre-commit says of a transaction that went on
   * without it).
   */
  public void preCommit(long id, LoadedRows rows, StagedLoad load)
      throws DorisException, IOException {
    Entry entry = find(id);
    if (entry == null) {
      throw DorisException.analysis("transaction not found");
    }
    entry.changing.lock();
    try {
      TransactionRecord record = entry.record;
      switch (record.state()) {
        case ABORTED -> throw DorisException.analysis(record.abortReason());
        case COMMITTED -> throw DorisException.analysis("transaction is already committed");
        case VISIBLE -> throw DorisException.analysis("transaction is already visible");
        case PRECOMMITTED -> {}
        case PREPARE -> {
          TransactionRecord next = record.preCommitted(rows, clock.instant());
          load.persist(next);
          entry.record = next;
        }
      }
    } finally {
      entry.changing.unlock();
    }
  }

  /** Commits; the rows become visible soon after the answer (doris-protocol 4.4). */
  public void commit(String db, long id) throws DorisException, IOException {
    commit(find(db, id));
  }

  private void commit(Entry entry) throws DorisException, IOException {
    entry.changing.lock();
    try {
      TransactionRecord record = entry.record;
      String name = "transaction [" + record.id() + "]";
      switch (record.state()) {
        case PREPARE -> throw DorisException.analysis(name + " is prepare, not pre-committed.");
        case COMMITTED ->
            throw DorisException.analysis(name + " is already committed, not pre-committed.");
        case VISIBLE ->
            throw DorisException.analysis(name + " is already visible, not pre-committed.");
        case ABORTED ->
            throw DorisException.analysis(
                name + " is already aborted. abort reason: " + record.abortReason());
        case PRECOMMITTED -> {
          store.checkCommittable(record);
          TransactionRecord next = record.committed(clock.instant());
          store.save(next);
          lock.lock();
          try {
            unpublished++;
            entry.record = next;
          } finally {
            lock.unlock();
          }
          publisher.submit(record.id());
        }
      }
    } finally {
      entry.changing.unlock();
    }
  }

  /** Aborts on a client's word (doris-protocol 4.4). */
  public void abort(String db, long id, String reason) throws DorisException, IOException {
    abort(find(db, id), reason);
  }

  private void abort(Entry entry, String reason) throws DorisException, IOException {
    entry.changing.lock();
    try {
      TransactionRecord record = entry.record;
      String name = "transaction [" + record.id() + "]";
      switch (record.state()) {
        case COMMITTED ->
            throw DorisException.analysis(name + " is already COMMITTED, could not abort.");
        case VISIBLE ->
            throw DorisException.analysis(name + " is already VISIBLE, could not abort.");
        case ABORTED ->
            throw DorisException.analysis(
                name + " is already aborted, abort reason: " + record.abortReason());
        case PREPARE, PRECOMMITTED -> {
          TransactionRecord next = record.aborted(reason);
          if (record.state() == TransactionState.PRECOMMITTED) {
            store.discard(next);
          } else {
            store.save(next);
          }
          lock.lock();
          try {
            entry.record = next;
            running.merge(record.db(), -1, Integer::sum);
          } finally {
            lock.unlock();
          }
        }
      }
    } finally {
      entry.changing.unlock();
    }
  }

  /**
   * Gives up a load that failed before its pre-commit; one that somebody aborted already stays as
   * it is.
   */
  public void rollBack(long id, String reason) {
    try {
      abort(find(id), reason);
    } catch (DorisException e) {
      LOG.debug("transaction {}: {}", id, e.getMessage());
    } catch (IOException e) {
      LOG.warn("transaction {} could not be rolled back", id, e);
    }
  }

  /** By label only what is pre-committed is found (doris-protocol 4.4). */
  public void commitLabel(String db, String label) throws DorisException, IOException {
    commit(findLabel(db, label, false));
  }

  /** By label also a running load is found (doris-protocol 4.4). */
  public void abortLabel(String db, String label, String reason)
      throws DorisException, IOException {
    abort(findLabel(db, label, true), reason);
  }

  private Entry findLabel(String db, String label, boolean alsoRunning) throws DorisException {
    lock.lock();
    try {
      Entry entry = labels.getOrDefault(db, Map.of()).get(label);
      if (entry == null) {
        throw DorisException.analysis("transaction not found, label=" + label);
      }
      TransactionState state = entry.record.state();
      boolean wanted =
          state == TransactionState.PRECOMMITTED
              || (alsoRunning && state == TransactionState.PREPARE);
      if (!wanted) {
        throw DorisException.analysis("running transaction not found, label=" + label);
      }
      return entry;
    } finally {
      lock.unlock();
    }
  }

  private Entry find(long id) {
    lock.lock();
    try {
      return transactions.get(id);
    } finally {
      lock.unlock();
    }
  }

  private Entry find(String db, long id) throws DorisException {
    Entry entry = find(id);
    if (entry == null || !entry.record.db().equals(db)) {
      throw DorisException.analysis("transaction [" + id + "] not found");
    }
    return entry;
  }

  /** The state of the label's latest transaction, or {@code UNKNOWN} (doris-protocol 6). */
  public String labelState(String db, String label) {
    lock.lock();
    try {
      Entry entry = labels.getOrDefault(db, Map.of()).get(label);
      return entry == null ? "UNKNOWN" : entry.record.state().name();
    } finally {
      lock.unlock();
    }
  }

  private void publish(long id) {
    Entry entry = find(id);
    entry.changing.lock();
    try {
      TransactionRecord visible = entry.record.visible(clock.instant());
      store.publish(visible);
      lock.lock();
      try {
        entry.record = visible;
        running.merge(visible.db(), -1, Integer::sum);
        unpublished--;
        published.signalAll();
      } finally {
        lock.unlock();
      }
    } catch (IOException | RuntimeException e) {
      LOG.error("transaction {} stays committed: it could not be published", id, e);
    } finally {
      entry.changing.unlock();
    }
  }

  /** Waits until the transaction is visible; false where that takes too long. */
  public boolean awaitVisible(long id, Duration timeout) throws InterruptedException {
    Entry entry = find(id);
    return await(timeout, () -> entry.record.state() == TransactionState.VISIBLE);
  }

  /** Waits until nothing is committed and not visible; false where that takes too long. */
  public boolean awaitVisible(Duration timeout) throws InterruptedException {
    return await(timeout, () -> unpublished == 0);
  }

  private boolean await(Duration timeout, BooleanSupplier done) throws InterruptedException {
    long left = timeout.toNanos();
    lock.lock();
    try {
      while (!done.getAsBoolean()) {
        if (left <= 0) {
          return false;
        }
        left = published.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** All transactions known, by id. */
  public List<TransactionRecord> records() {
    lock.lock();
    try {
      List<TransactionRecord> records = new ArrayList<>(transactions.size());
      transactions.values().forEach(entry -> records.add(entry.record));
      return records;
    } finally {
      lock.unlock();
    }
  }

  /** Publishes what is committed and stops. */
  @Override
  public void close() {
    publisher.close();
  }
}
