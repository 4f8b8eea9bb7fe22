package io.dorisio.emulator.transaction;

import static java.util.Comparator.naturalOrder;

import io.dorisio.emulator.cluster.Cluster;
import io.dorisio.emulator.cluster.Coordinator;
import io.dorisio.emulator.config.Setting;
import io.dorisio.emulator.config.Settings;
import io.dorisio.emulator.error.DorisException;
import io.dorisio.emulator.fault.FaultKind;
import io.dorisio.emulator.fault.FaultTarget;
import io.dorisio.emulator.fault.Faults;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins, commits and aborts transactions: what the frontend's master decides. The lock of a
 * transaction keeps its changes of state, which may wait for the store, one after the other.
 */
public final class TransactionManager implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TransactionManager.class);
  private static final String LABEL_REGEX = "^[-_A-Za-z0-9:]{1,128}$";
  private static final Pattern LABEL = Pattern.compile(LABEL_REGEX);
  private static final String TIMED_OUT = "timeout by txn manager";

  private final TransactionStore store;
  private final InstantSource clock;
  private final Settings settings;
  private final Faults faults;
  private final Cluster cluster;
  private final Publisher publisher = new Publisher(this::publish);
  private final TransactionIndex index = new TransactionIndex();
  private final TransactionCounters counters = new TransactionCounters();

  public TransactionManager(
      TransactionStore store,
      InstantSource clock,
      Settings settings,
      Faults faults,
      Cluster cluster) {
    this.store = store;
    this.clock = clock;
    this.settings = settings;
    this.faults = faults;
    this.cluster = cluster;
    faults.onRemoval(publisher::wake);
  }

  /**
   * Takes up what an earlier run left: pre-committed ones wait on, committed ones are published.
   */
  public void restore(Collection<TransactionRecord> records) {
    // Those that finished first are forgotten first.
    List<TransactionRecord> byFinish =
        records.stream()
            .sorted(
                Comparator.comparing(
                    TransactionRecord::finishTime, Comparator.nullsLast(naturalOrder())))
            .toList();
    // Loads that ran when the last run ended had ids that nobody wrote down.
    long gap = settings.number(Setting.MAX_RUNNING_TXN_NUM_PER_DB) + 1;
    for (TransactionRecord record : byFinish) {
      index.restore(transaction(record, null), gap);
      if (record.state() == TransactionState.COMMITTED) {
        publisher.submit(record, null);
      }
    }
  }

  private Transaction transaction(TransactionRecord record, Coordinator coordinator) {
    return new Transaction(
        record,
        coordinator,
        settings.seconds(Setting.STREAM_LOAD_DEFAULT_PRECOMMIT_TIMEOUT_SECOND));
  }

  /** The order of the checks is the server's (doris-protocol 4.1, GlobalTransactionMgr). */
  public TransactionRecord begin(BeginRequest request) throws DorisException {
    requireLiving(request.coordinator());
    cluster.requireMaster();
    requireLoadsAllowed();
    Duration timeout = timeout(request);
    String label = request.label();
    if (!LABEL.matcher(label).matches()) {
      throw DorisException.analysis(
          "Label format error. regex: " + LABEL_REGEX + ", label: " + label);
    }
    boolean limited =
        faults.strike(
                FaultKind.RUNNING_LIMIT, new FaultTarget(request.db(), request.table(), label, ""))
            != null;
    return index.begin(
        request.db(),
        label,
        settings.number(Setting.MAX_RUNNING_TXN_NUM_PER_DB),
        limited,
        id -> {
          TransactionRecord record = TransactionRecord.begun(id, request, timeout, clock.instant());
          counters.count(record);
          return transaction(record, request.coordinator());
        });
  }

  /** doris-protocol 2.1. */
  private Duration timeout(BeginRequest request) throws DorisException {
    if (request.timeoutSeconds().isEmpty()) {
      return settings.seconds(Setting.STREAM_LOAD_DEFAULT_TIMEOUT_SECOND);
    }
    int timeout = request.timeoutSeconds().getAsInt();
    long min = settings.number(Setting.MIN_LOAD_TIMEOUT_SECOND);
    long max = settings.number(Setting.MAX_STREAM_LOAD_TIMEOUT_SECOND);
    if (timeout < min || timeout > max) {
      throw DorisException.analysis(
          "Invalid timeout: "
              + timeout
              + ". Timeout should between "
              + min
              + " and "
              + max
              + " seconds");
    }
    return Duration.ofSeconds(timeout);
  }

  private void requireLoadsAllowed() throws DorisException {
    if (settings.isOn(Setting.DISABLE_LOAD_JOB)) {
      throw DorisException.analysis("disable_load_job is set to true, all load jobs are prevented");
    }
  }

  private static void requireLiving(Coordinator coordinator) throws DorisException {
    if (coordinator != null && !coordinator.isAlive()) {
      throw DorisException.backend(DorisException.INTERNAL_ERROR, "the backend is down");
    }
  }

  /**
   * Ends the first phase (doris-protocol 4.1: what pre-commit says of a transaction that went on
   * without it).
   */
  public void preCommit(long id, LoadedRows rows, StagedLoad load)
      throws DorisException, IOException {
    cluster.requireMaster();
    Transaction transaction = index.find(id);
    if (transaction == null) {
      throw DorisException.analysis("transaction not found");
    }
    transaction.changing.lock();
    try {
      requireLiving(transaction.coordinator);
      TransactionRecord record = transaction.record();
      switch (record.state()) {
        case PRECOMMITTED -> {}
        case PREPARE -> {
          TransactionRecord next = record.preCommitted(rows, clock.instant());
          load.persist(next);
          change(transaction, next);
        }
        default -> throw Refusals.preCommit(record);
      }
      if (faults.strike(FaultKind.PRECOMMIT_EXPIRED, target(record)) != null) {
        timeOut(transaction);
      }
    } finally {
      transaction.changing.unlock();
    }
  }

  /** Counted first: who waits for a state finds it in the counters too. */
  private void change(Transaction transaction, TransactionRecord next) {
    counters.count(next);
    index.change(transaction, next);
  }

  private static FaultTarget target(TransactionRecord record) {
    return new FaultTarget(record.db(), record.table(), record.label(), "");
  }

  /** Commits; the rows become visible soon after the answer (doris-protocol 4.4). */
  public void commit(String db, long id) throws DorisException, IOException {
    cluster.requireMaster();
    Transaction transaction = find(db, id);
    requireLoadsAllowed();
    TransactionRecord asked = transaction.record();
    // Tables are locked before the state is looked at (GlobalTransactionMgr.commitTransaction2PC;
    // this order is UNVERIFIED).
    if (faults.strike(FaultKind.COMMIT_LOCK_TIMEOUT, target(asked)) != null) {
      throw DorisException.analysis(
          "get tableList write lock timeout, tableList=(Table [id=10006, name="
              + asked.table()
              + ", type=OLAP])");
    }
    transaction.changing.lock();
    try {
      TransactionRecord record = transaction.record();
      if (record.state() != TransactionState.PRECOMMITTED) {
        throw Refusals.commit(record);
      }
      store.checkCommittable(record);
      TransactionRecord next = record.committed(clock.instant());
      // Durable before it is answered.
      store.save(next);
      change(transaction, next);
      publisher.submit(next, faults.strike(FaultKind.PUBLISH_DELAYED, target(next)));
    } finally {
      transaction.changing.unlock();
    }
  }

  /** Aborts on a client's word (doris-protocol 4.4). */
  public void abort(String db, long id, String reason) throws DorisException, IOException {
    cluster.requireMaster();
    abort(find(db, id), reason, () -> {});
  }

  /**
   * @param beforeChange runs if it can be aborted, before anybody sees that it is
   */
  private void abort(Transaction transaction, String reason, Runnable beforeChange)
      throws DorisException, IOException {
    transaction.changing.lock();
    try {
      TransactionRecord record = transaction.record();
      TransactionRecord next = record.aborted(reason, clock.instant());
      switch (record.state()) {
        case PREPARE -> store.save(next);
        case PRECOMMITTED -> store.discard(next);
        default -> throw Refusals.abort(record);
      }
      beforeChange.run();
      change(transaction, next);
    } finally {
      transaction.changing.unlock();
    }
  }

  /**
   * Gives up a load that failed before its pre-commit; one that somebody aborted already stays as
   * it is, and a backend that died tells nobody.
   */
  public void rollBack(long id, String reason) {
    Transaction transaction = index.find(id);
    if (transaction == null
        || (transaction.coordinator != null && !transaction.coordinator.isAlive())) {
      return;
    }
    abortQuietly(transaction, reason);
  }

  private void abortQuietly(Transaction transaction, String reason) {
    abortQuietly(transaction, reason, () -> {});
  }

  private void abortQuietly(Transaction transaction, String reason, Runnable beforeChange) {
    try {
      abort(transaction, reason, beforeChange);
    } catch (DorisException e) {
      LOG.debug("transaction {}: {}", transaction.record().id(), e.getMessage());
    } catch (IOException e) {
      LOG.warn("transaction {} could not be aborted", transaction.record().id(), e);
    }
  }

  /** Lets a transaction time out now. */
  public void expire(String db, long id) throws DorisException {
    timeOut(find(db, id));
  }

  private void timeOut(Transaction transaction) {
    abortQuietly(transaction, TIMED_OUT, counters.timeouts::increment);
  }

  /** What TransactionCleaner does at its intervals (doris-protocol 4.5). */
  void clean() {
    Instant now = clock.instant();
    Duration patience = settings.seconds(Setting.ABORT_TXN_AFTER_LOST_HEARTBEAT_TIME_SECOND);
    for (Transaction transaction : index.all()) {
      if (transaction.isTimedOut(now)) {
        timeOut(transaction);
      } else if (transaction.hasLostCoordinator(now, patience)) {
        abortQuietly(transaction, "coordinate BE is down");
      }
    }
    List<Long> evicted =
        index.evict(
            now,
            settings.seconds(Setting.STREAMING_LABEL_KEEP_MAX_SECOND),
            settings.number(Setting.LABEL_NUM_THRESHOLD),
            counters.evicted);
    try {
      store.forget(evicted);
    } catch (IOException e) {
      LOG.warn("evicted transactions stay in the journal", e);
    }
  }

  /** GlobalTransactionMgr.abortTxnWhenCoordinateBeRestart: only what is in preparation. */
  public void abortOf(Coordinator former) {
    for (Transaction transaction : index.all()) {
      if (transaction.coordinator == former
          && transaction.record().state() == TransactionState.PREPARE) {
        abortQuietly(transaction, "coordinate BE restart");
      }
    }
  }

  /** A new master knows nothing of what was in preparation (doris-protocol 4.1). */
  public void losePrepared() {
    for (Transaction transaction : index.all()) {
      transaction.changing.lock();
      try {
        if (transaction.record().state() == TransactionState.PREPARE) {
          index.lose(transaction);
        }
      } finally {
        transaction.changing.unlock();
      }
    }
  }

  /** By label only what is pre-committed is found (doris-protocol 4.4). */
  public void commitLabel(String db, String label) throws DorisException, IOException {
    cluster.requireMaster();
    commit(db, findLabel(db, label, false));
  }

  /** By label also a running load is found (doris-protocol 4.4). */
  public void abortLabel(String db, String label, String reason)
      throws DorisException, IOException {
    cluster.requireMaster();
    abort(db, findLabel(db, label, true), reason);
  }

  private long findLabel(String db, String label, boolean alsoRunning) throws DorisException {
    Transaction transaction = index.find(db, label);
    if (transaction == null) {
      throw DorisException.analysis("transaction not found, label=" + label);
    }
    TransactionState state = transaction.record().state();
    boolean wanted =
        state == TransactionState.PRECOMMITTED
            || (alsoRunning && state == TransactionState.PREPARE);
    if (!wanted) {
      throw DorisException.analysis("running transaction not found, label=" + label);
    }
    return transaction.record().id();
  }

  private Transaction find(String db, long id) throws DorisException {
    Transaction transaction = index.find(id);
    if (transaction == null || !transaction.record().db().equals(db)) {
      throw Refusals.notFound(id);
    }
    return transaction;
  }

  /** The transaction of that id; null where it is not known. */
  public TransactionRecord record(long id) {
    Transaction transaction = index.find(id);
    return transaction == null ? null : transaction.record();
  }

  /** The label's latest transaction; null where it is not known. */
  public TransactionRecord record(String db, String label) {
    Transaction transaction = index.find(db, label);
    return transaction == null ? null : transaction.record();
  }

  /** The state of the label's latest transaction, or {@code UNKNOWN} (doris-protocol 6). */
  public String labelState(String db, String label) {
    TransactionRecord record = record(db, label);
    return record == null ? "UNKNOWN" : record.state().name();
  }

  private void publish(long id) {
    Transaction transaction = index.find(id);
    transaction.changing.lock();
    try {
      TransactionRecord visible = transaction.record().visible(clock.instant());
      store.publish(visible);
      change(transaction, visible);
    } catch (IOException | RuntimeException e) {
      LOG.error("transaction {} stays committed: it could not be published", id, e);
    } finally {
      transaction.changing.unlock();
    }
  }

  /** Waits until the transaction is visible; false where that takes too long. */
  public boolean awaitVisible(long id, Duration timeout) throws InterruptedException {
    Transaction transaction = index.find(id);
    return transaction == null || index.awaitVisible(transaction, timeout);
  }

  /** Waits until nothing is committed and not visible; false where that takes too long. */
  public boolean awaitVisible(Duration timeout) throws InterruptedException {
    return index.awaitVisible(timeout);
  }

  /** All transactions known, by id. */
  public List<TransactionRecord> records() {
    return index.all().stream().map(Transaction::record).toList();
  }

  /** How many of a database count against its limit. */
  public int running(String db) {
    return index.running(db);
  }

  public TransactionCounts counts() {
    return counters.snapshot();
  }

  /** Publishes what is committed and not held up, and stops. */
  @Override
  public void close() {
    publisher.close();
  }
}
