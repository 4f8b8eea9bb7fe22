package io.dorisio.emulator.load;

import io.dorisio.emulator.access.Account;
import io.dorisio.emulator.access.Credentials;
import io.dorisio.emulator.config.Setting;
import io.dorisio.emulator.config.Settings;
import io.dorisio.emulator.error.DorisException;
import io.dorisio.emulator.load.LoadReport.Phase;
import io.dorisio.emulator.parse.LoadFormat;
import io.dorisio.emulator.parse.LoadPlan;
import io.dorisio.emulator.schema.TableSchema;
import io.dorisio.emulator.storage.StagingTable;
import io.dorisio.emulator.storage.TableStore;
import io.dorisio.emulator.transaction.BeginRequest;
import io.dorisio.emulator.transaction.LabelAlreadyUsedException;
import io.dorisio.emulator.transaction.LoadedRows;
import io.dorisio.emulator.transaction.TransactionManager;
import io.dorisio.emulator.transaction.TransactionRecord;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs Stream Loads in the order of work of a backend (doris-protocol 1.8). */
public final class StreamLoad {
  private static final Logger LOG = LoggerFactory.getLogger(StreamLoad.class);

  private final Account account;
  private final TransactionManager transactions;
  private final GroupCommits groups;
  private final TableStore store;
  private final ErrorLogs errorLogs;
  private final InstantSource clock;
  private final LoadOptions options;
  private final Settings settings;

  public StreamLoad(
      Account account,
      TransactionManager transactions,
      GroupCommits groups,
      TableStore store,
      ErrorLogs errorLogs,
      InstantSource clock,
      Settings settings,
      LoadOptions options) {
    this.account = account;
    this.transactions = transactions;
    this.groups = groups;
    this.store = store;
    this.errorLogs = errorLogs;
    this.clock = clock;
    this.options = options;
    this.settings = settings;
  }

  /**
   * Runs one load to its end.
   *
   * @param errorUrl makes the address of a file of filtered rows
   */
  public LoadReport run(LoadRequest request, UnaryOperator<String> errorUrl) {
    long start = System.nanoTime();
    boolean twoPhaseCommit = request.header("two_phase_commit").equals("true");
    GroupCommit group;
    try {
      group = GroupCommit.of(request, twoPhaseCommit, options.dropsChunkedLabels());
    } catch (DorisException e) {
      LoadReport report =
          new LoadReport(request.header("label"), request.header("comment"), twoPhaseCommit, false);
      report.fail(e);
      return report;
    }
    // A load without a label gets one of the server's making (doris-protocol 2.1).
    String label = group.label().isEmpty() ? UUID.randomUUID().toString() : group.label();
    LoadReport report =
        new LoadReport(label, request.header("comment"), twoPhaseCommit, group.isOn());
    try {
      run(request, label, twoPhaseCommit, group, report, errorUrl);
    } catch (LabelAlreadyUsedException e) {
      report.labelExists(e, e.existingJobStatus());
    } catch (DorisException e) {
      report.fail(e);
    }
    report.took(Phase.LOAD, System.nanoTime() - start);
    return report;
  }

  private void run(
      LoadRequest request,
      String label,
      boolean twoPhaseCommit,
      GroupCommit group,
      LoadReport report,
      UnaryOperator<String> errorUrl)
      throws DorisException {
    Credentials credentials = Credentials.parse(request.header("Authorization"));
    if (credentials == null) {
      throw DorisException.backend(DorisException.NOT_AUTHORIZED, "no valid Basic authorization");
    }
    LoadFormat format = LoadFormat.of(request.header("format"));
    HeaderChecks.size(request, format);
    HeaderChecks.framing(request);
    OptionalInt timeout = HeaderChecks.timeout(request);

    long start = System.nanoTime();
    Instant began = clock.instant();
    account.check(credentials, request.client());
    TableSchema table = store.catalog().tableForLoad(request.database(), request.table());
    TransactionRecord transaction =
        transactions.begin(
            new BeginRequest(
                table.database(), table.name(), label, timeout, request.coordinator()));
    report.transaction(transaction.id());
    report.took(Phase.BEGIN, System.nanoTime() - start);

    try {
      load(request, table, format, transaction, report, errorUrl);
      if (group.isOn()) {
        commitWithGroup(transaction, table, group, began, report);
      } else if (!twoPhaseCommit) {
        commit(transaction, report);
      }
    } catch (DorisException e) {
      transactions.rollBack(transaction.id(), e.getMessage());
      throw e;
    } catch (LoadRefusedException e) {
      transactions.rollBack(transaction.id(), e.refusal().getMessage());
      throw e.refusal();
    } catch (IOException | SQLException | RuntimeException e) {
      boolean senderGone = e instanceof LoadBody.SenderGoneException;
      if (!senderGone) {
        LOG.warn("load {} failed", label, e);
      }
      transactions.rollBack(transaction.id(), e.getMessage());
      throw DorisException.backend(
          senderGone ? DorisException.CANCELLED : DorisException.INTERNAL_ERROR, e.getMessage());
    }
  }

  private void load(
      LoadRequest request,
      TableSchema table,
      LoadFormat format,
      TransactionRecord transaction,
      LoadReport report,
      UnaryOperator<String> errorUrl)
      throws DorisException, IOException, SQLException {
    long start = System.nanoTime();
    double maxFilterRatio = HeaderChecks.maxFilterRatio(request);
    LoadPlan plan =
        new LoadPlan(table, format, request.header(), clock.instant(), TableStore::storeName);
    if (options.counting()) {
      count(request, plan, transaction, report);
      return;
    }
    FilteredRows filtered = new FilteredRows(maxFilterRatio > 0);
    try (StagingTable staging = store.stage(transaction, table, plan.columns(), plan.isPartial())) {
      report.took(Phase.PUT, System.nanoTime() - start);
      long writeStart = System.nanoTime();
      LoadBody body = new LoadBody(request.body().get());
      long passed = plan.run(body, store.engine(), staging, filtered, filtered::stops);
      long unselected = plan.where() == null ? 0 : staging.keepOnly(plan.where());
      long loaded = passed - unselected;
      report.rows(loaded, filtered.count(), unselected, body.bytes());
      if (filtered.count() > 0) {
        report.errorUrl(errorUrl.apply(errorLogs.keep(transaction.id(), filtered.log())));
      }
      checkQuality(loaded, filtered, maxFilterRatio);
      if (plan.isPartial()) {
        PartialUpdateCheck.run(plan, table, staging);
      }
      transactions.preCommit(
          transaction.id(), new LoadedRows(loaded, filtered.count(), body.bytes()), staging);
      report.took(Phase.READ, body.nanos());
      report.took(Phase.RECEIVE, body.nanos());
      report.took(Phase.WRITE, System.nanoTime() - writeStart);
    }
  }

  private void count(
      LoadRequest request, LoadPlan plan, TransactionRecord transaction, LoadReport report)
      throws DorisException, IOException {
    LoadBody body = new LoadBody(request.body().get());
    long rows = plan.count(body, store.engine());
    report.rows(rows, 0, 0, body.bytes());
    transactions.preCommit(
        transaction.id(), new LoadedRows(rows, 0, body.bytes()), record -> store.save(record));
    report.took(Phase.READ, body.nanos());
    report.took(Phase.RECEIVE, body.nanos());
  }

  /** doris-protocol 3.4. */
  private static void checkQuality(long loaded, FilteredRows filtered, double maxFilterRatio)
      throws DorisException {
    if (filtered.stops()) {
      throw DorisException.backend(
          DorisException.DATA_QUALITY_ERROR, "Encountered unqualified data, stop processing");
    }
    if (filtered.count() > maxFilterRatio * (loaded + filtered.count())) {
      throw DorisException.backend(DorisException.DATA_QUALITY_ERROR, "too many filtered rows");
    }
  }

  private void commit(TransactionRecord transaction, LoadReport report)
      throws DorisException, IOException {
    long start = System.nanoTime();
    transactions.commit(transaction.db(), transaction.id());
    awaitVisible(transaction, report);
    report.took(Phase.COMMIT, System.nanoTime() - start);
  }

  /**
   * An asynchronous load is answered once it is written down, a synchronous one once visible. The
   * interval runs from the beginning of the group's first load (the start time of LoadBlockQueue,
   * be/src/load/group_commit/group_commit_mgr.h).
   */
  private void commitWithGroup(
      TransactionRecord transaction,
      TableSchema table,
      GroupCommit group,
      Instant began,
      LoadReport report)
      throws DorisException {
    GroupCommitLimits limits = GroupCommitLimits.of(table);
    Duration wait = report.bytes() >= limits.dataBytes() ? Duration.ZERO : limits.interval();
    Instant due = began.plus(wait);
    if (group.mode() == GroupCommit.Mode.ASYNC) {
      groups.addAnswered(transaction, due);
    } else {
      GroupCommits.await(groups.add(transaction, due), transaction.timeout());
      awaitVisible(transaction, report);
    }
  }

  private void awaitVisible(TransactionRecord transaction, LoadReport report) {
    try {
      // Half of it, as the frontend does (doris-protocol 4.5).
      Duration wait = Duration.ofMillis(settings.number(Setting.TXN_COMMIT_RPC_TIMEOUT_MS) / 2);
      if (!transactions.awaitVisible(transaction.id(), wait)) {
        report.publishTimeout();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      report.publishTimeout();
    }
  }
}
