package io.dorisio.cdc.write;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.LocalDoris;
import io.dorisio.cdc.ChangeFormat;
import io.dorisio.cdc.RecordOffset;
import io.dorisio.cdc.SourcePosition;
import io.dorisio.cdc.SourcePosition.Log;
import io.dorisio.cdc.rules.TableRoutes;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Messages that were given their places in the source's history, whatever they say themselves. */
class GivenPositionsIT {

  @RegisterExtension static final LocalDoris DORIS = new LocalDoris();

  private String table;

  @BeforeEach
  void createTable() {
    table = DORIS.newTable();
    DORIS.execute(
        "CREATE TABLE "
            + table
            + " (id INT NOT NULL, name VARCHAR(60), seq LARGEINT) UNIQUE KEY(id)"
            + " DISTRIBUTED BY HASH(id) BUCKETS 1 PROPERTIES (\"replication_num\" = \"1\","
            + " \"function_column.sequence_col\" = \"seq\")");
  }

  @Test
  void changeWithTheLatestPositionWins() {
    run(at(2, event("null", "{\"id\":1,\"name\":\"latest\"}")));
    run(at(1, event("null", "{\"id\":1,\"name\":\"older\"}")));

    assertEquals("[[1, latest]]", rows());
  }

  @Test
  void deletionOfAnOldKeyComesJustBeforeItsChange() {
    run(at(5, event("{\"id\":1,\"name\":\"a\"}", "{\"id\":2,\"name\":\"moved\"}")));
    run(at(4, event("null", "{\"id\":1,\"name\":\"older\"}")));
    run(at(4, event("null", "{\"id\":2,\"name\":\"older\"}")));

    assertEquals("[[2, moved]]", rows());
  }

  @Test
  void severalRowsWithOnePositionAreRefused() {
    String rows =
        "{\"type\":\"INSERT\",\"database\":\"shop\",\"table\":\"t\",\"es\":1,\"pkNames\":[\"id\"],"
            + "\"mysqlType\":{\"id\":\"int\"},\"data\":[{\"id\":\"1\"},{\"id\":\"2\"}],\"old\":null}";

    Exception e = assertThrows(Exception.class, () -> run(ChangeFormat.CANAL_JSON, at(1, rows)));

    assertTrue(e.getMessage().contains("several rows"), e.getMessage());
  }

  private String rows() {
    return DORIS.rows("SELECT id, name FROM " + table).toString();
  }

  private static ChangeMessage at(long row, String value) {
    return new ChangeMessage(
            new RecordOffset("shop", 3, 570), "{\"id\":1}".getBytes(UTF_8), value.getBytes(UTF_8))
        .withPosition(new SourcePosition(Log.BINLOG, 3, 570, false, row, 1));
  }

  /** All name the same place, as MariaDB's do within a transaction. */
  private static String event(String before, String after) {
    return "{\"before\":"
        + before
        + ",\"after\":"
        + after
        + ",\"op\":\"u\",\"ts_ms\":1,\"source\":{\"db\":\"shop\",\"table\":\"t\",\"snapshot\":"
        + "\"false\",\"ts_ms\":1,\"file\":\"binlog.000003\",\"pos\":570,\"row\":0}}";
  }

  private void run(ChangeMessage message) {
    run(ChangeFormat.DEBEZIUM_JSON, message);
  }

  private void run(ChangeFormat format, ChangeMessage message) {
    Pipeline pipeline = Pipeline.create();
    pipeline
        .apply(Create.of(message).withCoder(ChangeMessageCoder.of()))
        .apply(
            WriteChanges.of(format)
                .withConnection(DORIS.connection())
                .withLabelPrefix("given")
                .withRoutes(TableRoutes.parse("shop\\.t => " + table)));
    pipeline.run().waitUntilFinish();
  }
}
