package io.dorisio.emulator.show;

import io.dorisio.emulator.error.DorisException;
import io.dorisio.emulator.storage.QueryResult;
import io.dorisio.emulator.transaction.TransactionManager;
import io.dorisio.emulator.transaction.TransactionRecord;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * SHOW TRANSACTION, with the columns of TransProcDir. What is said of an unknown id is
 * DatabaseTransactionMgr.getSingleTranInfo's; of an unknown label, UNVERIFIED.
 */
public final class ShowTransaction {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final List<QueryResult.ResultColumn> COLUMNS =
      StatementRunner.columns(
          "TransactionId",
          "Label",
          "Coordinator",
          "TransactionStatus",
          "LoadJobSourceType",
          "PrepareTime",
          "PreCommitTime",
          "CommitTime",
          "PublishTime",
          "FinishTime",
          "Reason",
          "ErrorReplicasCount",
          "ListenerId",
          "TimeoutMs",
          "ErrMsg");

  private final TransactionManager transactions;

  public ShowTransaction(TransactionManager transactions) {
    this.transactions = transactions;
  }

  QueryResult ofId(String db, long id) throws DorisException {
    TransactionRecord record = transactions.record(id);
    if (record == null || !record.db().equals(db)) {
      throw DorisException.analysis("transaction with id " + id + " does not exist");
    }
    return new QueryResult(COLUMNS, List.of(row(record)));
  }

  QueryResult ofLabel(String db, String label) throws DorisException {
    TransactionRecord record = transactions.record(db, label);
    if (record == null) {
      throw DorisException.analysis("transaction with label " + label + " does not exist");
    }
    return new QueryResult(COLUMNS, List.of(row(record)));
  }

  QueryResult likeLabel(String db, String pattern) {
    Pattern like = StatementRunner.like(pattern);
    List<List<Object>> rows = new ArrayList<>();
    for (TransactionRecord record : transactions.records()) {
      if (record.db().equals(db) && like.matcher(record.label()).matches()) {
        rows.add(row(record));
      }
    }
    return new QueryResult(COLUMNS, rows);
  }

  private static List<Object> row(TransactionRecord record) {
    return List.of(
        String.valueOf(record.id()),
        record.label(),
        record.coordinator(),
        record.state().name(),
        "BACKEND_STREAMING",
        time(record.beginTime()),
        time(record.preCommitTime()),
        time(record.commitTime()),
        time(record.commitTime()),
        time(record.finishTime()),
        record.abortReason(),
        "0",
        "-1",
        String.valueOf(record.timeout().toMillis()),
        "");
  }

  /** Doris's null where it has not happened. */
  private static String time(Instant instant) {
    return instant == null ? "\\N" : TIME.format(instant);
  }
}
