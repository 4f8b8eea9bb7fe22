package io.dorisio.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dorisio.client.TransactionReply.Outcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts of DatabaseTransactionMgr.java, and those that users of the Flink connector reported. */
class TransactionReplyTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Success        | transaction [18036] commit successfully.                        | SUCCESS",
        "ANALYSIS_ERROR | transaction [2] is already committed, not pre-committed.        | ALREADY_COMMITTED",
        "ANALYSIS_ERROR | transaction [563067] is already visible, not pre-committed.     | ALREADY_COMMITTED",
        "Fail           | errCode = 2, detailMessage = transaction [2] is already VISIBLE, not pre-committed. | ALREADY_COMMITTED",
        "ANALYSIS_ERROR | transaction [2] is already COMMITTED, could not abort.          | ALREADY_COMMITTED",
        "Fail           | transaction [25] is already aborted. abort reason: User Abort   | ALREADY_ABORTED",
        "ANALYSIS_ERROR | transaction [243259] is already aborted. abort reason: timeout by txn manager | ALREADY_ABORTED",
        "ANALYSIS_ERROR | transaction [506124] is already aborted, abort reason: User Abort | ALREADY_ABORTED",
        "ANALYSIS_ERROR | transaction [2] not found                                       | NOT_FOUND",
        "ANALYSIS_ERROR | transaction not found, label=x                                  | NOT_FOUND",
        "ANALYSIS_ERROR | running transaction not found, label=123                        | NOT_FOUND",
        "ANALYSIS_ERROR | transaction [7] is prepare, not pre-committed.                  | NOT_PRECOMMITTED",
        "ANALYSIS_ERROR | Access denied; you need (at least one of) the (LOAD) privilege(s) for this operation | FORBIDDEN",
        "ANALYSIS_ERROR | unknown database, database=x                                    | FORBIDDEN",
        "ANALYSIS_ERROR | get tableList write lock timeout, tableList=(Table [id=1])      | TRANSIENT",
        "NOT_MASTER     | FE is not master                                                | TRANSIENT",
      })
  void theTextTellsTheOutcome(String status, String message, Outcome outcome) {
    assertEquals(
        outcome, Outcome.of(status, "TStatus: errCode = 2, detailMessage = " + message.strip()));
  }
}
