package io.dorisio.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.LocalDoris;
import io.dorisio.client.DorisConnection;
import io.dorisio.client.LoadFailedException;
import io.dorisio.client.TableName;
import io.dorisio.emulator.transaction.TransactionRecord;
import io.dorisio.emulator.transaction.TransactionState;
import io.dorisio.write.Worker.KeyedState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.beam.sdk.values.KV;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each row that the server filters is named, and no other is lost with it. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FilteredRowsIT {

  @RegisterExtension static final LocalDoris DORIS = new LocalDoris();

  private static final int BLOCK = 10_000;

  private String table;
  private CuttingProxy proxy;
  private DorisConnection connection;

  @BeforeEach
  void createTable() throws Exception {
    table = DORIS.createTable("id BIGINT, s VARCHAR(20)", "id");
    proxy = new CuttingProxy(DORIS.backendAddress());
    connection = DORIS.connection().withHostMapping(DORIS.backendAddress(), proxy.address());
  }

  @AfterEach
  void close() throws Exception {
    proxy.close();
  }

  @Test
  void oneBadRowInAMillionIsNamedByTheErrorLogAndAllOthersLand() throws Exception {
    List<FailedRow> failed = write(1_000_000, id -> id == 654_321, "\"no number\"", "\"s\"");

    assertEquals(1, failed.size());
    FailedRow row = failed.get(0);
    assertEquals(table, row.getTable());
    assertEquals(FailedRow.Stage.LOAD, row.getStage());
    assertTrue(row.getRow().contains("no number"), row::getRow);
    assertTrue(row.getReason().contains("src value is no number"), row::getReason);
    assertEquals(999_999, DORIS.count(table));
    assertEquals(1, DORIS.transactions(table).size(), "it was sent more than once");
  }

  @Test
  void oneBadRowInAMillionThatTheErrorLogDoesNotShowIsFoundAmongTheRowsThemselves()
      throws Exception {
    // The server checks lengths when it writes, and says which value is too long, not of which row.
    List<FailedRow> failed =
        write(1_000_000, id -> id == 654_321, "654321", "\"" + "ü".repeat(20) + "\"");

    assertEquals(1, failed.size());
    assertEquals("{\"id\":654321,\"s\":\"" + "ü".repeat(20) + "\"}", failed.get(0).getRow());
    assertTrue(failed.get(0).getReason().contains("too long"), failed.get(0)::getReason);
    assertEquals(999_999, DORIS.count(table));
    assertTrials(20);
  }

  @Test
  void moreBadRowsThanTheErrorLogHoldsAreAllNamed() throws Exception {
    List<FailedRow> failed = write(3_000, id -> id % 10 == 7, "\"bad $id\"", "\"s\"");

    assertEquals(300, failed.size());
    for (int i = 0; i < 300; i++) {
      String value = "bad " + (i * 10 + 7);
      assertTrue(failed.get(i).getRow().contains(value), failed.get(i)::getRow);
    }
    assertEquals(2_700, DORIS.count(table));
  }

  @Test
  void badRowsOfBothKindsAreAllNamed() throws Exception {
    List<String> lines = new ArrayList<>();
    IntStream.range(0, 1_000).forEach(id -> lines.add("{\"id\":" + id + "}"));
    lines.set(10, "{\"id\":\"ten\"}");
    lines.set(20, "{\"id\":20,\"s\":\"" + "x".repeat(21) + "\"}");
    lines.set(21, "{\"id\":21,\"s\":\"" + "y".repeat(21) + "\"}");
    lines.set(999, "{\"id\":\"nine\"}");

    List<FailedRow> failed = write(lines);

    assertEquals(4, failed.size(), failed::toString);
    assertTrue(failed.get(0).getReason().contains("src value is ten"));
    assertEquals(lines.get(20), failed.get(1).getRow());
    assertEquals(lines.get(21), failed.get(2).getRow());
    assertTrue(failed.get(3).getReason().contains("src value is nine"));
    assertEquals(996, DORIS.count(table));
  }

  @Test
  void aLoadOfNothingButBadRowsNamesThemWithoutATrial() throws Exception {
    List<FailedRow> failed = write(500, id -> true, "\"bad $id\"", "1");

    assertEquals(500, failed.size());
    assertEquals("{\"id\":\"bad 499\",\"s\":1}", failed.get(499).getRow());
    assertEquals(0, DORIS.count(table));
    assertTrials(0);
  }

  @Test
  void moreBadRowsThanMemoryIsGivenToThemFailTheLoad() {
    LoadFailedException e =
        assertThrows(
            LoadFailedException.class,
            () -> write(100_000, id -> true, "\"bad " + "x".repeat(200) + "\"", "1"));

    assertTrue(e.getMessage().contains("too many, or too large"), e::getMessage);
    assertTrue(e.getMessage().contains("100000 of 100000 rows"), e::getMessage);
    assertEquals(0, DORIS.count(table));
  }

  @Test
  void hostileRowsAreNamedAsTheyAre() throws Exception {
    String tooLong = "😀\\\"]; \\n\\u0000. src line [x]; \\\\N" + "x".repeat(20);
    List<String> lines =
        List.of(
            "{\"id\":0,\"s\":\"Reason: none. src\"}",
            "{\"id\":1,\"s\":\"" + tooLong + "\"}",
            "{\"id\":\"Reason: a. src line [b]; \\nReason: c. src line [d]; \",\"s\":null}",
            "{\"id\":3,\"s\":\"\"}");

    List<FailedRow> failed = write(lines);

    assertEquals(
        List.of(lines.get(1), lines.get(2)), failed.stream().map(FailedRow::getRow).toList());
    assertEquals(2, DORIS.count(table));
  }

  @Test
  void rowsAreNamedAlsoWhereTheErrorLogCannotBeRead() throws Exception {
    proxy.refuse("_load_error_log");

    List<FailedRow> failed = write(1_000, id -> id == 3 || id == 997, "\"bad $id\"", "1");

    assertEquals(
        List.of("{\"id\":\"bad 3\",\"s\":1}", "{\"id\":\"bad 997\",\"s\":1}"),
        failed.stream().map(FailedRow::getRow).toList());
    assertTrue(
        failed.get(0).getReason().contains("the error log could not be read"),
        failed.get(0)::getReason);
    assertEquals(998, DORIS.count(table));
  }

  @Test
  void rowsOfALoadWhoseAnswerIsLostAreCountedAndNamed() throws Exception {
    proxy.loseAnswers(1);
    List<CommittedLoad> committed = new ArrayList<>();

    List<FailedRow> failed =
        write(lines(100, id -> id == 50, "\"bad\"", "1"), Loads.PROPERTIES, committed);

    assertEquals(0, proxy.cutsLeft(), "no answer was lost");
    assertEquals(1, failed.size());
    assertEquals(99, committed.get(0).getRows());
    assertEquals(1, committed.get(0).getFilteredRows());
    assertEquals(99, DORIS.count(table));
  }

  @Test
  void rowsOfALoadThatWasRepairedAreNamedOnce() throws Exception {
    proxy.cutAfter(20_000, 1);

    List<FailedRow> failed = write(30_000, id -> id == 50, "\"bad\"", "1");

    assertEquals(0, proxy.cutsLeft(), "the cut did not strike");
    assertEquals(1, failed.size());
    assertEquals(29_999, DORIS.count(table));
  }

  @Test
  void aTrialThatIsLeftOverIsReplacedByTheNextAttempt() throws Exception {
    KeyedState checkpoint = new KeyedState();
    List<String> lines = lines(100, id -> id == 50, "50", "\"" + "x".repeat(30) + "\"");
    proxy.refuse("_stream_load_2pc");
    try (Worker first = new Worker(spec(), checkpoint.copy())) {
      first.load(blocks(lines, Loads.PROPERTIES));
    }
    proxy.refuse(null);
    assertTrue(
        DORIS.transactions(table).stream()
            .anyMatch(t -> isTrial(t) && t.state() == TransactionState.PRECOMMITTED),
        "no trial is left over");

    assertEquals(1, write(lines).size());

    assertEquals(99, DORIS.count(table));
    assertTrue(
        DORIS.transactions(table).stream()
            .filter(FilteredRowsIT::isTrial)
            .allMatch(t -> t.state() == TransactionState.ABORTED));
  }

  @Test
  void theRatioThatTheUserSetIsTheLimitOfALoad() throws Exception {
    Map<String, String> properties = new LinkedHashMap<>(Loads.PROPERTIES);
    properties.put("max_filter_ratio", "0.02");

    assertEquals(
        2, write(lines(100, id -> id < 2, "\"bad\"", "1"), properties, new ArrayList<>()).size());
    LoadFailedException e =
        assertThrows(
            LoadFailedException.class,
            () -> write(lines(100, id -> id < 3, "\"bad\"", "1"), properties, new ArrayList<>()));

    assertTrue(e.getMessage().contains("too many filtered rows"), e::getMessage);
    assertEquals(98, DORIS.count(table));
  }

  @Test
  void withoutCollectingALoadFailsAndShowsTheFirstOfThem() {
    WriteSpec notCollecting = spec().toBuilder().setCollectFailedRows(false).build();

    LoadFailedException e =
        assertThrows(
            LoadFailedException.class,
            () -> {
              try (Worker worker = new Worker(notCollecting, new KeyedState())) {
                worker.load(blocks(lines(100, id -> id == 5, "\"bad\"", "1"), Loads.PROPERTIES));
              }
            });

    assertTrue(e.getMessage().contains("src value is bad"), e::getMessage);
    assertEquals(0, DORIS.count(table));
  }

  @Test
  void rowsThatCannotBeToldApartFailTheLoadWithTheReasons() {
    Map<String, String> array = new LinkedHashMap<>();
    array.put("format", "json");
    array.put("strip_outer_array", "true");
    String rows = "[{\"id\":1},{\"id\":2,\"s\":\"" + "x".repeat(30) + "\"}]";
    RowBlock block =
        new RowBlock(rows.getBytes(StandardCharsets.UTF_8), 2, array, RowBlock.NO_TIME);

    LoadFailedException e =
        assertThrows(
            LoadFailedException.class,
            () -> {
              try (Worker worker = new Worker(spec(), new KeyedState())) {
                worker.load(KV.of(new ShardKey(TableName.parse(table), 0), block));
              }
            });

    assertTrue(e.getMessage().contains("cannot be told apart"), e::getMessage);
    assertTrue(e.getMessage().contains("too long"), e::getMessage);
    assertEquals(
        List.of(TransactionState.ABORTED),
        DORIS.transactions(table).stream().map(TransactionRecord::state).toList());
  }

  @Test
  void badRowsOfCsvWithLineBreaksInEnclosedFieldsAreNamed() throws Exception {
    Map<String, String> csv =
        Map.of("format", "csv", "column_separator", ",", "enclose", "\"", "strict_mode", "true");
    List<String> rows =
        List.of("1,\"a\nb,c\"", "2,\"" + "x\n".repeat(20) + "\"", "3,\"\n\"", "4,d");

    List<FailedRow> failed = write(rows, csv, new ArrayList<>());

    assertEquals(List.of(rows.get(1)), failed.stream().map(FailedRow::getRow).toList());
    assertEquals(
        List.of(List.of(1L, "a\nb,c"), List.of(3L, "\n"), List.of(4L, "d")),
        DORIS.rows("SELECT id, s FROM " + table + " ORDER BY id"));
  }

  private List<FailedRow> write(int rows, IntPredicate bad, String badId, String badText)
      throws Exception {
    return write(lines(rows, bad, badId, badText));
  }

  private List<FailedRow> write(List<String> lines) throws Exception {
    return write(lines, Loads.PROPERTIES, new ArrayList<>());
  }

  private List<FailedRow> write(
      List<String> lines, Map<String, String> properties, List<CommittedLoad> committed)
      throws Exception {
    try (Worker worker = new Worker(spec(), new KeyedState())) {
      List<PreparedLoad> prepared = worker.load(blocks(lines, properties));
      List<FailedRow> failed = worker.failedRows();
      committed.addAll(worker.commit(prepared));
      return failed;
    }
  }

  /** A second write goes on under the next label. */
  private WriteSpec spec() {
    return Loads.spec(connection, CommittedLabelPolicy.WRITE_AGAIN).toBuilder()
        .setCollectFailedRows(true)
        .build();
  }

  private static List<String> lines(int rows, IntPredicate bad, String badId, String badText) {
    return IntStream.range(0, rows)
        .mapToObj(
            id ->
                bad.test(id)
                    ? "{\"id\":" + badId.replace("$id", "" + id) + ",\"s\":" + badText + "}"
                    : "{\"id\":" + id + "}")
        .toList();
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private KV<ShardKey, RowBlock>[] blocks(List<String> lines, Map<String, String> properties) {
    List<KV<ShardKey, RowBlock>> blocks = new ArrayList<>();
    for (int from = 0; from < lines.size(); from += BLOCK) {
      List<String> part = lines.subList(from, Math.min(lines.size(), from + BLOCK));
      byte[] bytes = (String.join("\n", part) + "\n").getBytes(StandardCharsets.UTF_8);
      blocks.add(
          KV.of(
              new ShardKey(TableName.parse(table), 0),
              new RowBlock(bytes, part.size(), properties, RowBlock.NO_TIME)));
    }
    return blocks.toArray(new KV[0]);
  }

  private void assertTrials(int most) {
    List<TransactionRecord> trials =
        DORIS.transactions(table).stream().filter(FilteredRowsIT::isTrial).toList();
    assertTrue(trials.size() <= most, trials::toString);
    trials.forEach(trial -> assertEquals(TransactionState.ABORTED, trial.state()));
  }

  private static boolean isTrial(TransactionRecord transaction) {
    return transaction.label().contains("_try");
  }
}
