package io.dorisio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.client.DorisConnection;
import io.dorisio.client.Timeouts;
import io.dorisio.emulator.transaction.TransactionState;
import io.dorisio.format.Utf8Slice;
import io.dorisio.write.CommittedLoad;
import java.math.BigDecimal;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.values.Row;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The transform on the Direct runner. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DorisWriteDirectIT {

  @RegisterExtension static final LocalDoris DORIS = new LocalDoris();

  private final Pipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);

  @Test
  void rowsLandWithTheirTypes() {
    String table =
        DORIS.createTable(
            "id BIGINT NOT NULL, price DECIMAL(10,2), made DATETIME(3), note VARCHAR(100), ok BOOLEAN",
            "id");
    Schema schema =
        Schema.builder()
            .addInt64Field("id")
            .addNullableField("price", Schema.FieldType.DECIMAL)
            .addNullableField("made", Schema.FieldType.DATETIME)
            .addNullableField("note", Schema.FieldType.STRING)
            .addNullableField("ok", Schema.FieldType.BOOLEAN)
            .build();

    pipeline
        .apply(
            Create.of(
                    Row.withSchema(schema)
                        .addValues(
                            1L,
                            new BigDecimal("99999999.99"),
                            Instant.parse("2026-11-21T10:00:00.123Z"),
                            "\"quoted\", \\N \t and\n😀",
                            true)
                        .build(),
                    Row.withSchema(schema).addValues(2L, null, null, null, null).build())
                .withRowSchema(schema))
        .apply(
            DorisIO.writeRows().withConnection(DORIS.connection()).to(table).withLabelPrefix("a"));
    pipeline.run().waitUntilFinish();

    assertEquals(
        List.of(
            List.of(
                1L,
                new BigDecimal("99999999.99"),
                LocalDateTime.parse("2026-11-21T10:00:00.123"),
                "\"quoted\", \\N \t and\n😀",
                true),
            Arrays.asList(2L, null, null, null, null)),
        DORIS.rows("SELECT id, price, made, note, ok FROM " + table + " ORDER BY id"));
  }

  @Test
  void jsonTextsBytesAndSlicesLand() {
    String table = DORIS.createTable("id BIGINT, s STRING", "id");

    pipeline
        .apply(Create.of("{\"id\":1,\"s\":\"ü\"}", "{\n  \"s\": \"two\",\n  \"id\": 2\n}"))
        .apply(
            DorisIO.writeJson().withConnection(DORIS.connection()).to(table).withLabelPrefix("b"));
    pipeline
        .apply(
            "Bytes", Create.of(List.of("{\"id\":3,\"s\":null}".getBytes(StandardCharsets.UTF_8))))
        .apply(
            "Write bytes",
            DorisIO.writeJsonBytes()
                .withConnection(DORIS.connection())
                .to(table)
                .withLabelPrefix("b2"));
    byte[] two = "{\"id\":4,\"s\":\"é\"}{\"id\":5}".getBytes(StandardCharsets.UTF_8);
    pipeline
        .apply("Slices", Create.of(Utf8Slice.of(two, 0, 17), Utf8Slice.of(two, 17, 8)))
        .apply(
            "Write slices",
            DorisIO.writeJsonSlices()
                .withConnection(DORIS.connection())
                .to(table)
                .withLabelPrefix("b3"));
    pipeline.run().waitUntilFinish();

    assertEquals(
        List.of(
            List.of(1L, "ü"),
            List.of(2L, "two"),
            Arrays.asList(3L, null),
            List.of(4L, "é"),
            Arrays.asList(5L, null)),
        DORIS.rows("SELECT id, s FROM " + table + " ORDER BY id"));
  }

  @Test
  void emptyInputOpensNothing() {
    String table = DORIS.createTable("id BIGINT", "id");

    pipeline
        .apply(Create.empty(StringUtf8Coder.of()))
        .apply(
            DorisIO.writeJson().withConnection(DORIS.connection()).to(table).withLabelPrefix("c"));
    pipeline.run().waitUntilFinish();

    assertEquals(List.of(), DORIS.transactions(table));
  }

  @Test
  void everyOneRowBundleIsALoadOfItsOwn() {
    String table = DORIS.createTable("id BIGINT", "id");

    DorisWriteResult result =
        pipeline
            .apply(Create.of(json(0, 50)))
            // The Direct runner makes a bundle of each element behind this.
            .apply(Reshuffle.viaRandomKey())
            .apply(
                DorisIO.writeJson()
                    .withConnection(DORIS.connection())
                    .to(table)
                    .withLabelPrefix("d"));
    PAssert.that(result.getCommittedLoads())
        .satisfies(
            loads -> {
              long rows = 0;
              for (CommittedLoad load : loads) {
                rows += load.getRows();
                assertEquals("test", load.getDatabase());
              }
              assertEquals(50, rows);
              return null;
            });
    pipeline.run().waitUntilFinish();

    assertIds(table, 50);
    assertTrue(DORIS.transactions(table).size() > 10, "the bundles were not small");
  }

  @Test
  void severalWritesGoToSeveralTables() {
    List<String> tables = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      String table = DORIS.createTable("id BIGINT", "id");
      tables.add(table);
      pipeline
          .apply("Rows " + i, Create.of(json(0, 100 * (i + 1))))
          .apply(
              "Write " + i,
              DorisIO.writeJson()
                  .withConnection(DORIS.connection())
                  .to(table)
                  .withLabelPrefix("e" + i));
    }
    pipeline.run().waitUntilFinish();

    for (int i = 0; i < 5; i++) {
      assertIds(tables.get(i), 100 * (i + 1));
    }
  }

  @Test
  void backendsCanBeGivenOrListed() {
    String table = DORIS.createTable("id BIGINT", "id");
    DorisConnection given = DORIS.connection().withBackends(DORIS.backendAddress());
    DorisConnection listed = DORIS.connection().withListedBackends();

    pipeline
        .apply("Given", Create.of(json(0, 10)))
        .apply(
            "Write to given",
            DorisIO.writeJson().withConnection(given).to(table).withLabelPrefix("f"));
    pipeline
        .apply("Listed", Create.of(json(10, 20)))
        .apply(
            "Write to listed",
            DorisIO.writeJson().withConnection(listed).to(table).withLabelPrefix("g"));
    pipeline.run().waitUntilFinish();

    assertIds(table, 20);
  }

  @Test
  void aFrontendThatIsDownIsPassedOver() throws Exception {
    String table = DORIS.createTable("id BIGINT", "id");
    DorisConnection connection =
        DorisConnection.of(nobody() + "," + DORIS.connection().frontends().get(0))
            .withCredentials("etl", LocalDoris.PASSWORD);

    pipeline
        .apply(Create.of(json(0, 10)))
        .apply(DorisIO.writeJson().withConnection(connection).to(table).withLabelPrefix("h"));
    pipeline.run().waitUntilFinish();

    assertIds(table, 10);
  }

  @Test
  void aWrongPasswordIsSaid() {
    String table = DORIS.createTable("id BIGINT", "id");

    String message = failure(DORIS.connection().withCredentials("etl", "wr0ng"), table, json(0, 1));

    assertTrue(message.contains("check the user and password"), message);
    assertTrue(message.contains(table), message);
    assertFalse(message.contains("wr0ng"), message);
  }

  @Test
  void anUnknownTableIsNamedInTheServersWords() {
    String message = failure(DORIS.connection(), "test.no_such_table", json(0, 1));

    assertTrue(
        message.contains("into test.no_such_table at BE " + DORIS.backendAddress()), message);
    assertTrue(message.contains("unknown table, tableName=no_such_table"), message);
    assertFalse(message.contains("s3cret"), message);
  }

  @Test
  void anUnknownDatabaseIsNamedInTheServersWords() {
    String message = failure(DORIS.connection(), "no_such_db.t", json(0, 1));

    assertTrue(message.contains("unknown database, database=no_such_db"), message);
  }

  @Test
  void aServerThatIsDownIsNamed() throws Exception {
    String nobody = nobody();

    String message =
        failure(
            DorisConnection.of(nobody)
                .withTimeouts(
                    Timeouts.DEFAULT
                        .withConnect(Duration.ofSeconds(2))
                        .withRepair(Duration.ofSeconds(1))),
            "test.t",
            json(0, 1));

    assertTrue(message.contains(nobody), message);
    assertTrue(message.contains("No frontend"), message);
  }

  @Test
  void aRowThatTheServerRefusesIsShownAndNothingIsLeftOpen() {
    String table = DORIS.createTable("id BIGINT NOT NULL", "id");

    String message =
        failure(DORIS.connection(), table, List.of("{\"id\":1}", "{\"id\":\"not a number\"}"));

    assertTrue(message.contains("too many filtered rows"), message);
    assertTrue(
        message.contains("1 of 2 rows were filtered, first of them: Reason: column(id)"), message);
    assertTrue(message.contains("not a number"), message);
    assertEquals(0, DORIS.count(table));
    assertTrue(
        DORIS.transactions(table).stream().allMatch(t -> t.state() == TransactionState.ABORTED));
  }

  @Test
  void rowsThatTheUserAllowsToBeFilteredAreCounted() {
    String table = DORIS.createTable("id BIGINT NOT NULL", "id");

    DorisWriteResult result =
        pipeline
            .apply(Create.of("{\"id\":1}", "{\"id\":\"not a number\"}", "{\"id\":3}"))
            .apply(
                DorisIO.writeJson()
                    .withConnection(DORIS.connection())
                    .to(table)
                    .withLabelPrefix("i")
                    .withNumShards(1)
                    .withLoadProperty("max_filter_ratio", "1"));
    PAssert.that(result.getCommittedLoads())
        .satisfies(
            loads -> {
              long filtered = 0;
              for (CommittedLoad load : loads) {
                filtered += load.getFilteredRows();
              }
              assertEquals(1, filtered);
              return null;
            });
    pipeline.run().waitUntilFinish();

    assertEquals(2, DORIS.count(table));
  }

  @Test
  void theDisplayDataShowsTheTargetAndNoPassword() {
    DisplayData data =
        DisplayData.from(
            DorisIO.writeJson()
                .withConnection(DORIS.connection())
                .to("shop.orders")
                .withLabelPrefix("orders-job"));

    String all = data.asMap().toString();
    assertTrue(all.contains("shop.orders"), all);
    assertTrue(all.contains("orders-job"), all);
    assertFalse(all.contains("s3cret"), all);
  }

  @Test
  void whatIsMissingOrIllegalIsRefusedWhenThePipelineIsBuilt() {
    DorisIO.Write<String> complete =
        DorisIO.writeJson()
            .withConnection(DorisConnection.of("fe:8030"))
            .to("shop.orders")
            .withLabelPrefix("orders-job");

    assertRefused("withConnection", DorisIO.writeJson().to("a.b").withLabelPrefix("p"));
    assertRefused(
        "withLabelPrefix", DorisIO.writeJson().withConnection(DorisConnection.of("f:1")).to("a.b"));
    assertRefused(
        "schema",
        DorisIO.<String>write()
            .withConnection(DorisConnection.of("f:1"))
            .to("a.b")
            .withLabelPrefix("p"));
    assertThrows(IllegalArgumentException.class, () -> complete.to("no_database"));
    assertThrows(IllegalArgumentException.class, () -> complete.withLabelPrefix("a.b"));
    assertThrows(IllegalArgumentException.class, () -> complete.withNumShards(0));
    assertThrows(IllegalArgumentException.class, () -> complete.withLoadProperty("Label", "mine"));
    assertThrows(
        IllegalArgumentException.class,
        () -> complete.withLoadProperty("two_phase_commit", "false"));
  }

  private void assertRefused(String part, DorisIO.Write<String> write) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> TestPipeline.create().apply(Create.of("{}")).apply(write));
    assertTrue(e.getMessage().contains(part), e::getMessage);
  }

  private String failure(DorisConnection connection, String table, List<String> rows) {
    pipeline
        // All rows in one bundle.
        .apply(Create.of(List.of(rows)).withCoder(ListCoder.of(StringUtf8Coder.of())))
        .apply(Flatten.iterables())
        .apply(
            DorisIO.writeJson()
                .withConnection(connection)
                .to(table)
                .withLabelPrefix("x")
                .withNumShards(1));
    return LocalDoris.messages(
        assertThrows(PipelineExecutionException.class, () -> pipeline.run().waitUntilFinish()));
  }

  private static void assertIds(String table, int count) {
    assertEquals(
        IntStream.range(0, count).mapToObj(i -> List.<Object>of((long) i)).toList(),
        DORIS.rows("SELECT id FROM " + table + " ORDER BY id"));
  }

  private static List<String> json(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "{\"id\":" + i + "}").toList();
  }

  private static String nobody() throws Exception {
    try (ServerSocket free = new ServerSocket(0)) {
      return "127.0.0.1:" + free.getLocalPort();
    }
  }
}
