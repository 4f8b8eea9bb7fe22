package io.dorisio.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dorisio.emulator.LocalFlink.Job;
import io.dorisio.emulator.OfficialConnector.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.doris.flink.cfg.DorisExecutionOptions;
import org.apache.doris.flink.sink.batch.RecordWithMeta;
import org.apache.doris.flink.sink.writer.serializer.RecordWithMetaSerializer;
import org.apache.doris.flink.sink.writer.serializer.SimpleStringSerializer;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The official Flink connector writes, and every row arrives once as it was sent. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OfficialConnectorIT extends AnyDorisTest {
  @RegisterExtension static final LocalFlink FLINK = new LocalFlink();

  private static final Map<String, String> JSON = Map.of("format", "json");

  @BeforeEach
  void createTables() throws Exception {
    for (String table : List.of("texts", "others")) {
      execute(
          "CREATE TABLE db."
              + table
              + " (k INT NOT NULL, v STRING NULL) DUPLICATE KEY(k)"
              + " DISTRIBUTED BY HASH(k) BUCKETS 1 PROPERTIES('replication_num' = '1')");
    }
  }

  private static List<String> lines(List<String> texts) throws Exception {
    List<String> lines = new ArrayList<>();
    for (String text : texts) {
      lines.add(Hostile.json(Map.of("k", lines.size(), "v", text)));
    }
    return lines;
  }

  /** Enough rows for several checkpoints, each text many times. */
  private static List<String> manyTexts() {
    List<String> texts = Hostile.texts();
    return IntStream.range(0, 200).mapToObj(i -> texts.get(i % texts.size())).toList();
  }

  private void write(Job<String> job, Route route, DorisExecutionOptions.Builder execution)
      throws Exception {
    FLINK.run(
        job,
        OfficialConnector.sink(
            OfficialConnector.options(doris, route, "db.texts"),
            execution,
            new SimpleStringSerializer()));
  }

  private void assertTexts(List<String> texts, String table) throws Exception {
    List<List<Object>> arrived = rows("SELECT k, v FROM " + table + " ORDER BY k");
    for (int i = 0; i < Math.min(texts.size(), arrived.size()); i++) {
      assertEquals(List.of(i, texts.get(i)), arrived.get(i));
    }
    assertEquals(texts.size(), arrived.size());
  }

  @ParameterizedTest
  @EnumSource(Route.class)
  void jsonRowsArriveByEveryRoute(Route route) throws Exception {
    List<String> texts = manyTexts();
    write(Job.of(lines(texts)).withCheckpointEach(60), route, OfficialConnector.execution(JSON));
    assertTexts(texts, "db.texts");
  }

  @ParameterizedTest
  @EnumSource(Route.class)
  void csvRowsArriveByEveryRoute(Route route) throws Exception {
    List<String> texts = manyTexts();
    List<String> lines =
        IntStream.range(0, texts.size()).mapToObj(i -> i + "|!|" + texts.get(i)).toList();
    write(
        Job.of(lines).withCheckpointEach(60),
        route,
        OfficialConnector.execution(
            Map.of("format", "csv", "column_separator", "|!|", "line_delimiter", "\\x03\\x04")));
    assertTexts(texts, "db.texts");
  }

  @Test
  void whatIsNullInCsvIsNull() throws Exception {
    write(
        Job.of(List.of("1,\\N", "2,")),
        Route.AUTO_REDIRECT,
        OfficialConnector.execution(Map.of("format", "csv", "column_separator", ",")));
    assertEquals(List.of(List.of(1)), rows("SELECT k FROM db.texts WHERE v IS NULL"));
    assertEquals(List.of(List.of(2)), rows("SELECT k FROM db.texts WHERE v = ''"));
  }

  @Test
  void rowsOfAllSubtasksArrive() throws Exception {
    List<String> texts = manyTexts();
    write(
        Job.of(lines(texts)).withParallelism(2).withCheckpointEach(60),
        Route.AUTO_REDIRECT,
        OfficialConnector.execution(JSON));
    assertTexts(texts, "db.texts");
  }

  @ParameterizedTest
  @EnumSource(Route.class)
  void rowsArriveWithoutTwoPhaseCommit(Route route) throws Exception {
    List<String> texts = manyTexts();
    write(
        Job.of(lines(texts)).withCheckpointEach(60),
        route,
        OfficialConnector.execution(JSON).disable2PC());
    assertTexts(texts, "db.texts");
  }

  /**
   * The last flush of this version fills its queue with fewer empty buffers than its loader can
   * take off while a load still runs, so that a job may end before its last load does
   * (DorisBatchStreamLoad.waitAsyncLoadFinish; later versions put in twice as many).
   */
  @ParameterizedTest
  @EnumSource(Route.class)
  void rowsArriveInBatchMode(Route route) throws Exception {
    List<String> texts = manyTexts();
    write(
        Job.of(lines(texts)).withCheckpointEach(60),
        route,
        OfficialConnector.execution(JSON).setBatchMode(true).setBufferFlushIntervalMs(1_000));
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (rows("SELECT k FROM db.texts").size() < texts.size() && System.nanoTime() < deadline) {
      Thread.sleep(20);
    }
    assertTexts(texts, "db.texts");
  }

  @ParameterizedTest
  @EnumSource(Route.class)
  void rowsArriveInTheTablesTheyName(Route route) throws Exception {
    List<String> lines = lines(manyTexts());
    Job<RecordWithMeta> job =
        Job.of(
            2 * lines.size(),
            index ->
                new RecordWithMeta(
                    "db", index % 2 == 0 ? "texts" : "others", lines.get((int) (index / 2))),
            TypeInformation.of(RecordWithMeta.class));
    FLINK.run(
        job.withCheckpointEach(120),
        OfficialConnector.sink(
            OfficialConnector.options(doris, route, ""),
            OfficialConnector.execution(JSON),
            new RecordWithMetaSerializer()));
    assertTexts(manyTexts(), "db.texts");
    assertTexts(manyTexts(), "db.others");
  }
}
