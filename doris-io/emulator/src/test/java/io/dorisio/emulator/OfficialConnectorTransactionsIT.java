package io.dorisio.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.emulator.LocalFlink.Job;
import io.dorisio.emulator.OfficialConnector.Route;
import io.dorisio.emulator.transaction.TransactionRecord;
import io.dorisio.emulator.transaction.TransactionState;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.doris.flink.cfg.DorisExecutionOptions;
import org.apache.doris.flink.sink.writer.serializer.SimpleStringSerializer;
import org.apache.flink.runtime.client.JobExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The official connector's transactions: their labels, what it makes of labels that others left,
 * and what becomes of rows when its job fails.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OfficialConnectorTransactionsIT extends AnyDorisTest {
  @RegisterExtension static final LocalFlink FLINK = new LocalFlink();

  private static final int ROWS = 60;
  private static final int ROWS_PER_CHECKPOINT = 20;
  private static final String PREFIX = "job";

  private static final List<String> LINES =
      IntStream.range(0, ROWS).mapToObj(i -> i + "\tv" + i).toList();

  private static final List<List<Object>> ALL_ROWS =
      IntStream.range(0, ROWS).mapToObj(i -> List.<Object>of(i, "v" + i)).toList();

  private static Job<String> job() {
    return Job.of(LINES).withCheckpointEach(ROWS_PER_CHECKPOINT);
  }

  private static DorisExecutionOptions.Builder execution() {
    return OfficialConnector.execution(Map.of("format", "csv")).setLabelPrefix(PREFIX);
  }

  private void write(Job<String> job, DorisExecutionOptions.Builder execution) throws Exception {
    write(job, Route.AUTO_REDIRECT, execution);
  }

  private void write(Job<String> job, Route route, DorisExecutionOptions.Builder execution)
      throws Exception {
    FLINK.run(
        job,
        OfficialConnector.sink(
            OfficialConnector.options(doris, route, "db.t"),
            execution,
            new SimpleStringSerializer()));
  }

  private void assertAllRowsOnce() throws Exception {
    assertEquals(ALL_ROWS, rows("SELECT k, v FROM db.t ORDER BY k"));
  }

  /** The label of the connector's load of a checkpoint. */
  private static String label(int checkpoint) {
    return PREFIX + "_db_t_0_" + checkpoint;
  }

  private long preCommitFor(int checkpoint) throws Exception {
    return load("t", "1000\tleft\n", "label: " + label(checkpoint), TWO_PHASES)
        .path("TxnId")
        .asLong();
  }

  private TransactionRecord transactionOf(long id) {
    return doris.transactions().stream().filter(record -> record.id() == id).findAny().get();
  }

  private List<TransactionRecord> transactionsIn(TransactionState state) {
    return doris.transactions().stream().filter(record -> record.state() == state).toList();
  }

  private static String everythingSaidBy(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  @Test
  void eachCheckpointCommitsOneTransactionAndTheStartAbortsOneEmptyLoad() throws Exception {
    write(job(), execution());
    assertAllRowsOnce();

    List<TransactionRecord> aborted = transactionsIn(TransactionState.ABORTED);
    assertEquals(List.of(label(1)), aborted.stream().map(TransactionRecord::label).toList());
    assertEquals(0, aborted.get(0).loadedRows());
    assertEquals("User Abort", aborted.get(0).abortReason());

    List<TransactionRecord> visible = transactionsIn(TransactionState.VISIBLE);
    assertEquals(doris.transactions().size(), 1 + visible.size());
    assertEquals(ROWS, visible.stream().mapToLong(TransactionRecord::loadedRows).sum());
    assertTrue(visible.stream().allMatch(record -> record.loadedRows() > 0), "an empty commit");
    Set<String> labels =
        visible.stream()
            .map(TransactionRecord::label)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(visible.size(), labels.size());
    assertTrue(labels.stream().allMatch(label -> label.matches(PREFIX + "_db_t_0_\\d+")));
    assertTrue(labels.contains(label(1)));
  }

  @Test
  void withoutTwoPhaseCommitNoEmptyLoadIsSent() throws Exception {
    write(job(), execution().disable2PC());
    assertAllRowsOnce();
    assertEquals(List.of(), transactionsIn(TransactionState.ABORTED));
    assertTrue(
        doris.transactions().stream()
            .allMatch(record -> record.label().matches(PREFIX + "_db_t_0_\\d+_[-0-9a-f]{36}")));
  }

  @ParameterizedTest
  @EnumSource(Route.class)
  void rowsOfAJobThatFailsInTheMiddleArriveOnce(Route route) throws Exception {
    write(job().failingOnceAt(ROWS - 10), route, execution());
    assertAllRowsOnce();
  }

  @Test
  void everyTransactionOfAJobThatFailsInTheMiddleEnds() throws Exception {
    write(job().failingOnceAt(ROWS - 10), execution());
    rows("SELECT * FROM db.t");
    assertEquals(
        Set.of(),
        doris.transactions().stream()
            .filter(record -> !record.state().isFinal())
            .collect(Collectors.toSet()));
    assertTrue(transactionsIn(TransactionState.ABORTED).size() >= 2, "no probe after the restart");
  }

  @Test
  void theStartAbortsWhatIsPreCommittedUnderTheLabelsItWouldUse() throws Exception {
    long first = preCommitFor(1);
    long second = preCommitFor(2);
    long afterAGap = preCommitFor(1_000);
    long ofAnother =
        load("t", "1000\tleft\n", "label: other_db_t_0_1", TWO_PHASES).path("TxnId").asLong();

    write(job(), execution());

    assertAllRowsOnce();
    assertEquals(TransactionState.ABORTED, transactionOf(first).state());
    assertEquals(TransactionState.ABORTED, transactionOf(second).state());
    assertEquals(TransactionState.PRECOMMITTED, transactionOf(afterAGap).state());
    assertEquals(TransactionState.PRECOMMITTED, transactionOf(ofAnother).state());
    assertEquals(
        List.of(label(1), label(2), label(3)),
        transactionsIn(TransactionState.ABORTED).stream()
            .map(TransactionRecord::label)
            .sorted()
            .toList());
  }

  @Test
  void aLoadThatMeetsAPreCommittedLabelAbortsItAndRestarts() throws Exception {
    long left = preCommitFor(2);
    // The probe of the start stops before it, at the free label of checkpoint 1.
    write(job().restarting(), execution());
    assertAllRowsOnce();
    assertEquals(TransactionState.ABORTED, transactionOf(left).state());
  }

  @Test
  void aFinishedLabelEndsTheJob() throws Exception {
    transaction("txn_id: " + preCommitFor(1), "txn_operation: commit");
    JobExecutionException failure =
        assertThrows(JobExecutionException.class, () -> write(job(), execution()));
    String said = everythingSaidBy(failure);
    assertTrue(said.contains("change you label prefix or restore from latest savepoint"), said);
    assertEquals(List.of(List.of(1000, "left")), rows("SELECT k, v FROM db.t"));
  }

  @Test
  void aRowThatDoesNotFitEndsTheJobWithTheServersWord() throws Exception {
    Job<String> job = Job.of(List.of("1\ta", "2\ttoo long for the column"));
    JobExecutionException failure =
        assertThrows(JobExecutionException.class, () -> write(job, execution()));
    String said = everythingSaidBy(failure);
    assertTrue(said.contains("[DATA_QUALITY_ERROR]too many filtered rows"), said);
    assertTrue(said.contains("/api/_load_error_log?file="), said);
    assertEquals(List.of(), rows("SELECT * FROM db.t"));
  }
}
