package io.dorisio.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Replies of real servers, written down in tests of the connectors, in issues and in the manuals
 * (flink-doris-connector 5.2, 5.3), each provoked here and compared field by field.
 *
 * <p>Not provoked: COPY INTO (a cloud's own way of loading), {@code /api/tso}, the manager's list
 * of backends, query plans, and group commit's replies.
 *
 * <p>Records that contradict each other, and what the emulator follows:
 *
 * <table>
 * <caption>By version</caption>
 * <tr><td>a used label</td><td>up to 2.0 the message has no {@code [LABEL_ALREADY_EXISTS]TStatus:}
 *     and ends with the id; clouds leave {@code ExistingJobStatus} empty or add
 *     {@code status=[TXN_STATUS_VISIBLE]}</td><td>2.1 to 4.1, which end with
 *     {@code , status [VISIBLE].}</td></tr>
 * <tr><td>TxnId of a used label</td><td>1 in the connector's fixture, -1 from servers</td>
 *     <td>-1</td></tr>
 * <tr><td>status of a refused commit</td><td>{@code Fail} without {@code TStatus:}, up to 1.x</td>
 *     <td>{@code ANALYSIS_ERROR}</td></tr>
 * <tr><td>no operation</td><td>{@code Internal error}, up to 1.x</td>
 *     <td>{@code INTERNAL_ERROR}</td></tr>
 * <tr><td>an aborted transaction</td><td>{@code . abort reason:} and {@code , abort reason:}</td>
 *     <td>both: the first is said to a commit, the second to an abort</td></tr>
 * <tr><td>loaded rows of a failed load</td><td>kept, in 1.x</td><td>0, as now</td></tr>
 * <tr><td>a body too large</td><td>{@code body exceed max size}, in 0.x</td>
 *     <td>{@code [E-217]body size … exceed BE's conf}</td></tr>
 * <tr><td>a fixture with Status Fail, Message OK</td><td>made by hand of the manual's sample</td>
 *     <td>the sample: Success</td></tr>
 * <tr><td>keys of a decimal column</td><td>a fixture has them in an order that no hash map of the
 *     frontend has</td><td>the order of TableSchemaAction's map</td></tr>
 * <tr><td>a statement's answer</td><td>the manual puts {@code time} beside {@code count}</td>
 *     <td>StatementSubmitter's, with {@code time} in {@code data}</td></tr>
 * </table>
 */
class RecordedRepliesTest extends AnyDorisTest {
  private static final String USED =
      "\"TwoPhaseCommit\":\"true\",\"Status\":\"Label Already Exists\",\"ExistingJobStatus\":";

  /** What both connectors look for. */
  private static final Pattern LABEL_EXISTS =
      Pattern.compile("Label \\[(.*)\\] has already been used, relate to txn \\[(\\d+)\\]");

  private static final List<String> USED_LABEL_MESSAGES =
      List.of(
          "errCode = 2, detailMessage = Label [l] has already been used, relate to txn [7]",
          "[LABEL_ALREADY_EXISTS]errCode = 2, detailMessage = Label [l] has already been used,"
              + " relate to txn [7]",
          "[LABEL_ALREADY_EXISTS]TStatus: errCode = 2, detailMessage = Label [l] has already been"
              + " used, relate to txn [7]",
          "[LABEL_ALREADY_EXISTS]TStatus: errCode = 2, detailMessage = Label [l] has already been"
              + " used, relate to txn [7], status=[TXN_STATUS_VISIBLE]");

  private static final String OBSERVED_USED_LABEL =
      "[LABEL_ALREADY_EXISTS]TStatus: errCode = 2, detailMessage = Label [l] has already been used,"
          + " relate to txn [7], status ";

  private static Recorded transactionReply(String source, String status, String message)
      throws Exception {
    return Recorded.of(source, "{\"status\":\"" + status + "\",\"msg\":\"" + message + "\"}");
  }

  private static Recorded refusal(String source, String detail) throws Exception {
    return transactionReply(
        source, "ANALYSIS_ERROR", "TStatus: errCode = 2, detailMessage = " + detail);
  }

  private JsonNode statement(String sql, String... headers) throws Exception {
    String body = "{\"stmt\":\"" + sql + "\"}";
    String[] all = new String[headers.length + 2];
    System.arraycopy(headers, 0, all, 2, headers.length);
    all[0] = authorization();
    all[1] = "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length;
    try (RawHttp http = frontend()) {
      return json(http.head("POST /api/query/default_cluster/db", all).send(body).answer());
    }
  }

  private JsonNode abort(long id) throws Exception {
    return transaction("txn_id: " + id, "txn_operation: abort");
  }

  private JsonNode commit(long id) throws Exception {
    return transaction("txn_id: " + id, "txn_operation: commit");
  }

  @Test
  void aLabelThatIsPreCommitted() throws Exception {
    preCommit("l");
    Recorded.load(
            "HttpTestUtil.LABEL_EXIST_PRE_COMMIT_TABLE_RESPONSE",
            "\"TxnId\":1,\"Label\":\"test001_db_table_0_1\","
                + USED
                + "\"PRECOMMITTED\",\"Message\":\""
                + OBSERVED_USED_LABEL
                + "[PRECOMMITTED].\"")
        .assertLike(load("t", "", "label: l", TWO_PHASES));
  }

  @Test
  void aLabelThatIsFinished() throws Exception {
    commit(preCommit("l"));
    doris.awaitVisible(Duration.ofSeconds(60));
    JsonNode reply = load("t", "", "label: l", TWO_PHASES);
    Recorded.load(
            "doris#17572",
            "\"TxnId\":-1,\"Label\":\"doris_dev_user_1_23\","
                + USED
                + "\"FINISHED\",\"Message\":\""
                + OBSERVED_USED_LABEL
                + "[VISIBLE].\"")
        .assertLike(reply);
    assertEquals(-1, reply.path("TxnId").asInt());
  }

  @Test
  void everyVersionsMessageOfAUsedLabelNamesLabelAndTransaction() throws Exception {
    long id = preCommit("l");
    String ours = load("t", "", "label: l", TWO_PHASES).path("Message").asText();
    for (String recorded : USED_LABEL_MESSAGES) {
      assertTrue(LABEL_EXISTS.matcher(recorded).find(), recorded);
    }
    Matcher found = LABEL_EXISTS.matcher(ours);
    assertTrue(found.find(), ours);
    assertEquals("l", found.group(1));
    assertEquals(id, Long.parseLong(found.group(2)));
  }

  @Test
  void aPreCommit() throws Exception {
    Recorded recorded =
        Recorded.load(
            "HttpTestUtil.PRE_COMMIT_TABLE_RESPONSE",
            "\"TxnId\":2,\"Label\":\"test001_db_table_0_2\",\"TwoPhaseCommit\":\"true\","
                + "\"Status\":\"Success\",\"Message\":\"OK\"");
    recorded.assertLike(load("t", "", "label: empty", TWO_PHASES));
    recorded.assertLike(load("t", "1\ta\n", "label: l", TWO_PHASES));
    Recorded.load(
            "manual of transactions; doris#23798",
            "\"TxnId\":18036,\"Label\":\"55c8ffc9-1c40-4d51-b75e-f2265b3602ef\",\"Comment\":\"\","
                + "\"TwoPhaseCommit\":\"true\",\"Status\":\"Success\",\"Message\":\"OK\"")
        .assertLike(load("t", "1\ta\n", TWO_PHASES));
  }

  @Test
  void aLoadInOnePhase() throws Exception {
    JsonNode reply = load("t", "1\ta\n", "label: 123");
    Recorded.load(
            "HttpTestUtil.COMMIT_TABLE_RESPONSE; manual of Stream Load",
            "\"TxnId\":3,\"Label\":\"123\",\"Comment\":\"\",\"TwoPhaseCommit\":\"false\","
                + "\"Status\":\"Success\",\"Message\":\"OK\"")
        .assertLike(reply);
    assertEquals(1, reply.path("NumberTotalRows").asInt());
    assertEquals(1, reply.path("NumberLoadedRows").asInt());
  }

  @Test
  void aLoadWithFilteredRows() throws Exception {
    Recorded.load(
            "manual of Stream Load; HttpTestUtil.PRE_COMMIT_FAIL_RESPONSE",
            "\"TxnId\":1003,\"Label\":\"b6f3bc78-0d2c-45d9-9e4c-faa0a0149bee\","
                + "\"TwoPhaseCommit\":\"true\",\"Status\":\"Success\",\"Message\":\"OK\"",
            ",\"ErrorURL\":\"http://192.168.1.1:8042/api/_load_error_log?file=__shard_0/"
                + "error_log_insert_stmt_db18266d4d9b4ee5-abb00ddd64bdf005_db18266d4d9b4ee5"
                + "_abb00ddd64bdf005\"")
        .assertLike(load("t", "1\ta\nbad\n", "max_filter_ratio: 0.5", TWO_PHASES));
  }

  @Test
  void anAbort() throws Exception {
    transactionReply("HttpTestUtil; manual", "Success", "transaction [18037] abort successfully.")
        .assertLike(abort(preCommit("l")));
    preCommit("m");
    transactionReply("HttpTestUtil; manual", "Success", "label [123] abort successfully.")
        .assertLike(transaction("label: m", "txn_operation: abort"));
  }

  @Test
  void aCommit() throws Exception {
    transactionReply("manual; doris#23800", "Success", "transaction [18036] commit successfully.")
        .assertLike(commit(preCommit("l")));
    preCommit("m");
    transactionReply(
            "manual",
            "Success",
            "label [55c8ffc9-1c40-4d51-b75e-f2265b3602ef] commit successfully.")
        .assertLike(transaction("label: m", "txn_operation: commit"));
  }

  @Test
  void noOperation() throws Exception {
    transactionReply(
            "HttpTestUtil", "INTERNAL_ERROR", "transaction operation should be 'commit' or 'abort'")
        .assertLike(transaction("txn_id: 1"));
  }

  @Test
  void aLabelWithoutARunningTransaction() throws Exception {
    commit(preCommit("l"));
    refusal("HttpTestUtil", "running transaction not found, label=123")
        .assertLike(transaction("label: l", "txn_operation: abort"));
  }

  @Test
  void aTransactionThatIsAborted() throws Exception {
    long id = preCommit("l");
    abort(id);
    refusal("HttpTestUtil", "transaction [506124] is already aborted, abort reason: User Abort")
        .assertLike(abort(id));
    refusal("TestDorisCommitter", "transaction [25] is already aborted. abort reason: User Abort")
        .assertLike(commit(id));
  }

  @Test
  void aTransactionThatIsVisible() throws Exception {
    long id = preCommit("l");
    commit(id);
    doris.awaitVisible(Duration.ofSeconds(60));
    refusal("HttpTestUtil", "transaction [563067] is already visible, not pre-committed.")
        .assertLike(commit(id));
    refusal("TestResponseUtil", "transaction [2] is already VISIBLE, could not abort.")
        .assertLike(abort(id));
  }

  @Test
  void aTransactionThatIsNotThere() throws Exception {
    refusal("TestResponseUtil", "transaction [2] not found").assertLike(commit(1_000_000_000));
  }

  @Test
  void theSchemaOfATable() throws Exception {
    execute(
        "CREATE TABLE db.s (name VARCHAR(32) NOT NULL, age INT) UNIQUE KEY(name) DISTRIBUTED BY"
            + " HASH(name) BUCKETS 1 PROPERTIES('replication_num' = '1')");
    Recorded.of(
            "TestRestService; Kafka connector's TestRecordService",
            "{\"msg\":\"success\",\"code\":0,\"data\":{\"keysType\":\"UNIQUE_KEYS\",\"properties\":"
                + "[{\"name\":\"name\",\"aggregation_type\":\"\",\"comment\":\"\",\"type\":"
                + "\"VARCHAR\"}],\"status\":200},\"count\":0}")
        .assertLike(get("/api/db/s/_schema"));
  }

  @Test
  void theBackends() throws Exception {
    Recorded.of(
            "manual; TestRestService",
            "{\"msg\":\"success\",\"code\":0,\"data\":{\"backends\":[{\"ip\":\""
                + backendAddress().split(":", 2)[0]
                + "\",\"http_port\":8040,\"is_alive\":true}]},\"count\":0}")
        .assertLike(get("/api/backends?is_alive=true"));
  }

  @Test
  void aQueryStreamed() throws Exception {
    load("t", "1\tage\n");
    Recorded.of(
            "SchemaManagerTest",
            "{\"data\":{\"type\":\"result_set\",\"meta\":[{\"name\":\"v\",\"type\":\"VARCHAR\"}],"
                + "\"data\":[[\"age\"]],\"time\":15},\"msg\":\"success\",\"code\":0}")
        .assertLike(statement("select v from t"));
    assertEquals(json("[]"), statement("select v from t where k = 2").path("data").path("data"));
  }

  @Test
  void aStatement() throws Exception {
    Recorded.of(
            "manual, as StatementSubmitter orders it",
            "{\"msg\":\"success\",\"code\":0,\"data\":{\"time\":10,\"type\":\"exec_status\","
                + "\"status\":{}},\"count\":0}")
        .assertLike(statement("truncate table t", "X-Doris-Stream: false"));
  }

  @Test
  void theStateOfALabel() throws Exception {
    preCommit("l");
    String path = "/api/db/get_load_state?label=";
    Recorded.of("manual", "{\"msg\":\"success\",\"code\":0,\"data\":\"PRECOMMITTED\",\"count\":0}")
        .assertLike(get(path + "l"));
    Recorded.of("manual", "{\"msg\":\"success\",\"code\":0,\"data\":\"UNKNOWN\",\"count\":0}")
        .assertLike(get(path + "my_label"));
  }
}
