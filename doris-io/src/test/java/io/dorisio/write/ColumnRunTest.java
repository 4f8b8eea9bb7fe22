package io.dorisio.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.client.DorisConnection;
import io.dorisio.client.StubFrontend;
import io.dorisio.client.TableName;
import io.dorisio.format.LoadFormat;
import io.dorisio.format.RowOptions;
import io.dorisio.format.SchemaRowFormat;
import io.dorisio.schema.RowCheckOptions;
import io.dorisio.schema.TableSetup;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;
import org.joda.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rows that are encoded column by column; an element is the text of its row. */
class ColumnRunTest {

  private static final Schema TEXTS = Schema.builder().addStringField("text").build();
  private static final Schema LINES = Schema.builder().addStringField("line").build();
  private static final TableName TABLE = new TableName("db", "t");
  private static final TableName OTHER = new TableName("db", "other");
  private static final String BROKEN = "half a pair: \ud83d";

  private final TableAccess tables =
      new TableAccess(DorisConnection.of("nowhere:8030"), null, false);
  private final List<String> refused = new ArrayList<>();
  private final List<Instant> timesOfRefused = new ArrayList<>();
  private final List<String> sent = new ArrayList<>();
  private final List<Long> oldest = new ArrayList<>();
  private final RowPacker<String, Row> packer = packer(tables);

  @AfterEach
  void close() {
    packer.close();
    tables.close();
  }

  @Test
  void allRowsArriveInTheirOrderHoweverManyThereAre() throws Exception {
    List<String> rows = new ArrayList<>();
    for (int pack : new int[] {1, 2, 3, 64, 65, 129, 300}) {
      for (int i = 0; i < pack; i++) {
        rows.add(pack + "/" + i);
        add(TABLE, pack + "/" + i, i);
      }
      settle();
    }
    flush();

    assertEquals(rows, sent);
    assertEquals(List.of(0L), oldest);
  }

  @Test
  void aBadRowAmongThemIsRefusedWithItsTimeAndTheOthersArrive() throws Exception {
    List<String> rows = IntStream.range(0, 100).mapToObj(Integer::toString).toList();
    for (int i = 0; i < rows.size(); i++) {
      add(TABLE, rows.get(i), i);
      if (i == 40 || i == 41) {
        add(TABLE, BROKEN, 1_000 + i);
      }
    }
    settle();
    flush();

    assertEquals(rows, sent);
    assertEquals(List.of(BROKEN, BROKEN), refused);
    assertEquals(List.of(Instant.ofEpochMilli(1_040), Instant.ofEpochMilli(1_041)), timesOfRefused);
  }

  @Test
  void aRowThatDoesNotFitItsTableIsRefusedAndTheOthersArrive() throws Exception {
    String create =
        """
        CREATE TABLE `t` (
          `text` varchar(40) NULL
        ) ENGINE=OLAP
        DUPLICATE KEY(`text`)
        DISTRIBUTED BY HASH(`text`) BUCKETS 1""";
    List<String> reasons = new ArrayList<>();
    Refusals<String> refusals =
        (table, element, time, why) -> reasons.add(time.getMillis() + " " + why.getMessage());
    try (StubFrontend frontend = new StubFrontend();
        TableAccess checked =
            new TableAccess(frontend.connection(), RowCheckOptions.DEFAULT, false)) {
      frontend.withRow("SHOW CREATE TABLE `db`.`t`", Map.of("Create Table", create));
      RowPacker<String, Row> checking = packer(checked);
      for (int i = 0; i < 20; i++) {
        String row = i == 7 ? "x".repeat(41) : "fits, but not at a glance: " + i;
        checking.add(TABLE, row, Instant.ofEpochMilli(i), this::take, refusals);
      }
      checking.settle(this::take, refusals);
      checking.flush(this::take);
      checking.close();
    }

    assertEquals(19, sent.size());
    assertEquals(1, reasons.size());
    assertTrue(
        reasons.get(0).startsWith("7 The value of column text (varchar(40)) "), reasons::toString);
  }

  @Test
  void rowsOfOtherShapesAndTablesComeBetween() throws Exception {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      String row = (i / 7 % 2 == 0 ? "text" : "line") + i;
      rows.add(row);
      add(TABLE, row, i);
      if (i % 11 == 0) {
        add(OTHER, "other" + i, i);
      }
    }
    settle();
    flush();

    assertEquals(rows, sent.stream().filter(row -> !row.startsWith("other")).toList());
    assertEquals(19, sent.stream().filter(row -> row.startsWith("other")).count());
  }

  @Test
  void blocksEndSoonAfterTheirSizeWhereRowsAreLong() throws Exception {
    for (int i = 0; i < 64; i++) {
      add(TABLE, "x".repeat(100_000), i);
    }
    settle();
    flush();

    assertEquals(64, sent.size());
    assertEquals(22, oldest.size(), "blocks, of three rows each");
  }

  @Test
  void rowsOfABundleThatFailedAreDropped() throws Exception {
    packer.start();
    add(TABLE, "first", 0);
    add(TABLE, "lost with its bundle", 0);

    packer.start();
    add(TABLE, "kept", 0);
    settle();
    flush();

    assertEquals(List.of("kept"), sent);
  }

  private static RowPacker<String, Row> packer(TableAccess tables) {
    return new RowPacker<>(
        RowSpec.<String>defaults().toBuilder()
            .setDestinations(
                new Destinations<>() {
                  @Override
                  public Object keyOf(String element) {
                    throw new AssertionError("asked for by whoever adds");
                  }

                  @Override
                  public TableName tableOf(Object key) {
                    return (TableName) key;
                  }

                  @Override
                  public TableSetup setup(TableName table) {
                    return TableSetup.DEFAULT;
                  }
                })
            .setOrderedShapes(true)
            .build(),
        SchemaRowFormat.<String>of(
                text ->
                    Row.withSchema(text.startsWith("line") ? LINES : TEXTS).addValue(text).build())
            .as(LoadFormat.ARROW, RowOptions.defaults()),
        tables);
  }

  private void add(TableName table, String text, long millis) throws Exception {
    packer.add(table, text, Instant.ofEpochMilli(millis), this::take, this::refuse);
  }

  private void settle() throws Exception {
    packer.settle(this::take, this::refuse);
  }

  private void flush() {
    packer.flush(this::take);
  }

  private void refuse(TableName table, String element, Instant timestamp, RuntimeException why) {
    assertEquals(TABLE, table);
    assertTrue(why.getMessage().contains("surrogate"), why::getMessage);
    refused.add(element);
    timesOfRefused.add(timestamp);
  }

  private void take(ShardKey key, RowBlock block) {
    oldest.add(block.oldestMillis());
    int before = sent.size();
    try (RootAllocator memory = new RootAllocator();
        ArrowStreamReader in =
            new ArrowStreamReader(new ByteArrayInputStream(block.bytes().array()), memory)) {
      while (in.loadNextBatch()) {
        for (int i = 0; i < in.getVectorSchemaRoot().getRowCount(); i++) {
          String row = in.getVectorSchemaRoot().getVector(0).getObject(i).toString();
          assertEquals(row.startsWith("other"), key.table().equals(OTHER), row);
          sent.add(row);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertEquals(block.rows(), sent.size() - before);
  }
}
