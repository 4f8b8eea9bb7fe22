package io.dorisio.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.emulator.LocalFlink.Job;
import io.dorisio.emulator.OfficialConnector.Route;
import io.dorisio.emulator.transaction.TransactionRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.doris.flink.cfg.DorisExecutionOptions;
import org.apache.doris.flink.sink.writer.serializer.RowDataSerializer;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.types.RowKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Changes that the official connector writes into a UNIQUE table, deletes among them. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OfficialConnectorDeletesIT extends AnyDorisTest {
  @RegisterExtension static final LocalFlink FLINK = new LocalFlink();

  private static final int KEYS = 30;
  private static final String[] NAMES = {"k", "v"};
  private static final DataType[] TYPES = {DataTypes.INT(), DataTypes.STRING()};

  /** One change of a row; the later one of a key counts. */
  private record Change(RowKind kind, int key, String text) {}

  @BeforeEach
  void createTable() throws Exception {
    execute(
        "CREATE TABLE db.u (k INT NOT NULL, v STRING NULL) UNIQUE KEY(k)"
            + " DISTRIBUTED BY HASH(k) BUCKETS 1 PROPERTIES('replication_num' = '1')");
  }

  /** Every key is inserted; each second one is updated, each third one deleted, each tenth back. */
  private static List<Change> changes() {
    List<String> texts = Hostile.texts();
    List<Change> changes = new ArrayList<>();
    for (int k = 0; k < KEYS; k++) {
      changes.add(new Change(RowKind.INSERT, k, "first"));
    }
    for (int k = 0; k < KEYS; k += 2) {
      changes.add(new Change(RowKind.UPDATE_AFTER, k, texts.get(k % texts.size())));
    }
    for (int k = 0; k < KEYS; k += 3) {
      changes.add(new Change(RowKind.DELETE, k, "deleted"));
    }
    for (int k = 0; k < KEYS; k += 10) {
      changes.add(new Change(RowKind.INSERT, k, "back"));
    }
    return changes;
  }

  private static List<List<Object>> expected() {
    Map<Integer, String> rows = new TreeMap<>();
    for (Change change : changes()) {
      if (change.kind() == RowKind.DELETE) {
        rows.remove(change.key());
      } else {
        rows.put(change.key(), change.text());
      }
    }
    List<List<Object>> expected = new ArrayList<>();
    rows.forEach((key, text) -> expected.add(List.of(key, text)));
    return expected;
  }

  private static RowData row(long index) {
    Change change = changes().get((int) index);
    return GenericRowData.ofKind(change.kind(), change.key(), StringData.fromString(change.text()));
  }

  private static Job<RowData> job() {
    RowType type = RowType.of(false, TYPES[0].getLogicalType(), TYPES[1].getLogicalType());
    return Job.of(changes().size(), OfficialConnectorDeletesIT::row, InternalTypeInfo.of(type));
  }

  private void write(Job<RowData> job, DorisExecutionOptions.Builder execution, String format)
      throws Exception {
    FLINK.run(
        job,
        OfficialConnector.sink(
            OfficialConnector.options(doris, Route.AUTO_REDIRECT, "db.u"),
            execution.setDeletable(true),
            RowDataSerializer.builder()
                .setFieldNames(NAMES)
                .setFieldType(TYPES)
                .setType(format)
                .setFieldDelimiter("|!|")
                .enableDelete(true)
                .build()));
  }

  private static Map<String, String> headers(String format) {
    Map<String, String> headers = new HashMap<>();
    headers.put("format", format);
    if (format.equals("csv")) {
      headers.put("column_separator", "|!|");
      headers.put("line_delimiter", "\\x03\\x04");
    }
    return headers;
  }

  /** A job of Flink's SQL names the columns, other jobs leave it at the hidden one. */
  @ParameterizedTest
  @CsvSource({"json,false", "json,true", "csv,false", "csv,true"})
  void theLastChangeOfEachKeyCounts(String format, boolean namesColumns) throws Exception {
    Map<String, String> headers = headers(format);
    if (namesColumns) {
      headers.put("columns", "`k`,`v`,`__DORIS_DELETE_SIGN__`");
    }
    write(
        job().withCheckpointEach(changes().size() / 3),
        OfficialConnector.execution(headers),
        format);
    assertEquals(expected(), rows("SELECT k, v FROM db.u ORDER BY k"));
  }

  @Test
  void allChangesInOneLoad() throws Exception {
    write(job(), OfficialConnector.execution(headers("json")), "json");
    assertEquals(expected(), rows("SELECT k, v FROM db.u ORDER BY k"));
  }

  @Test
  void changesOfAJobThatFailsInTheMiddle() throws Exception {
    write(
        job().withCheckpointEach(changes().size() / 4).failingOnceAt(changes().size() - 2),
        OfficialConnector.execution(headers("json")),
        "json");
    assertEquals(expected(), rows("SELECT k, v FROM db.u ORDER BY k"));
  }

  /** The connector reads the table's model and leaves two-phase commit, unless told to keep it. */
  @Test
  void aUniqueTableIsWrittenInOnePhaseByDefault() throws Exception {
    DorisExecutionOptions.Builder execution =
        DorisExecutionOptions.builder()
            .setLabelPrefix("plain")
            .setStreamLoadProp(OfficialConnector.properties(headers("json")));
    write(job(), execution, "json");
    assertEquals(expected(), rows("SELECT k, v FROM db.u ORDER BY k"));
    assertTrue(
        doris.transactions().stream()
            .map(TransactionRecord::label)
            .allMatch(label -> label.matches("plain_db_u_0_\\d+_[-0-9a-f]{36}")));
  }
}
