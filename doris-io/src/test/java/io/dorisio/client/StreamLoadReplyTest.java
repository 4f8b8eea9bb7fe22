package io.dorisio.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.client.LabelExistsException.Owner;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamLoadReplyTest {

  /** The transaction manual's example of a pre-committed load. */
  @Test
  void readsAPreCommittedLoad() throws Exception {
    StreamLoadReply reply =
        StreamLoadReply.parse(
            """
            {
                "TxnId": 18036,
                "Label": "55c8ffc9-1c40-4d51-b75e-f2265b3602ef",
                "TwoPhaseCommit": "true",
                "Status": "Success",
                "Message": "OK",
                "NumberTotalRows": 100,
                "NumberLoadedRows": 100,
                "NumberFilteredRows": 0,
                "NumberUnselectedRows": 0,
                "LoadBytes": 1031,
                "LoadTimeMs": 77,
                "SomethingNew": {"a": []}
            }
            """);

    assertEquals(18036, reply.transactionId());
    assertEquals(StreamLoadReply.Status.SUCCESS, reply.status());
    assertTrue(reply.twoPhaseCommit());
    assertEquals(100, reply.loadedRows());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PRECOMMITTED | Label [L] has already been used, relate to txn [1] | PRECOMMITTED | 1",
        "RUNNING      | Label [L] has already been used, relate to txn [3], status [PREPARE]. | RUNNING | 3",
        "FINISHED     | [LABEL_ALREADY_EXISTS]errCode = 2, Label [L] has already been used, relate to txn [38597] | FINISHED | 38597",
        "''           | Label [L] has already been used, relate to txn [9], status=[TXN_STATUS_VISIBLE] | FINISHED | 9",
        "''           | Label [L] has already been used, relate to txn [9] | UNKNOWN | 9",
        "FINISHED     | label=L already used by another | FINISHED | ",
      })
  void aUsedLabelNamesItsOwner(String job, String message, Owner owner, Long transaction)
      throws Exception {
    String json =
        "{\"TxnId\":-1,\"Label\":\"L\",\"TwoPhaseCommit\":\"true\",\"Status\":\"Label Already"
            + " Exists\",\"ExistingJobStatus\":\""
            + job.strip()
            + "\",\"Message\":\""
            + message.strip()
            + "\"}";

    LabelExistsException e = new LabelExistsException("", StreamLoadReply.parse(json));

    assertEquals(owner, e.owner());
    assertEquals(
        transaction == null ? OptionalLong.empty() : OptionalLong.of(transaction),
        e.transactionId());
  }

  @Test
  void anAnswerOfAnotherShapeIsShownWithoutCredentials() {
    DorisException e =
        assertThrows(
            DorisException.class,
            () -> StreamLoadReply.parse("<html>moved to http://root:s3cret@be:8040/api</html>"));

    assertTrue(e.getMessage().contains("http://be:8040/api"), e::getMessage);
    assertFalse(e.getMessage().contains("s3cret"), e::getMessage);
  }
}
